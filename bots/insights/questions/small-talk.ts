/** Greetings, thanks and farewells: nobody misses an answer to them. */
const phrases = new Set(
  `hi; hello; hello there; hi there; hey; good morning; good afternoon; good evening; thanks; thank you; thank you very much;
  thanks a lot; many thanks; ok; okay; ok thanks; okay thanks; great; great thanks; perfect; cool; bye; goodbye; see you; yes; no;
  test; hallo; guten tag; guten morgen; guten abend; danke; vielen dank; danke schön; tschüss; auf wiedersehen; ja; nein; super;
  hola; buenos días; buenas tardes; gracias; muchas gracias; adiós; sí; vale; bonjour; salut; bonsoir; merci; merci beaucoup;
  au revoir; oui; non; ciao; buongiorno; grazie; olá; obrigado; obrigada`
    .split(';')
    .map((phrase) => phrase.trim()),
);

export const isSmallTalk = (message: string): boolean => {
  const words = message
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return words === '' || phrases.has(words);
};
