import { askedForBy, type AskedFor } from './asked-for.js';
import { oppositesOf } from './opposites.js';
import { readWords, type ReadWord } from './read-words.js';

export interface Reading {
  question: string;
  /** That answers it best. */
  sentence: string;
  /** In which the sentence stands. */
  passage: string;
  /** What the passage is headed by: its subject need not be named again. */
  title: string;
}

/** What speaks for and against a sentence that has been found for a question; shares are 0..1, the others counts. */
export interface Clues {
  /** Share of the question's words that the sentence has. */
  inSentence: number;
  /** Share that stands elsewhere in the passage: the question mixes what different sentences say. */
  elsewhere: number;
  /** 1 where the question denies something and the sentence does not. */
  negation: number;
  /** 1 where the sentence says the opposite of a word that it lacks. */
  opposite: number;
  /** The same of the passage. */
  oppositeInPassage: number;
  /** Words that have an opposite and that the sentence lacks: swapped, they turn a question around. */
  turning: number;
  /** Names that neither the passage nor its title has. */
  unknownNames: number;
  /** Names that neither the sentence nor the title has. */
  otherNames: number;
  /** 1 where a number of the question belongs to another sentence. */
  otherNumber: number;
  /** 1 where time, number or name is asked for and the sentence has none beyond the question's own. */
  lacksKind: number;
  /** Words between what could be the answer and what the question and the sentence share, on average; at most 3, in tens. */
  distance: number;
  /** How far what they share is strewn: words from the first to the last for each one. */
  strewn: number;
  /** For "how many …": 1 where the sentence counts just that, -1 where it does not. */
  counted: number;
}

const negation =
  /^(?:not|never|no|nobody|none|nothing|without|neither|nor|cannot|unable|fail|fails|failed|refuse|refused|except|unlike|rarely|hardly|(?:is|was|were|did|does|do|has|had|wo|would|could|are)n)$/;

/** Reads English, word by word. */
export function cluesOf({ question, sentence, passage, title }: Reading): Clues {
  const asked = readWords(question);
  const said = readWords(sentence);
  const around = readWords(passage);
  const named = termsOf(readWords(title));
  const inQuestion = termsOf(asked);
  const inSentence = termsOf(said);
  const inPassage = termsOf(around);
  const content = asked.filter(({ isContent }) => isContent);
  const share = (terms: ReadonlySet<string>): number =>
    content.filter(({ term }) => terms.has(term)).length / Math.max(1, content.length);
  const names = asked.filter(({ isName, term }) => isName && !named.has(term));
  const missing = asked.filter(({ term }) => !inSentence.has(term));
  const shared = said.flatMap(({ isContent, term }, at) => (isContent && inQuestion.has(term) ? [at] : []));
  const candidates = candidatesFor(askedForBy(question), said, inQuestion);
  return {
    inSentence: share(inSentence),
    elsewhere: share(inPassage) - share(inSentence),
    negation: Number(denies(asked) && !denies(said)),
    opposite: Number(meetsOpposite(missing, said)),
    oppositeInPassage: Number(
      meetsOpposite(
        missing.filter(({ term }) => !inPassage.has(term)),
        around,
      ),
    ),
    turning: missing.filter(({ isContent, lower }) => isContent && oppositesOf(lower).size > 0).length,
    unknownNames: names.filter(({ term }) => !inPassage.has(term)).length,
    otherNames: names.filter(({ term }) => !inSentence.has(term)).length,
    otherNumber: Number(missing.some(({ isNumber, term }) => isNumber && inPassage.has(term))),
    lacksKind: Number(candidates.length === 0),
    distance: distanceOf(candidates, shared) / 10,
    strewn: shared.length > 1 ? ((shared.at(-1) ?? 0) - (shared[0] ?? 0) + 1) / shared.length : 1,
    counted: countedBy(asked, said),
  };
}

const termsOf = (words: ReadWord[]): Set<string> => new Set(words.map(({ term }) => term));

const denies = (words: ReadWord[]): boolean => words.some(({ lower }) => negation.test(lower));

function meetsOpposite(words: ReadWord[], text: ReadWord[]): boolean {
  const said = new Set(text.map(({ lower }) => lower));
  return words.some(({ lower }) => [...oppositesOf(lower)].some((opposite) => said.has(opposite)));
}

/** Places of the words of a sentence that could be what is asked for. */
function candidatesFor(kind: AskedFor, said: ReadWord[], inQuestion: ReadonlySet<string>): number[] {
  const isOfKind = ({ isDate, isNumber, isName, isContent }: ReadWord): boolean => {
    if (kind === 'time') return isDate;
    if (kind === 'number') return isNumber && !isDate;
    return kind === 'name' ? isName : isContent;
  };
  return said.flatMap((word, at) => (isOfKind(word) && !inQuestion.has(word.term) ? [at] : []));
}

/** Further words are all the same. */
const farthest = 15;
const without = { candidates: 30, shared: 20 };

/** Of the candidate that is nearest to all that is shared. */
function distanceOf(candidates: number[], shared: number[]): number {
  if (candidates.length === 0) return without.candidates;
  if (shared.length === 0) return without.shared;
  const distances = candidates.map((candidate) =>
    shared.reduce((sum, at) => sum + Math.min(farthest, Math.abs(at - candidate)), 0),
  );
  return Math.min(...distances) / shared.length;
}

/** A number stands at most so many words before what it counts, and "how many" too. */
const reach = { number: 4, question: 3 };

function countedBy(asked: ReadWord[], said: ReadWord[]): number {
  const many = asked.findIndex(({ lower }, at) => lower === 'many' && asked[at - 1]?.lower === 'how');
  if (many < 0) return 0;
  const things = termsOf(
    asked.slice(many + 1, many + 1 + reach.question).filter(({ isContent }) => isContent),
  );
  const isCounted = said.some(
    ({ isNumber, isDate }, at) =>
      isNumber && !isDate && said.slice(at + 1, at + 1 + reach.number).some(({ term }) => things.has(term)),
  );
  return isCounted ? 1 : -1;
}
