import { cluesOf, type Clues, type Reading } from './clues.js';

export interface FoundSentence extends Reading {
  /** Of the passage: how likely it is about what was asked, 0..1. */
  score: number;
  /** Cosine between question and sentence. */
  meaning: number;
}

/**
 * Of a logistic function, fitted on 540 questions that 54 paragraphs answer, half of them in the paragraphs' words, against
 * 378 that they nearly answer. How they were found: docs/decisions.md.
 */
const weights: Record<keyof Clues, number> & { bias: number; score: number; meaning: number } = {
  bias: 0.68,
  score: 0.1,
  meaning: 2.01,
  inSentence: -1.14,
  elsewhere: -2.34,
  negation: -1.73,
  opposite: -1.3,
  oppositeInPassage: -1.06,
  turning: -0.55,
  unknownNames: -1.11,
  otherNames: -0.48,
  otherNumber: -1.17,
  lacksKind: -0.66,
  distance: -0.06,
  strewn: -0.1,
  counted: 0.71,
};

/** People ask to be answered: so many questions that a passage fits are answered by it for each one that is not. */
const answeredForOneThatIsNot = 4;

/** A passage scored lower is likelier about something else: the less counts what its words seem to answer. */
const leastScore = 0.5;

/** A score says no more than this for or against. */
const surest = 0.99;

/**
 * How likely the best sentence that was found answers an English question, 0..1, rather than one like it about the same
 * subject: of another name or number, turned around, denied, or mixed from several sentences (the kinds of Rajpurkar, Jia
 * and Liang, 2018, https://aclanthology.org/P18-2124). Takes a third of a millisecond.
 */
export function answerability({ score, meaning, ...reading }: FoundSentence): number {
  const clues = cluesOf(reading);
  const known = Math.min(surest, Math.max(1 - surest, score));
  let sum = weights.bias + Math.log(answeredForOneThatIsNot);
  sum += weights.score * Math.log(known / (1 - known)) + weights.meaning * meaning;
  for (const [clue, value] of Object.entries(clues) as [keyof Clues, number][]) sum += weights[clue] * value;
  return Math.min(1, score / leastScore) / (1 + Math.exp(-sum));
}
