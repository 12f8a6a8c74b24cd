import { inThirdPerson, type Persons } from './persons.js';
import { reportedQuestion } from './questions.js';

/** What leads over from what was said before, and says nothing without it. */
const opening =
  /^(?:(?:well|oh|ah|yes|yeah|yep|no|nope|ok|okay|so|and|but|then|now|hey|hi|hello|sure|right|alright|all right|anyway|actually|of course|i see|i mean|you know|really|thanks|thank you|sorry|excuse me|great|good|look|listen|hmm|um|uh|wow|in fact|to be honest|frankly|certainly|exactly|absolutely|agreed|i guess so)[,.!?;:]+\s+|(?:and|but|so|well|oh|then|ah)\s+)+/i;
const closing =
  /(?:, (?:sir|madam|ma['’]?am|dear|right|ok|okay|you know)|,? (?:please|too|though))(?=[.!?]*$)/i;
const suggestion = /^let(?:['’]?s| us(?! (?:know|have)\b)) (.+)$/i;
const wish = /^let me (.+)$/i;
const plea = /^(?:please|kindly) (.+)$/i;
const order =
  /^(?:check|come|take|give|tell|stop|try|call|send|bring|wait|be|don['’]t|get|keep|make|turn|help|remember|ask|sit|hold|follow|use|open|close|put|write|read|leave|show|remind|update|add|fix|review|test|move|add|remove|prepare|schedule|book|buy|fill|sign)\b .+/i;

/**
 * A sentence of somebody, told by another in English: by name, in the third person. Its words stay; only who is meant by them is
 * said. When `you` could be several people it is quoted.
 */
export function report(sentence: string, persons: Persons): string {
  const { speaker, addressee } = persons;
  const isQuestion = /\?["'”’)]*\s*$/.test(sentence);
  const text = trimmed(sentence);
  const quoted = (how: string): string => `${speaker} ${how}: “${sentence.trim()}”`;
  if (!/\p{L}{2}/u.test(text)) return `${speaker}: ${text}`;
  if (addressee === null && /\b(?:you|your|yours|yourself)\b/i.test(text) && !aboutNobody.test(text))
    return quoted(isQuestion ? 'asks' : 'says');
  if (isQuestion) return ended(reportedQuestion(text, persons) ?? quoted('asks'));
  const whom = addressee ? ` ${addressee}` : ' the others';
  const suggested = suggestion.exec(text)?.[1];
  if (suggested) return ended(`${speaker} suggests that they ${inThirdPerson(suggested, persons)}`);
  const wished = wish.exec(text)?.[1];
  if (wished) return ended(`${speaker} wants to ${inThirdPerson(wished, persons)}`);
  const pleaded = plea.exec(text)?.[1];
  if (pleaded) return ended(`${speaker} asks${whom} to ${inThirdPerson(pleaded, persons)}`);
  if (order.test(text)) return ended(`${speaker} tells${whom} ${ordered(inThirdPerson(text, persons))}`);
  const told = inThirdPerson(text, persons);
  return ended(/^I\b/.test(text) ? told : `${speaker} says ${lowerFirst(told, persons)}`);
}

/** Requests to anybody: who is meant does not matter. */
const aboutNobody = /^(?:can|could|would|will) you\b(?!.*\byour?\b.*\byour?\b)/i;

function ordered(text: string): string {
  const refused = /^don['’]t (.+)$/i.exec(text)?.[1];
  return refused ? `not to ${refused}` : `to ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function trimmed(sentence: string): string {
  const text = sentence.trim();
  const bare = text.replace(opening, '').replace(closing, '');
  return bare.split(/\s+/).length >= 2 ? bare : text;
}

/** Names and abbreviations keep their capitals. */
function lowerFirst(text: string, { speaker, addressee }: Persons): string {
  const isName = [speaker, addressee].some((name) => name && text.startsWith(name));
  const [first = ''] = text.split(/[\s,.'’]/);
  const isOrdinary = ordinary.has(first.toLowerCase());
  return isName || !isOrdinary ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
/** Words that have a capital only where a sentence begins. */
const ordinary: ReadonlySet<string> = new Set(
  `the a an it this that these those they he she there here we you my your his her our their its if when while because as in on at
  for with after before not no all some any most many much what how why where who to from by of about today tomorrow yesterday
  maybe perhaps just then so but and or is are was were have has do does did can could will would should one two everyone
  everything nothing something such even every each both another other last next since then yes no once`.split(
    /\s+/,
  ),
);

const ended = (text: string): string => (/[.!?…]["'”’)]*$/.test(text) ? text : `${text}.`);
