import { arrangements, attributes } from './english-words.js';
import { listedItems } from './listed-items.js';
import type { Known, KnownEntity, PastTurn } from './past-turn.js';
import { phrasesOf, withComplements, type Phrase } from './phrases.js';
import { tagEnglish } from './tag-english.js';
import { wordSet, type Token } from './token.js';

/** What a mention may stand for. */
export interface Antecedent {
  /** As it is put in the mention's place. */
  text: string;
  isPlural: boolean;
  isPerson: boolean;
  confidence: number;
  /** Where a search would only be misled by its value: an order's number stands in no manual. */
  inSearch?: string;
}

export interface Analysis {
  text: string;
  tokens: Token[];
  phrases: Phrase[];
}

export function analysed(text: string, options: { isContinued?: boolean } = {}): Analysis {
  const tokens = tagEnglish(text, options);
  return { text, tokens, phrases: phrasesOf(text, tokens) };
}

export const complements = wordSet('of for in to with from at about');
const empty = wordSet(
  'time question thing things way lot kind sort day something problem help information details more',
);

/** `a pool` becomes `the pool` when it is spoken of again. */
export const definite = (text: string): string =>
  text.replace(/^(?:a|an|any|some|each|every|another)\s+/i, 'the ').replace(/^The\s/, 'the ');

const isThing = ({ head, theme, tokens }: Phrase): boolean =>
  theme !== 'time' && !empty.has(head.lower) && !tokens.every(({ kind }) => kind === 'number');

/** What a question was about, its main phrase first. */
export function subjectsOf(
  question: Analysis,
  answer: string,
): { phrase: Phrase; index: number; text: string }[] {
  const things = question.phrases
    .map((phrase, index) => ({ phrase, index, text: definite(phrase.text) }))
    .filter(({ phrase }) => isThing(phrase));
  const asked = things.filter(({ phrase }) => phrase.isAsked);
  const others = things.filter(({ phrase }) => !phrase.isAsked);
  const [first] = asked;
  if (!first) return byPlace(others);
  // `How many vacation days …`: what is counted. `Which plan …`: what the answer names.
  const isCounted = question.tokens[0]?.lower === 'how';
  const name = bare(first.phrase);
  if (isCounted || first.phrase.isPlural)
    return [{ ...first, text: first.phrase.isPlural ? `the ${name}` : name }, ...byPlace(others)];
  const named = namedIn(answer, first.phrase.head.lower);
  return named
    ? [{ ...first, text: named }, ...byPlace(others)]
    : [...byPlace(others), { ...first, text: `the ${name}` }];
}

const bare = ({ tokens, determiner }: Phrase): string =>
  tokens
    .slice(determiner ? 1 : 0)
    .filter(({ lower }) => !['many', 'much'].includes(lower))
    .map(({ text }) => text)
    .join(' ');

/** Without a preposition first: that is the subject or the object. */
const byPlace = <T extends { phrase: Phrase }>(found: T[]): T[] => [
  ...found.filter(({ phrase }) => !phrase.preposition),
  ...found.filter(({ phrase }) => phrase.preposition),
];

function namedIn(answer: string, head: string): string | null {
  const { phrases } = analysed(firstSentence(answer));
  const named = phrases.find((phrase) => phrase.head.lower === head && phrase.modifiers.length > 0);
  return named ? definite(named.text) : null;
}

export const firstSentence = (text: string): string =>
  text
    .replace(/\s*\[\d{1,3}\]/g, '')
    .split(/(?<=[.!?])\s/)[0]
    ?.slice(0, 300) ?? '';

const ofThings =
  /^(?:cost|costs|have|has|include|includes|come|weigh|weighs|ship|work|works|look|need|needs|support|supports|contain|contains|waterproof|available|compatible|good|heavy|big|large|small|long|made|use|run|runs)$/;

/**
 * What `it` may stand for after a question: of `the price of the X200` it is the X200, of `the guarantee for the X200`
 * it depends on what is said of it.
 */
export function singularOf(question: Analysis, answer: string, predicate: string[]): Antecedent | null {
  const subjects = subjectsOf(question, answer);
  const usable = subjects.filter(
    ({ phrase, text }) => !phrase.isPlural || phrase.isProper || !/s$/i.test(text),
  );
  const [first] = usable;
  if (!first) return null;
  const { phrase, index, text } = first;
  const full = withComplements(question.text, question.phrases, index, complements);
  const next = question.phrases[index + 1];
  const hasComplement = full.length > phrase.text.length && next !== undefined;
  const head = phrase.head.lower;
  const isAttribute = hasComplement && attributes.has(head) && !arrangements.has(head);
  const isOfThing =
    hasComplement &&
    arrangements.has(head) &&
    predicate.some((word) => ofThings.test(word)) &&
    !predicate.includes('cover');
  if (next && (isAttribute || isOfThing) && ['of', 'for'].includes(next.preposition?.lower ?? '')) {
    return found(
      definite(withComplements(question.text, question.phrases, index + 1, complements)),
      next,
      0.75,
    );
  }
  const whole = hasComplement && text === definite(phrase.text) ? definite(full) : text;
  return found(whole, phrase, usable.length === 1 ? 0.85 : 0.75);
}

