import { otherWords } from './other-words.js';

/** Questions before, as far back as one leans on them. */
const questionsBefore = 3;
/** Longer ones say by themselves what they are about. */
const longest = 300;
/** So few words hardly name what they ask about. */
const fewWords = 4;

/** Beginnings that go on with something, and words that stand for something said before or compare with it. */
const english = new RegExp(
  [
    /^(?:and|but|or|so|no|not|yes|ok(?:ay)?|fine|sorry|oh|also|then|why|how come|what about|how about|what if|same|back to|about|i (?:mean|meant|wanted)|(?:in|on|at|for|with|without|from|to|by|until|since)\s)\b/,
    /\b(?:its?|that|those|these|this|they|them|theirs?|he|she|his|hers?|him|there|then|ones?|others?|another|same|instead|else|latter|former|both|mine|also|too|as well|either|meant|again|rather|afterwards|second|third|first|last)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/**
 * Whether a question is only understood with those before it: it stands for something (`it`, `the second one`), goes on
 * (`and on Sundays?`) or is too short to name its subject.
 * @param language primary tag; of languages without word lists only the length is looked at
 */
export function leansOn(question: string, language: string): boolean {
  const count = question.match(/[\p{L}\p{N}’']+/gu)?.length ?? 0;
  if (question.length > longest) return false;
  if (count <= fewWords) return true;
  if (language === 'en') return english.test(question);
  const { opener, pronouns, ordinal } = otherWords[language] ?? {};
  return [opener, pronouns, ordinal].some((pattern) => pattern?.test(question) ?? false);
}

/**
 * What a search looks at beside a question that leans on those before it: the latest of them, then itself as far as it could be
 * made to stand alone; `null` where it does from the beginning.
 */
export function contextOf(
  { question, asWhole }: { question: string; asWhole: string },
  { language, before }: { language: string; before: readonly string[] },
): string | null {
  if (before.length === 0 || !leansOn(question, language)) return null;
  return [...before.slice(-questionsBefore), asWhole].map((one) => one.slice(0, longest)).join(' ');
}
