import { isLocalRefusal } from '../../../providers/index.js';

const eachOf = (...parts: readonly (readonly string[])[]): string[] =>
  parts.reduce<string[]>(
    (begun, next) => begun.flatMap((one) => next.map((word) => (one ? `${one} ${word}` : word))),
    [''],
  );

const english = [
  ...eachOf(
    ['i', 'we'],
    ['do not', "don't"],
    [
      ...['know', 'have information', 'have any information', 'have enough information', 'have an answer'],
      ...['have that information', 'have the information', 'have this information', 'have details'],
    ],
  ),
  ...eachOf(
    ['cannot', "can't", 'could not', "couldn't", 'did not', "didn't", 'unable to', 'not able to'],
    ['find', 'answer', 'tell you'],
  ),
  ...eachOf(
    ['document', 'documents', 'context', 'information', 'source', 'sources', 'text', 'passages', 'material'],
    ['do not', "don't", 'does not', "doesn't"],
    ['say', 'state', 'mention', 'contain', 'answer', 'provide', 'include', 'cover', 'specify'],
  ),
  ...eachOf(['there is', 'i have', 'i found', 'we have'], ['no information', 'no answer', 'no details']),
  ...eachOf(['not mentioned in', 'not contained in', 'not covered by', 'not stated in'], ['the']),
  ...["i'm not sure", 'i am not sure'],
];

/** How models say that they do not know, in the languages that most bots speak. */
const phrases: readonly string[] = [
  ...english,
  ...['weiß ich nicht', 'weiß ich leider nicht', 'weiß es nicht', 'weiß das nicht', 'weiß ich es nicht'],
  ...eachOf(['keine', 'leider keine'], ['antwort', 'information', 'informationen', 'angaben']),
  ...eachOf(['kann ich', 'ich kann'], ['nicht', 'leider nicht'], ['sagen', 'beantworten']),
  ...['kann ich ihnen nicht sagen', 'kann ich ihnen leider nicht sagen'],
  ...['no sé', 'no lo sé', 'no he encontrado', 'no encontré', 'no encuentro', 'no hay información'],
  ...['no tengo información', 'no dispongo de información', 'no puedo responder'],
  ...['je ne sais pas', "je n'ai pas trouvé", "je n'ai pas d'information", "je n'ai pas d'informations"],
  ...['je ne trouve pas', 'je ne peux pas répondre', 'aucune information', 'aucune réponse'],
  ...['non so', 'non lo so', 'non ho trovato', 'non trovo', 'non posso rispondere'],
  ...['nessuna informazione', 'nessuna risposta'],
  ...['não sei', 'não encontrei', 'não encontro', 'não tenho informações', 'não posso responder'],
  ...['nenhuma informação', 'nenhuma resposta'],
  ...['weet ik niet', 'weet het niet', 'weet dat niet', 'geen antwoord', 'geen informatie'],
  ...['nie wiem', 'nie znalazłem', 'nie znalazłam', 'brak informacji'],
];

/** Whoever does not know says so at once; later it may be about something else. */
const looksAt = 300;

/** Words with single spaces between and around them. */
const spaced = (text: string): string =>
  ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}']+/gu, ' ')
    .trim()} `;

/**
 * Whether an answer says that the bot does not know: it cites nothing, and begins with one of the phrases that say so in
 * English, German, Spanish, French, Italian, Portuguese, Dutch or Polish, or has the sentence by which bots without a model
 * say it in their languages. An answer that is made up cites nothing either, but says no such thing.
 */
export function saysUnknown(answer: string, citations: number): boolean {
  if (citations > 0) return false;
  if (isLocalRefusal(answer)) return true;
  const text = spaced(answer.slice(0, looksAt));
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}
