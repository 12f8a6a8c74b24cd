import type { CaseScores } from '../../../contracts/evaluations.contract.js';
import { similarity } from '../../../providers/index.js';
import type { SourcedPassage } from '../../conversations/citations.js';
import type { TurnDocument } from '../../conversations/turn.model.js';
import { withoutMarks } from '../../learning/generate/propose-answer.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';
import { answerLikeness } from '../../training/fine-tuning/answer-likeness.js';
import type { Expectation } from '../sets/evaluation-case.model.js';
import { groundedShare } from './grounded-share.js';
import { sourceMatches } from './source-matches.js';

export interface ScoredAnswer extends Pick<TurnDocument, 'answer' | 'citations'> {
  /** Whether it says that it does not know. */
  refused: boolean;
  /** What was found for it, best first. */
  passages: readonly SourcedPassage[];
  /** Whether the bot has documents that an answer should rest on. */
  hasKnowledge: boolean;
  language: string;
  /** Of the answer and the expected one; `null` where they could not be embedded. */
  cosine: number | null;
  /** That embedded them. */
  embeddingModel: string;
}

const within = (value: number): number => Math.min(1, Math.max(0, value));
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const binary = (value: boolean): number => Number(value);

/** Nothing is known of an answer that there is not. */
export const unscored: CaseScores = {
  ...{ score: null, f1: null, cosine: null, similarity: null, contains: null, cited: null },
  ...{ retrieved: null, rank: null, reciprocalRank: null, refusal: null, grounded: null },
};

/** What is measured of an answer; the formulas are in docs/evaluations.md. What was not asked for is `null`. */
export function scoreAnswer(
  { expected, expectedSource, expectsRefusal }: Expectation,
  given: ScoredAnswer,
): CaseScores {
  const { citations, refused, passages } = given;
  const answer = withoutMarks(given.answer);
  const likeness = expected === null ? null : likenessOf(answer, expected, given);
  const place =
    expectedSource === null ? -1 : passages.findIndex((one) => sourceMatches(expectedSource, one));
  const source =
    expectedSource === null
      ? null
      : {
          cited: binary(citations.some((one) => sourceMatches(expectedSource, one))),
          retrieved: binary(place >= 0),
          rank: place >= 0 ? place + 1 : null,
          reciprocalRank: place >= 0 ? rounded(1 / (place + 1)) : 0,
        };
  const expectsAnswer = expected !== null || expectedSource !== null;
  const refusal = expectsRefusal ? binary(refused) : expectsAnswer ? binary(!refused) : null;
  const rests = given.hasKnowledge && !refused;
  const grounded = rests ? groundedShare(answer, citations, given.language) : null;
  return {
    ...unscored,
    ...likeness,
    ...source,
    refusal,
    grounded: grounded === null ? null : rounded(grounded),
    score: scoreOf({ ...likeness, cited: source?.cited, refusal, expectsRefusal }),
  };
}

function likenessOf(answer: string, expected: string, { cosine, embeddingModel }: ScoredAnswer) {
  return {
    f1: rounded(answerLikeness(answer, expected)),
    cosine: cosine === null ? null : rounded(cosine),
    similarity: cosine === null ? null : rounded(within(similarity(embeddingModel, cosine))),
    contains: binary(normalizedInput(answer).includes(normalizedInput(expected))),
  };
}

/**
 * One number for an answer: 1 or 0 for a refusal that was expected, 0 for one that was not; otherwise the mean of what is known
 * of how right it is and whether the right document is cited.
 */
function scoreOf({
  f1,
  similarity: alike,
  contains,
  cited,
  refusal,
  expectsRefusal,
}: Partial<CaseScores> & { expectsRefusal: boolean }): number | null {
  if (refusal === null || refusal === undefined) return null;
  if (expectsRefusal || refusal === 0) return refusal;
  const likeness = [f1, alike].filter((value) => typeof value === 'number');
  const right = likeness.length === 0 ? undefined : Math.max(contains ?? 0, meanOf(likeness));
  const parts = [right, cited].filter((value) => typeof value === 'number');
  return parts.length === 0 ? null : rounded(meanOf(parts));
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
