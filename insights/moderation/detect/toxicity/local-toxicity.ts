import { withoutBenign } from '../lexicon/benign.js';
import { findTerms, type FoundTerm } from '../lexicon/find-terms.js';
import { createPauses } from '../../../text/pause.js';
import { fold, latinLook, visible } from '../normalise/fold.js';
import { tokensOf, type Token } from '../normalise/tokens.js';
import { denied, reporting, toxicPatterns, towardsPerson, type ToxicCategory } from './patterns.js';

export type { ToxicCategory };
export type ToxicScores = Record<ToxicCategory, number>;

export interface LocalToxicity {
  categories: ToxicScores;
  profanity: number;
  tokens: Token[];
  terms: FoundTerm[];
  /** Words were written so that they should not be found. */
  isDisguised: boolean;
}

/** Independent signs of the same thing add up, never past one. */
export const combined = (scores: number[]): number =>
  1 - scores.reduce((rest, score) => rest * (1 - Math.min(1, Math.max(0, score))), 1);

const noScores = (): ToxicScores => ({ hate: 0, harassment: 0, violence: 0, sexual: 0 });
/** What further signs add to the strongest one. */
const furtherShare = 0.3;
/** What remains of a word that somebody only tells of. */
const reportedShare = 0.55;

/** The strongest sign counts fully, the others add a share: three mild words are no strong one. */
const strongestFirst = (scores: number[]): number => {
  const [first = 0, ...rest] = [...scores].sort((a, b) => b - a);
  return combined([first, ...rest.slice(0, 4).map((score) => score * furtherShare)]);
};

/**
 * What the words and phrases of a text say, without any model. The language is known or null. Others have their turn while a long
 * text is looked through.
 */
export async function localToxicity(text: string, language: string | null): Promise<LocalToxicity> {
  const pause = createPauses();
  const seen = withoutBenign(visible(text));
  const tokens = tokensOf(seen);
  await pause();
  const terms = await findTerms(tokens, language);
  const plain = fold(latinLook(seen)).replace(/\s+/g, ' ');
  // The same with signs read as letters.
  const read = tokens.map(({ spellings }) => spellings.find(isWord) ?? spellings[0] ?? '').join(' ');
  const isReported = reporting.test(plain);
  const share = isReported ? reportedShare : 1;
  const signs: Record<ToxicCategory, number[]> = { hate: [], harassment: [], violence: [], sexual: [] };

  for (const { pattern, scores } of toxicPatterns) {
    await pause();
    if (!says(pattern, plain) && !(read !== plain && says(pattern, read))) continue;
    for (const category of Object.keys(scores) as ToxicCategory[])
      signs[category].push((scores[category] ?? 0) * (isReported ? 0.7 : 1));
  }
  for (const term of terms) {
    await pause();
    const { entry } = term;
    signs.hate.push(entry.hate * share);
    signs.sexual.push(entry.sexual * share);
    if (isCalled(tokens, term) && Math.max(entry.profanity, entry.insult) >= 0.7)
      signs.harassment.push(0.82 * share);
    else if (isDirected(tokens, term)) signs.harassment.push(entry.insult * 0.9 * share);
    else signs.harassment.push(entry.insult * 0.25 * share);
  }
  const categories = noScores();
  for (const category of Object.keys(signs) as ToxicCategory[])
    categories[category] = strongestFirst(signs[category]);
  const profanity = strongestFirst(terms.map(({ entry }) => entry.profanity * share));
  return { categories, profanity, tokens, terms, isDisguised: terms.some((term) => term.isDisguised) };
}

const isWord = (spelling: string): boolean => /^[\p{L}'’-]+$/u.test(spelling);

/** Whether a pattern is found that nobody warns of or denies. */
function says(pattern: RegExp, text: string): boolean {
  const match = pattern.exec(text);
  return match !== null && !denied.test(text.slice(Math.max(0, match.index - 40), match.index));
}

const calls =
  /(?:^|[^\p{L}])(?:you(?:['’]?re| are)?(?: all| people)?|u r|ur|u|y[ao]u?|du bist|ihr seid|sie sind|du|ihr|(?:tu|vous) (?:es|etes)|t['’]es|eres|sos|sois|usted es|(?:tu )?sei|siete|(?:voce|vc|tu) e[s]?|seus?|espece de|pedazo de|he['’]?s|she['’]?s|they['’]?re)(?: (?:an?|the|such|so|just|nothing but|really|absolute|complete|total|fucking|freaking|stupid|dumb|little|big|fat|ugly|old|ein[e]?|so|une?|de|el|la|los|un|una|uno|filho|um|uma|your|most|biggest)){0,3} $/iu;

/** Whether a person is called it outright: `you are such a …`, `du bist ein …`. */
function isCalled(tokens: Token[], { position }: FoundTerm): boolean {
  const before = tokens.slice(Math.max(0, position - 6), position).map(({ spellings }) => spellings[0] ?? '');
  return before.length > 0 && calls.test(`${before.join(' ')} `);
}

/** Whether somebody is called this: a person is named or spoken to in the few words around it. */
function isDirected(tokens: Token[], { position, length }: FoundTerm): boolean {
  const before = tokens.slice(Math.max(0, position - 4), position);
  const after = tokens.slice(position + length, position + length + 3);
  const near = [...before, ...after].map(({ text }) => text).join(' ');
  return towardsPerson.test(near) || tokens.length <= length + 1;
}
