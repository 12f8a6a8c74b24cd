interface Weights {
  bias: number;
  cosine: number;
  coverage: number;
}

/**
 * Weights of logistic functions, fitted on the names of 150 topics as queries against short messages about these and
 * others, a tenth of them taken to be about the query: how, and what the default threshold keeps, is in docs/decisions.md.
 */
const miniLm: Weights = { bias: -6.5, cosine: 17.1, coverage: 1.3 };
const byModel: [RegExp, Weights][] = [
  [/\be5\b/i, { bias: -43, cosine: 48.3, coverage: 4.85 }],
  // Its cosines lie above .7: the same scale, moved there.
  [/ada-002/i, { bias: -46.4, cosine: 57, coverage: 1.3 }],
];

/** Whoever writes all words of the query has said it, however unlike the rest of the message is. */
const allWords = 0.75;

/** Among few messages each is likelier to be meant: the log-odds that it has more, and the number at which half of that is left. */
const few = { logOdds: 1.35, half: 100 };

export interface Likeness {
  cosine: number;
  /** Share of the query's words that the message has. */
  coverage: number;
  /** Messages among which it was looked for. */
  among: number;
}

/** How likely a message is about a query, 0..1; one scale for all models. */
export function similarityOf(model: string, { cosine, coverage, among }: Likeness): number {
  const { bias, ...weights } = byModel.find(([name]) => name.test(model))?.[1] ?? miniLm;
  const prior = (few.logOdds * few.half) / (few.half + among);
  const value = bias + prior + weights.cosine * cosine + weights.coverage * coverage;
  const likely = 1 / (1 + Math.exp(-value));
  return Math.max(likely, coverage >= 1 ? allWords : 0);
}
