/** Micro-dollars per million tokens. */
interface Price {
  input: number;
  output: number;
}

const dollars = (input: number, output = 0): Price => ({
  input: Math.round(input * 1_000_000),
  output: Math.round(output * 1_000_000),
});

/**
 * List prices of OpenAI and Anthropic without discounts for caching or batches. A model is listed only when
 * its price is published: an unknown model has no cost rather than an invented one.
 */
const prices = new Map<string, Price>([
  ['gpt-4o-mini', dollars(0.15, 0.6)],
  ['gpt-4o', dollars(2.5, 10)],
  ['gpt-4o-2024-05-13', dollars(5, 15)],
  ['gpt-4.1', dollars(2, 8)],
  ['gpt-4.1-mini', dollars(0.4, 1.6)],
  ['gpt-4.1-nano', dollars(0.1, 0.4)],
  ['gpt-5', dollars(1.25, 10)],
  ['gpt-5-mini', dollars(0.25, 2)],
  ['gpt-5-nano', dollars(0.05, 0.4)],
  ['o1', dollars(15, 60)],
  ['o3', dollars(2, 8)],
  ['o3-mini', dollars(1.1, 4.4)],
  ['o4-mini', dollars(1.1, 4.4)],
  ['gpt-4', dollars(30, 60)],
  ['gpt-4-turbo', dollars(10, 30)],
  ['gpt-3.5-turbo', dollars(0.5, 1.5)],
  ['gpt-3.5-turbo-1106', dollars(1, 2)],
  ['gpt-3.5-turbo-0613', dollars(1.5, 2)],
  ['text-embedding-3-small', dollars(0.02)],
  ['text-embedding-3-large', dollars(0.13)],
  ['text-embedding-ada-002', dollars(0.1)],
  ['claude-3-haiku', dollars(0.25, 1.25)],
  ['claude-3-5-haiku', dollars(0.8, 4)],
  ['claude-haiku-4-5', dollars(1, 5)],
  ['claude-3-sonnet', dollars(3, 15)],
  ['claude-3-5-sonnet', dollars(3, 15)],
  ['claude-3-7-sonnet', dollars(3, 15)],
  ['claude-sonnet-4', dollars(3, 15)],
  ['claude-sonnet-4-5', dollars(3, 15)],
  ['claude-3-opus', dollars(15, 75)],
  ['claude-opus-4', dollars(15, 75)],
  ['claude-opus-4-1', dollars(15, 75)],
  ['claude-opus-4-5', dollars(5, 25)],
]);

/** `-2024-07-18`, `-20241022`, `-0125` and `-latest` name a version, not another price. */
const version = /-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest)$/;

export interface PricedCall {
  provider: string;
  model: string;
  promptTokens: number;
  completionTokens: number;
}

/** Whether a call's price is known: listed, or of a model on our own machine. */
export const isPriced = (provider: string, model: string): boolean => priceOf(provider, model) !== undefined;

/**
 * What a call costs, in whole micro-dollars rounded up, so that a budget is never overrun by fractions; null
 * when the model's price is unknown. Local models cost nothing.
 */
export function costMicros({ provider, model, promptTokens, completionTokens }: PricedCall): number | null {
  const price = priceOf(provider, model);
  if (!price) return null;
  return Math.ceil((promptTokens * price.input + completionTokens * price.output) / 1_000_000);
}

function priceOf(provider: string, model: string): Price | undefined {
  if (provider === 'local') return { input: 0, output: 0 };
  return prices.get(model) ?? prices.get(model.replace(version, ''));
}
