/**
 * What the word lists lack or take for something else, by language: `word value`, -4 to 4. English: words that are names of things
 * in talk more often than feelings, and what is written today.
 */
const lists: Record<string, string> = {
  en: `hope 1.3 hopes 1.2 hoping 1.1 hopefully 1.2 wish 0.8 luck 1.4 kind 1.3 true 1.1 interesting 1.3 arrested -0.7 anger -1.6 won 2 ready 0.9 well 0.8
feeling 0.2 chance 0.4 support 1.1 welcome 1.4 forgot -0.9 forget -0.7 d: -1.6 :( -1.9 :) 1.8 lit 1.2 meh -1.2 ugh -1.8 ughh -1.9 blah -1 yay 2.4 woohoo 2.6 woot 1.9 yum 2.0 yummy 2.2 hungover -1.8
migraine -2.2 headache -1.8 rainy -0.6 broke -1.1 broken -1.6 crash -1.7 crashed -1.8 crashes -1.8 outage -2 bug -1.2 bugs -1.3 buggy -1.9 flaky -1.6
unusable -2.6 useless -1.8 slow -1.1 smoothly 1.9 smooth 1.4 flawless 2.8 seamless 2.2 blocked -1.3 stuck -1.3 delayed -1.2 delay -1.2
overworked -2.1 burnout -2.4 exhausted -1.9 exhausting -1.8 overwhelmed -1.7 frustrating -2.2 unacceptable -2.4 regression -1.2
impressed 2.2 thrilled 3 stoked 2.5 pumped 1.8 solid 1.2 kudos 2.4 congrats 2.6 congratulations 2.9 underwhelming -1.6 clunky -1.4
reliable 1.7 unreliable -2 intuitive 1.5 confusing -1.4 mess -1.6 messy -1.5 nailed 1.8 rocks 1.8 rock 0.6 sucks -2.3 suck -2 sucked -2.3
like 0.9 please 0.5 play 0.5 plays 0.5 playing 0.5 played 0.5 party 1.0 win 1.5 wins 1.6 winning 1.8 free 1.0 gift 1.3 gifts 1.2 share 0.5 shares 0.4
help 0.8 number 0 want 0.1 wants 0.1 natural 0.5 sure 0.6 yes 0.9 interest 0.9 okay 0.5 ok 0.6 hand 0.3 super 1.5 better 0.9
friend 1.1 friends 1.0 top 0.6 care 0.8 matter 0 matters 0 fire -0.6 bitch -1.6 shit -1.7 ass -1.4 hell -1.8 damn -1.2 crazy -0.6 insane -0.8 insanity -1.2
lost -1.0 lose -1.3 miss -0.9 missed -1.0 missing -0.9 cry -1.4 crying -1.6 sick -1.7 alone -0.9 war -2 dead -2 death -2.2
kill -2.4 killed -2.6 fear -1.5 evil -2 drop -0.8 low -0.8 cut -0.7 fight -1.2 pain -1.8 worry -1.4 wrong -1.6 tired -1.6 bored -1.4 boring -1.7
hungry -0.7 cold -0.5 rain -0.5 early -0.1 homework -0.5 traffic -0.7 spam -1.6 dentist -0.6 delicious 2.6 tasty 1.9 gorgeous 2.8 lovely 2.7
finally 0.7 weekend 0.7 birthday 0.8 coffee 0.3 vacation 1.0 beach 0.6 sunshine 1.3 xoxo 2.2 aww 1.2 awww 1.3 yumm 1.9 sleepy -0.6 excited 2.2 hate -2.7`,
  de: `toll 3 danke 2 dankbar 3 freue 2.5 freuen 2.5 freut 2.5 freude 3 kaputt -2 langsam -1.2 schnell 1 hilfreich 2 großartig 3.5 wunderbar 3.5 klasse 3
spitze 3 nervt -2.2 nervig -2.2 nerven -1.5 enttäuschend -2.4 enttäuschung -2.4 ärgert -2 verärgert -2.4 mist -2 scheiße -3 blöd -2 doof -1.8 mies -2.2 furchtbar -3
grauenhaft -3 katastrophe -3 katastrophal -3.2 unzufrieden -2.2 zufrieden 2.2 perfekt 3.2 ausgezeichnet 3.2 hervorragend 3.3 lieben 3 liebe 3 geliebt 3 schön 2.5
schöner 2.5 hässlich -2.2 müde -1.3 überfordert -2 überlastet -2 gestresst -2 stress -1.8 angst -2 sorge -1.5 sorgen -1.6 leider -1.2 schade -1.4 abgestürzt -2
stürzt -1.6 fehlerhaft -2 unbrauchbar -2.6 reibungslos 2.4 gelungen 2.4 gefällt 2 empfehlen 2 empfehle 2 unerträglich -3 lob 2 loben 2 gratuliere 2.6 glückwunsch 2.8
hasse -3 hassen -3 traurig -2.2 wütend -2.6 sauer -1.8 stolz 2.2 lecker 2.5 angenehm 2 unangenehm -2 freundlich 2 unfreundlich -2.2 schlimm -2.2 besser 1.2 beste 3 besten 3 bestens 3`,
  fr: `bon 2 bonne 2 génial 3.5 géniale 3.5 super 3 merci 2 lent -1.2 lente -1.2 cassé -1.8 panne -1.8 nul -2.4 nulle -2.4 déteste -3 détester -3 adore 3.2 adorer 3.2 aime 2.5
déçu -2.2 déçue -2.2 décevant -2.2 décevante -2.2 horrible -3 affreux -2.6 terrible -2.4 catastrophe -3 ravi 3 ravie 3 heureux 2.8 heureuse 2.8 fier 2 fière 2 parfait 3.2
parfaite 3.2 magnifique 3.2 merveilleux 3.2 excellent 3.2 excellente 3.2 formidable 3 bravo 2.8 félicitations 2.8 agréable 2 désagréable -2 énervé -2.2 énervant -2.2 colère -2.5
furieux -2.8 inquiet -1.8 inquiète -1.8 peur -2 stress -1.8 stressé -2 épuisé -2 fatigué -1.4 triste -2.2 malheureusement -1.2 dommage -1.4 inutile -1.8 inutilisable -2.6 bug -1.2
pire -2.4 meilleur 2.4 meilleure 2.4 mieux 1.4 beau 2 belle 2 joli 2 laid -2 facile 1.4 utile 1.8 efficace 2 rapide 1.2 satisfait 2.2 insatisfait -2.2 délicieux 2.8 chouette 2.4 merde -2.6`,
  es: `bueno 2 buena 2 bien 1.6 genial 3.2 gracias 2 encanta 3.2 encantan 3.2 encantado 2.8 encantada 2.8 amo 3 adoro 3.2 odio -3 odia -3 lento -1.2 lenta -1.2 roto -1.6 malo -2.2 mala -2.2 mal -1.8
pésimo -3 pésima -3 horrible -3 terrible -2.6 desastre -2.8 excelente 3.2 fantástico 3.2 maravilloso 3.2 maravillosa 3.2 perfecto 3.2 perfecta 3.2 estupendo 3 feliz 2.8 felices 2.8 contento 2.4
contenta 2.4 triste -2.2 enojado -2.4 enfadado -2.4 enfadada -2.4 furioso -2.8 decepcionado -2.2 decepcionada -2.2 decepcionante -2.2 preocupado -1.8 preocupada -1.8 miedo -2 estrés -1.8 agotado -2
agotada -2 cansado -1.4 orgulloso 2.2 orgullosa 2.2 felicidades 2.8 enhorabuena 2.8 inútil -2.2 útil 1.8 rápido 1.2 fácil 1.4 peor -2.4 mejor 2 bonito 2.2 hermoso 2.6 feo -2 asco -2.6 mierda -2.6
lástima -1.4 desgraciadamente -1.2 satisfecho 2.2 insatisfecho -2.2 delicioso 2.8 rico 1.6 gusta 2 gustó 2 recomiendo 2`,
  it: `buono 2 buona 2 bene 1.6 ottimo 3 ottima 3 fantastico 3.2 fantastica 3.2 grazie 2 amo 3 adoro 3.2 odio -3 lento -1.2 rotto -1.6 pessimo -3 pessima -3 brutto -2.2 brutta -2.2 male -1.8 orribile -3
terribile -2.6 disastro -2.8 eccellente 3.2 meraviglioso 3.2 meravigliosa 3.2 perfetto 3.2 perfetta 3.2 felice 2.8 felici 2.8 contento 2.4 contenta 2.4 triste -2.2 arrabbiato -2.4 arrabbiata -2.4 furioso -2.8
deluso -2.2 delusa -2.2 deludente -2.2 preoccupato -1.8 preoccupata -1.8 paura -2 stress -1.8 stanco -1.4 esausto -2 orgoglioso 2.2 complimenti 2.6 congratulazioni 2.8 inutile -2.2 utile 1.8 veloce 1.2
facile 1.4 peggio -2.2 peggiore -2.4 meglio 1.4 migliore 2.4 bello 2.2 bella 2.2 schifo -2.8 merda -2.6 peccato -1.4 purtroppo -1.2 soddisfatto 2.2 insoddisfatto -2.2 delizioso 2.8 piace 2 piaciuto 2 bravo 2.4 brava 2.4`,
  pt: `bom 2 boa 2 bem 1.4 ótimo 3 ótima 3 excelente 3.2 obrigado 2 obrigada 2 amo 3 adoro 3.2 adorei 3.2 odeio -3 odiei -3 lento -1.2 lenta -1.2 quebrado -1.6 ruim -2.2 mau -2 má -2 péssimo -3 péssima -3 horrível -3
terrível -2.6 desastre -2.8 fantástico 3.2 maravilhoso 3.2 maravilhosa 3.2 perfeito 3.2 perfeita 3.2 feliz 2.8 felizes 2.8 contente 2.4 triste -2.2 zangado -2.4 furioso -2.8 decepcionado -2.2 decepcionada -2.2
decepcionante -2.2 preocupado -1.8 preocupada -1.8 medo -2 estresse -1.8 cansado -1.4 exausto -2 orgulhoso 2.2 parabéns 2.8 inútil -2.2 útil 1.8 rápido 1.2 fácil 1.4 pior -2.4 melhor 2 bonito 2.2 lindo 2.6 linda 2.6
feio -2 merda -2.6 nojo -2.6 infelizmente -1.2 satisfeito 2.2 insatisfeito -2.2 delicioso 2.8 gosto 1.8 gostei 2.2 recomendo 2 legal 2`,
};

/** Pairs of a word and its value. */
export function* supplementOf(language: string): Generator<[word: string, value: number]> {
  const pieces = (lists[language] ?? '').split(/\s+/);
  for (let at = 0; at + 1 < pieces.length; at += 2) yield [pieces[at] ?? '', Number(pieces[at + 1])];
}
