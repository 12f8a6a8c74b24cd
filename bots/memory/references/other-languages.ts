import { listedItems } from './listed-items.js';
import { recentTurns } from './antecedents.js';
import { mergeFragment } from './fragments.js';
import { otherWords, type Words } from './other-words.js';
import type { Known } from './past-turn.js';
import { phrasesOf, type Phrase } from './phrases.js';
import { applied, type Replacement, type Resolution } from './resolution.js';
import { tagOther } from './tag-other.js';

/** German, Spanish and French: follow-ups, the pronouns that are simple, and `the second one`. */
export function romanceOrGerman(text: string, known: Known, own: Replacement[]): Resolution | null {
  const words = otherWords[known.language];
  const [turn] = recentTurns(known);
  if (!words) return null;
  if (!turn) return own.length > 0 ? applied(text, own) : null;
  const parse = (sentence: string) => {
    const tokens = tagOther(sentence, words, known.language);
    return { text: sentence, tokens, phrases: phrasesOf(sentence, tokens) };
  };
  const opener = words.opener.exec(text);
  const fragment =
    opener && parse(listed(text.slice(opener[0].length).replace(/\s+aus(?=[\s?.!]*$)/i, ''), known, words));
  const isFragment =
    fragment &&
    fragment.tokens.length <= 7 &&
    !fragment.tokens.some(({ kind }) => ['verb', 'auxiliary', 'question', 'pronoun'].includes(kind));
  if (isFragment) {
    const merged = mergeFragment(parse(turn.question), { ...fragment, isAnnounced: true });
    if (merged && merged.toLowerCase() !== turn.question.toLowerCase()) {
      return {
        resolved: merged,
        query: merged,
        replacements: [{ start: 0, end: text.length, text: merged, value: merged, confidence: 0.75 }],
      };
    }
  }
  const replacements = [
    ...own,
    ...ordinalIn(text, known, words),
    ...pronounIn(text, parse(turn.question).phrases, known, words),
  ];
  if (replacements.length > 0) return applied(text, replacements);
  return known.language === 'es'
    ? withSubject(
        text,
        parse(text).tokens.map(({ kind }) => kind),
        subjectOf(parse(turn.question).phrases),
      )
    : null;
}

const subjectOf = (phrases: Phrase[]): Phrase | undefined =>
  phrases.find(({ theme, preposition, isAsked }) => theme !== 'time' && !preposition && !isAsked) ??
  phrases.find(({ theme }) => theme !== 'time');

const listed = (text: string, known: Known, words: Words): string =>
  applied(text, ordinalIn(text, known, words)).resolved;

function ordinalIn(text: string, known: Known, { ordinal, numbers }: Words): Replacement[] {
  const match = ordinal.exec(text);
  const wanted = numbers[match?.[1]?.toLowerCase() ?? ''];
  if (!match || wanted === undefined) return [];
  for (const { answer } of recentTurns(known)) {
    const { items } = listedItems(answer);
    const item = items.length >= 2 ? items.at(wanted) : undefined;
    if (item)
      return [
        { start: match.index, end: match.index + match[0].length, text: item, value: item, confidence: 0.8 },
      ];
  }
  return [];
}

/** The grammatical gender that an article shows. */
const genders: Record<string, string> = {
  der: 'er',
  den: 'er',
  einen: 'er',
  die: 'sie',
  eine: 'sie',
  das: 'es',
};
const expletive =
  /(?:gibt es|es gibt|geht es|es geht|ist es (?:möglich|erlaubt|nötig)|wie spät|das heißt|\bdas \p{Lu})/iu;

function pronounIn(text: string, phrases: Phrase[], known: Known, { pronouns }: Words): Replacement[] {
  const match = pronouns.exec(text);
  const subject = subjectOf(phrases);
  if (!match || !subject || match.index === 0) return [];
  if (known.language === 'de') {
    if (expletive.test(text)) return [];
    const said = match[0] === 'ihn' ? 'er' : match[0];
    const gender = genders[subject.determiner?.lower ?? ''];
    const isBare = ['das', 'dies', 'dieses'].includes(said);
    if (!isBare && gender !== undefined && gender !== said) return [];
    if (!isBare && gender === undefined && !subject.isProper) return [];
  }
  const name = subject.text.replace(
    /^(?:eine?n?|une?|una)\s+/i,
    (article) => definite[article.trim().toLowerCase()] ?? article,
  );
  const isSuffix = match[0].startsWith('-');
  return [
    {
      start: match.index,
      end: match.index + match[0].length,
      text: isSuffix ? ` ${name}` : name,
      value: name,
      confidence: 0.75,
    },
  ];
}

const definite: Record<string, string> = {
  ein: 'das ',
  eine: 'die ',
  einen: 'den ',
  un: 'le ',
  une: 'la ',
  una: 'la ',
};

/** Spanish leaves its pronouns out: `¿Cuánto cuesta?`. */
function withSubject(text: string, kinds: string[], subject: Phrase | undefined): Resolution | null {
  const isBare =
    kinds.length >= 2 &&
    kinds.length <= 4 &&
    kinds.at(-1) === 'verb' &&
    kinds.some((kind) => kind === 'question') &&
    !kinds.includes('noun');
  if (!isBare || !subject) return null;
  const end = text.replace(/[\s?.!]+$/, '').length;
  return applied(text, [
    { start: end, end, text: ` ${subject.text}`, value: subject.text, confidence: 0.75 },
  ]);
}
