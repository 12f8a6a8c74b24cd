import { isLocalRefusal } from '../../../providers/index.js';

/** How models say that they do not know, in the languages that most bots speak. */
const phrases: readonly RegExp[] = [
  /\b(?:i|we) (?:do not|don't|can(?:no|')t|could not|couldn't|am not able to|are not able to|am unable to) (?:know|find|answer|tell|say|have (?:any |enough |that |this |the )*(?:information|details|answer))/,
  /\b(?:do|does|did) ?(?:not|n't) (?:say|state|contain|mention|answer|provide|include|cover|specify)\b/,
  /\b(?:not|n't) (?:mentioned|contained|covered|specified|provided|stated|available|found) (?:in|by) the\b/,
  /\b(?:there is |i have |i found )?no (?:information|answer|details?|documents?)\b.{0,40}\b(?:about|on|for|to|that|available)\b/,
  /\bi(?:'m| am) not sure\b/,
  /\bwei(?:ß|ss) (?:ich )?(?:es |das )?(?:leider )?nicht\b|\bkeine (?:antwort|information(?:en)?|angaben?)\b|\bkann ich (?:ihnen |dir )?(?:leider )?nicht (?:sagen|beantworten)\b/,
  /\bno (?:lo )?sé\b|\bno (?:he encontrado|encontré|encuentro|dispongo de|tengo información|puedo responder)\b|\bno hay información\b/,
  /\bje ne sais pas\b|\bje n'ai pas (?:trouvé|d'information)|\baucune (?:réponse|information)\b|\bje ne (?:peux|trouve) pas\b/,
  /\bnon (?:lo )?so\b|\bnon (?:ho trovato|trovo|posso rispondere)\b|\bnessuna (?:risposta|informazione)\b/,
  /\bnão sei\b|\bnão (?:encontrei|encontro|posso responder|tenho informaç)|\bnenhuma (?:resposta|informação)\b/,
  /\bweet (?:ik )?(?:het |dat )?niet\b|\bgeen (?:antwoord|informatie)\b/,
  /\bnie (?:wiem|znalazłem|znalazłam)\b|\bbrak informacji\b/,
];
/** Whoever does not know says so at once; later it may be about something else. */
const looksAt = 300;

/**
 * Whether an answer says that the bot does not know: it cites nothing, and begins with one of the phrases that say so in
 * English, German, Spanish, French, Italian, Portuguese, Dutch or Polish, or has the sentence by which bots without a model
 * say it in their languages. An answer that is made up cites nothing either, but says no such thing.
 */
export function saysUnknown(answer: string, citations: number): boolean {
  if (citations > 0) return false;
  if (isLocalRefusal(answer)) return true;
  const text = answer.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
  return phrases.some((phrase) => phrase.test(text.slice(0, looksAt)));
}
