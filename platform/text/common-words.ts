/**
 * Words that end users write all the time and that show their language although they say something: greetings, wishes, and what
 * shops and help desks are asked about. With the small words of stop-words.ts they tell short messages apart.
 */
const lists: Record<string, string> = {
  en: `hello hey thanks thank good morning evening want need would like help order orders price prices cost cancel password
reset login account page error opening hours open shipping delivery refund return returns days day week weeks vacation size
limit work works working change new back settings go policy warranty guarantee invoice bill pay payment card phone contact number
address know tell find show buy book make send sent set add turn long much take takes balance love hate happy sorry great bad best
worst nice fun lost`,
  es: `hola gracias buenos buenas dias tardes noches quiero quisiera necesito ayuda pedido pedidos precio precios cuesta cancelar
contrasena cuenta pagina error horario apertura abierto abren envio entrega reembolso devolver devolucion dia semana vacaciones
funciona funcionan cambiar nuevo nueva garantia factura pagar pago tarjeta telefono contacto numero direccion saber comprar enviar
dura gusta mucha muchas muchos tiempo`,
  de: `hallo guten guter gute morgen tag tage abend danke dank vielen mochte will hilfe bestellung bestellen preis preise kostet
kosten kundigen stornieren passwort zurucksetzen konto seite fehler offnungszeiten offen geoffnet versand lieferung erstattung
ruckgabe zuruckgeben woche wochen urlaub urlaubstage funktioniert andern neu neue garantie gilt lange dauert rechnung zahlen
bezahlen karte telefon kontakt nummer adresse wissen kaufen senden verbinden chef`,
  fr: `bonjour bonsoir salut merci beaucoup aide commande commander prix coute cout annuler mot passe oublie compte page erreur
heures ouverture ouvert livraison remboursement retour retourner jour jours semaine conges marche fonctionne changer nouveau
nouvelle garantie facture payer paiement carte telephone contact numero adresse savoir acheter envoyer dure temps combien ca`,
  it: `ciao buongiorno buonasera salve grazie mille aiuto ordine ordinare prezzo costa costano disdire annullare password
dimenticato dimenticata account pagina errore orari orario apertura aperto spedizione consegna rimborso reso restituire giorno
giorni settimana ferie funziona cambiare nuovo nuova garanzia fattura pagare pagamento carta telefono contatto numero indirizzo
sapere comprare inviare dura tempo voglio`,
  pt: `ola oi bom boa dia tarde noite obrigado obrigada preciso ajuda pedido preco custa custam cancelar senha esqueci conta pagina
erro horario funcionamento aberto envio entrega prazo reembolso devolver devolucao dias semana ferias funciona mudar novo nova
garantia fatura pagar pagamento cartao telefone contato contacto numero endereco saber comprar enviar dura tempo gostaria muito`,
  nl: `hallo hoi dag goedemorgen goedemiddag bedankt dank hartelijk graag hulp bestelling bestellen prijs kost kosten opzeggen
annuleren wachtwoord vergeten rekening pagina fout openingstijden verzending levering terugbetaling retour retourneren dagen week
weken vakantie werkt wijzigen nieuw nieuwe garantie lang duurt factuur betalen kaart telefoon nummer adres weten kopen sturen`,
  pl: `czesc dzien dobry witam dziekuje bardzo prosze pomoc zamowienie zamowic cena kosztuje anulowac haslo konto strona blad
godziny otwarcia otwarte wysylka dostawa zwrot zwrocic dni tydzien urlop dziala zmienic nowy nowa gwarancja trwa dlugo faktura
zaplacic platnosc karta telefon numer adres wiedziec kupic wyslac chce`,
  tr: `merhaba selam gunaydin tesekkurler tesekkur ederim lutfen yardim siparis siparisim fiyat fiyati iptal etmek istiyorum sifre
sifremi hesap sayfa hata calisma saatleri acik kargo teslimat iade gun hafta izin calismiyor degistirmek yeni garanti suresi fatura
odemek odeme kart telefon numara adres almak gondermek kadar`,
  sv: `hej tack mycket snalla hjalp bestallning pris kostar avbryta losenord konto sida fel oppettider frakt leverans aterbetalning
retur dagar vecka semester fungerar inte jag du vill hur var ar det som och att for med till kan min mitt nar vad lange garanti
faktura betala kort telefon nummer adress`,
  da: `hej tak hjaelp bestilling pris koster annullere adgangskode konto side fejl abningstider levering refusion retur dage uge
ferie virker ikke jeg du vil hvor hvordan hvad hvornar er det som og at til kan min mit lang garanti faktura betale kort telefon`,
  no: `hei takk hjelp bestilling pris koster avbestille passord konto side feil apningstider frakt levering refusjon retur dager uke
ferie fungerer ikke jeg du vil hvor hvordan hva nar er det som og at til kan min mitt lenge garanti faktura betale kort telefon`,
  fi: `hei moi kiitos apua tilaus hinta maksaa peruuttaa salasana tili sivu virhe aukioloajat toimitus palautus paivaa viikko loma
toimii ei mina sina haluan miten mika mita missa milloin on se ja etta voi minun kuinka kauan takuu lasku kortti puhelin`,
  cs: `ahoj dobry den dekuji prosim pomoc objednavka cena stoji zrusit heslo ucet stranka chyba oteviraci doba doprava vraceni dny
tyden dovolena funguje ne ja ty chci jak co kde kdy je to a ze muze muj jak dlouho zaruka faktura platit karta telefon`,
  ro: `buna ziua multumesc ajutor comanda pret costa anulez parola cont pagina eroare program livrare rambursare retur zile
saptamana concediu functioneaza nu eu vreau cum ce unde cand este si ca poate meu cat timp garantie factura plati card telefon`,
  hu: `szia koszonom segitseg rendeles ar mennyibe kerul lemondani jelszo fiok oldal hiba nyitvatartas szallitas visszaterites
nap het szabadsag mukodik nem en szeretnek hogyan mi hol mikor van es hogy lehet meddig garancia szamla fizetni kartya telefon`,
  id: `halo terima kasih tolong bantuan pesanan harga berapa biaya batal kata sandi akun halaman jam buka pengiriman pengembalian
hari minggu cuti tidak saya anda mau ingin bagaimana apa mana kapan adalah dan bisa lama garansi faktur bayar kartu telepon`,
};

const sets = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const none: ReadonlySet<string> = new Set();

/** Common words of a primary language, without accents. */
export const commonWordsOf = (language: string): ReadonlySet<string> => sets.get(language) ?? none;
