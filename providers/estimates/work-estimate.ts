/** What a piece of work would ask of a model. Costs are micro-dollars; what is not known is null. */
export interface WorkEstimate {
  provider: string;
  model: string | null;
  /** To servers: models on this machine are asked for nothing. */
  requests: number | null;
  tokens: { prompt: number | null; completion: number | null };
  expected: number | null;
  maximum: number | null;
}

/** Work that this machine does by itself, or that is done already. */
export const nothingPaid = (model: string | null = null, provider = 'local'): WorkEstimate => ({
  ...{ provider, model, requests: 0 },
  tokens: { prompt: 0, completion: 0 },
  ...{ expected: 0, maximum: 0 },
});

export const plus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/** Several pieces of work together, told by the model of the first that is paid for. */
export function together(parts: WorkEstimate[]): WorkEstimate {
  const paid = parts.filter(({ requests, maximum }) => requests !== 0 || maximum !== 0);
  const [first = nothingPaid(parts[0]?.model, parts[0]?.provider), ...rest] = paid;
  return rest.reduce(
    (sum, part) => ({
      ...{ provider: sum.provider, model: sum.model, requests: plus(sum.requests, part.requests) },
      tokens: {
        prompt: plus(sum.tokens.prompt, part.tokens.prompt),
        completion: plus(sum.tokens.completion, part.tokens.completion),
      },
      expected: plus(sum.expected, part.expected),
      maximum: plus(sum.maximum, part.maximum),
    }),
    first,
  );
}
