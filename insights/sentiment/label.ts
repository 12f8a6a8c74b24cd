import type { Sentiment } from '../../contracts/ai/sentiment.contract.js';

/** From where on a score is positive, and up to where negative. */
const bounds = { positive: 0.6, negative: 0.4 };

/** A compound of -1 to 1 on the scale of answers. */
export const scoreOf = (compound: number): number => round((compound + 1) / 2);

export const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** How a score is called; `mixed` where good and bad stand side by side. */
export function labelOf(score: number, isMixed = false): Sentiment {
  if (isMixed) return 'mixed';
  if (score >= bounds.positive) return 'positive';
  return score <= bounds.negative ? 'negative' : 'neutral';
}

/** Several scores together: mixed when they go apart and none of both outweighs the other. */
export function labelOfAll(scores: number[]): Sentiment {
  const mean = meanOf(scores);
  const [good, bad] = [
    scores.filter((score) => score >= bounds.positive),
    scores.filter((score) => score <= bounds.negative),
  ];
  const isMixed =
    mean > bounds.negative &&
    mean < bounds.positive &&
    Math.min(good.length, bad.length) >= scores.length / 4;
  return labelOf(mean, isMixed);
}

export const meanOf = (values: number[]): number =>
  values.length === 0 ? 0.5 : values.reduce((sum, value) => sum + value, 0) / values.length;