export function pluralOf(question: Analysis, answer: string, predicate: string[]): Antecedent | null {
  const plural = subjectsOf(question, answer).filter(({ phrase }) => phrase.isPlural);
  const needsPeople = predicate.some((word) =>
    /^(need|want|get|apply|pay|bring|receive|request|work|register|call|take)$/.test(word),
  );
  const chosen = (needsPeople && plural.find(({ phrase }) => phrase.theme === 'person')) || plural[0];
  if (chosen) {
    const full = withComplements(question.text, question.phrases, chosen.index, complements);
    const isWhole = !chosen.phrase.isAsked && full.length > chosen.phrase.text.length;
    return found(isWhole ? definite(full) : chosen.text, chosen.phrase, 0.8);
  }
  const { items } = listedItems(answer);
  if (items.length >= 2 && items.length <= 5) {
    return { text: joined(items), isPlural: true, isPerson: false, confidence: 0.6 };
  }
  // An organisation or a shop is `they` too.
  const [only] = subjectsOf(question, answer);
  return only?.phrase.theme === 'person' ||
    /^(office|shop|store|company|team|museum|restaurant|library|support)$/.test(only?.phrase.head.lower ?? '')
    ? only
      ? found(only.text, only.phrase, 0.6)
      : null
    : null;
}

export const joined = (items: string[]): string =>
  `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

const found = (text: string, phrase: Phrase, confidence: number): Antecedent => ({
  text,
  isPlural: phrase.isPlural,
  isPerson: phrase.theme === 'person',
  confidence,
});

const personal = wordSet('person name people employee contact');
/** Found in messages by their form; they stand in no document. */
const identifiers = wordSet(
  'order email phone url date amount code iban number invoice ticket customer address name',
);
const documents = wordSet('document title');

/** What somebody recorded, or a message named, as it is put into a sentence. */
export function ofEntity({ type, value }: KnownEntity, confidence: number): Antecedent {
  const kind = type.toLowerCase();
  const isIdentifier = identifiers.has(kind);
  const noun = kind === 'order' || kind === 'invoice' || kind === 'ticket' ? kind : null;
  const alreadySays = noun !== null && value.toLowerCase().includes(noun);
  return {
    text: noun && !alreadySays ? `${noun} ${value}` : value,
    isPlural: false,
    isPerson: personal.has(kind),
    confidence,
    ...(isIdentifier ? { inSearch: noun ? `the ${noun}` : '' } : {}),
  };
}

/** The thing or person that was named last, if it was named after a time. */
export function latestEntity(
  { entities }: Known,
  { isPerson, after }: { isPerson: boolean; after?: Date },
): Antecedent | null {
  const fitting = entities.filter(({ type }) => {
    const kind = type.toLowerCase();
    if (documents.has(kind)) return false;
    if (isPerson) return personal.has(kind);
    return !personal.has(kind) && (!identifiers.has(kind) || ['order', 'invoice', 'ticket'].includes(kind));
  });
  const [latest, second] = fitting;
  if (!latest || (after && latest.lastMentionedAt <= after)) return null;
  const isAlone = !second || latest.lastMentionedAt > second.lastMentionedAt;
  return ofEntity(latest, isAlone ? 0.8 : 0.6);
}

/** The newest turns first; older ones than three are hardly meant. */
export const recentTurns = ({ history }: Known): PastTurn[] => history.slice(-3).reverse();

const personName =
  /(?<![\p{L}])(\p{Lu}\p{Ll}+(?:\s+(?:van|von|de|da|der|del))?(?:\s+\p{Lu}[\p{L}.'’-]+){1,2})/u;

/** The person that an answer or a question names. */
export function personIn(turn: PastTurn): Antecedent | null {
  for (const text of [firstSentence(turn.answer), turn.question]) {
    const { phrases } = analysed(text);
    const person =
      phrases.find(({ theme, isProper }) => theme === 'person' && isProper)?.text ??
      personName.exec(text)?.[1];
    if (person) return { text: person, isPlural: false, isPerson: true, confidence: 0.8 };
  }
  const role = analysed(turn.question).phrases.find(
    ({ theme, determiner }) => theme === 'person' && determiner,
  );
  return role ? { text: definite(role.text), isPlural: false, isPerson: true, confidence: 0.7 } : null;
}
