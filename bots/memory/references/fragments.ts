import { analysed, complements, definite, type Analysis } from './antecedents.js';
import { attributes, clauseVerbs } from './english-words.js';
import { phrasesOf, withComplements, type Phrase } from './phrases.js';
import type { Token } from './token.js';

const stripped = (question: string): string => question.replace(/[\s?.!]+$/, '');
const asked = (question: string): string => `${stripped(question)}?`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const replaced = (text: string, { start, end }: { start: number; end: number }, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

export interface Fragment extends Analysis {
  /** It was announced: `and …`, `what about …`. */
  isAnnounced: boolean;
}

/** Such as `How much?`: the question before, asked in another way. */
function withQuestionWord(question: Analysis, words: string): string {
  const { text, tokens } = question;
  const base = stripped(text);
  const [first] = tokens;
  if (first?.kind === 'auxiliary') {
    const offered = /^(?:do|does)\s+(?:you|they|we)\s+(?:offer|have|sell|provide|stock)\s+(.+)$/i.exec(
      base,
    )?.[1];
    const existing = offered ?? /^(?:is|are)\s+there\s+(.+)$/i.exec(base)?.[1];
    if (existing && /^how much$/i.test(words)) {
      const { phrases } = analysed(existing);
      return `${words} ${phrases[0]?.isPlural ? 'are' : 'is'} ${definite(existing)}?`;
    }
    return `${words} ${base.charAt(0).toLowerCase()}${base.slice(1)}?`;
  }
  const helper = tokens.findIndex(({ kind }) => kind === 'auxiliary');
  const from = tokens[helper];
  return from ? `${words} ${base.slice(from.start)}?` : `${words} ${base}?`;
}

const questionPhrase =
  /^(?:(?:since|until|till|from|by|for|at|to|with|in)\s+)?(?:how\s+(?:much|long|many|often|far|late|early|soon|big|old)|how|when|where|why|who|what\s+time|which\s+days?)(?:\s+(?:exactly|then|though))?$/i;

/** `And in winter?`: the question before with this in the place of what is parallel to it; `null` when that is not sure. */
export function mergeFragment(question: Analysis, fragment: Fragment): string | null {
  const said = fragment.text
    .replace(/[\s?.!,]+$/, '')
    .replace(/\s+(?:too|also|as well|then|instead|please)$/i, '');
  if (!said) return null;
  if (questionPhrase.test(said))
    return withQuestionWord(question, capital(said.replace(/\s+(?:exactly|then|though)$/i, '')));
  if (/^(?:if|when|because|unless|while)\s/i.test(said))
    return asked(`${stripped(question.text)} ${lowered(said)}`);
  const [first] = fragment.tokens;
  if (!first) return null;
  const verb = onlyVerb(fragment);
  if (verb) return withVerb(question, verb);
  const phrase = fragment.phrases[0] ?? namedAlone(fragment);
  const kind = phrase ? null : otherKind(question, first);
  if (kind) return asked(replaced(question.text, kind, first.lower));
  if (first.kind === 'adverb' || (first.kind === 'adjective' && !phrase))
    return asked(`${stripped(question.text)} ${lowered(said)}`);
  if (!phrase) return null;
  return first.kind === 'preposition'
    ? withPrepositional(question, phrase, said, first)
    : withPhrase(question, phrase, said, fragment.isAnnounced);
}

/** `Basic` alone is the name of something. */
function namedAlone({ text, tokens }: Fragment): Phrase | undefined {
  const [only, ...more] = tokens;
  if (!only?.isProper || more.length > 0) return undefined;
  return phrasesOf(text, [{ ...only, kind: 'noun' }])[0];
}

const frequencies = /^(?:yearly|monthly|weekly|daily|annual|quarterly|hourly)$/;

/** `yearly` after `the monthly plan`: the adjective that it takes the place of. */
function otherKind({ phrases }: Analysis, adjective: Token): Token | undefined {
  if (adjective.kind !== 'adjective') return undefined;
  const isFrequency = frequencies.test(adjective.lower);
  return phrases
    .flatMap(({ modifiers }) => modifiers)
    .find(({ kind, lower }) => kind === 'adjective' && frequencies.test(lower) === isFrequency);
}

const lowered = (text: string): string =>
  /^(?:\p{Lu}\p{Ll}*)\s/u.test(text) &&
  /^(?:on|in|at|for|from|with|without|to|during|after|before|by|under|over|per|the|a|an|if|when|and|of|until|since|because|unless|while)\s/i.test(
    text,
  )
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

function onlyVerb({ tokens }: Fragment): Token | null {
  const [only, ...more] = tokens;
  return only && more.length === 0 && clauseVerbs.has(only.lower) && !only.isPlural && only.lower !== 'return'
    ? only
    : null;
}

function withVerb({ text, tokens }: Analysis, verb: Token): string | null {
  const main = tokens.filter(({ kind }) => kind === 'verb').at(-1);
  return main && main.lower !== verb.lower ? asked(replaced(text, main, verb.lower)) : null;
}

/** Prepositions that ask for the same: `the price of X`, `the price for X`. */
const alike = [
  ['of', 'for', 'about', 'with'],
  ['in', 'at', 'to', 'from', 'for', 'near'],
  ['on', 'in', 'at', 'during', 'over', 'before', 'after'],
];

const isSameTheme = (a: Phrase, b: Phrase): boolean =>
  a.theme === b.theme || (a.isProper && b.isProper && a.theme !== 'time' && b.theme !== 'time');

function withPrepositional(
  question: Analysis,
  phrase: Phrase,
  said: string,
  preposition: Token,
): string | null {
  const { text, phrases } = question;
  const parallel =
    phrases.find((one) => one.preposition?.lower === preposition.lower && isSameTheme(one, phrase)) ??
    phrases.find(
      (one) =>
        one.preposition &&
        areAlike(one.preposition, preposition) &&
        one.theme !== null &&
        isSameTheme(one, phrase),
    ) ??
    phrases.find(
      (one) =>
        one.preposition &&
        ['of', 'for'].includes(one.preposition.lower) &&
        ['of', 'for'].includes(preposition.lower) &&
        one.theme !== 'time',
    );
  if (parallel?.preposition) {
    const keeps = parallel.preposition.lower !== preposition.lower && parallel.theme !== 'time';
    const by = keeps ? said.slice(preposition.end).trim() : lowered(said);
    return asked(
      replaced(text, { start: keeps ? parallel.start : parallel.preposition.start, end: parallel.end }, by),
    );
  }
  // `the Zurich office`, then `in Berlin`.
  const place =
    phrase.theme === 'place' &&
    phrases.flatMap(({ modifiers }) => modifiers).find(({ theme }) => theme === 'place');
  if (place) return asked(replaced(text, place, phrase.head.text));
  if (
    phrase.theme !== 'time' &&
    ['of', 'for', 'about', 'with'].includes(preposition.lower) &&
    phrase.isProper
  ) {
    const proper = phrases.find((one) => one.isProper && one.theme !== 'time');
    if (proper) return asked(replaced(text, proper, said.slice(preposition.end).trim()));
  }
  return asked(`${stripped(text)} ${lowered(said)}`);
}

const areAlike = (a: Token, b: Token): boolean =>
  alike.some((group) => group.includes(a.lower) && group.includes(b.lower));

function withPhrase(question: Analysis, phrase: Phrase, said: string, isAnnounced: boolean): string | null {
  const { text, phrases } = question;
  const chosen = parallelOf(question, phrase);
  if (!chosen)
    return phrase.theme === 'time' && isAnnounced ? asked(`${stripped(text)} ${when(phrase, said)}`) : null;
  const { parallel, isSure } = chosen;
  if (!isSure && !isAnnounced) return null;
  if (/^(?:the\s+|an?\s+)?\S+(?:\s+\S+)?\s+ones?$/i.test(said) && phrase.head.lower.startsWith('one'))
    return null;
  const alternative = asModifier(parallel, phrase);
  if (alternative) return asked(replaced(text, alternative, phrase.text.replace(/^the\s+/i, '')));
  // In `the price of X` another attribute takes the place of the first, another thing that of the second.
  const index = phrases.indexOf(parallel);
  const next = phrases[index + 1];
  const joins = next?.preposition && ['of', 'for'].includes(next.preposition.lower) && next.theme !== 'time';
  const isAttribute = attributes.has(phrase.head.lower) || phrase.head.lower === parallel.head.lower;
  const target =
    joins &&
    !isAttribute &&
    !parallel.isAsked &&
    withComplements(text, phrases, index, complements) !== parallel.text
      ? next
      : parallel;
  return asked(replaced(text, target, lowered(said)));
}

/** `Basic` after `the premium plan` is another plan. */
function asModifier(parallel: Phrase, phrase: Phrase): Token | null {
  const [modifier, ...more] = parallel.modifiers;
  if (!modifier || more.length > 0 || phrase.modifiers.length > 0 || phrase.isPlural) return null;
  if (phrase.determiner && phrase.determiner.lower !== 'the') return null;
  const isName = phrase.head.isProper && !parallel.head.isProper && phrase.theme === modifier.theme;
  return isName ? modifier : null;
}

/** `Sundays` alone is a time of opening, too. */
const when = ({ determiner, head }: Phrase, said: string): string =>
  determiner === null && /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/.test(head.lower)
    ? `on ${said}`
    : lowered(said);

function parallelOf({ phrases }: Analysis, phrase: Phrase): { parallel: Phrase; isSure: boolean } | null {
  const usable = phrases.filter(
    (one) => one.head.lower !== phrase.head.lower || one.text.toLowerCase() !== phrase.text.toLowerCase(),
  );
  const find = (test: (one: Phrase) => boolean) => usable.find(test);
  const isTime = phrase.theme === 'time';
  if (isTime) {
    const time = find((one) => one.theme === 'time' && !one.isAsked);
    return time ? { parallel: time, isSure: true } : null;
  }
  const things = (one: Phrase) => one.theme !== 'time';
  const sure =
    find((one) => one.head.lower === phrase.head.lower) ??
    (phrase.theme === null
      ? undefined
      : find((one) => things(one) && one.theme === phrase.theme && one.isProper === phrase.isProper)) ??
    (phrase.isProper ? find((one) => things(one) && one.isProper && !one.isAsked) : undefined);
  if (sure) return { parallel: sure, isSure: true };
  const likeness = (one: Phrase): number =>
    (one.isAsked ? -2 : 0) +
    (one.isPlural === phrase.isPlural ? 1 : 0) +
    (Boolean(one.determiner) === Boolean(phrase.determiner) ? 1 : 0) +
    (one.preposition ? 0 : 0.5);
  const [best] = usable.filter(things).sort((a, b) => likeness(b) - likeness(a));
  return best ? { parallel: best, isSure: false } : null;
}
