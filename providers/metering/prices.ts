/** Micro-dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
  /** Of prompt tokens that the provider had in its cache; as `input` when absent. */
  cacheRead?: number;
  /** Of prompt tokens that it put into its cache for five minutes. */
  cacheWrite?: number;
  /** What every token of a call costs whose prompt has more than `above` tokens. */
  long?: Price & { above: number };
}

const micros = (amount: number): number => Math.round(amount * 1_000_000);

const dollars = (input: number, output = 0): Price => ({ input: micros(input), output: micros(output) });

/** Anthropic's cache is written at 1.25 times the price of input and read at a share of it. */
const claude = (input: number, output: number, readShare = 0.1): Price => ({
  ...dollars(input, output),
  cacheRead: micros(input * readShare),
  cacheWrite: micros(input * 1.25),
});

/**
 * List prices of OpenAI (without its discount for caching) and of Anthropic (platform.claude.com/docs/en/about-claude/pricing,
 * October 2026), without discounts for batches. A model is listed only when its price is published: an unknown model
 * has no cost rather than an invented one.
 */
const listed = new Map<string, Price>([
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
  ['claude-3-5-haiku', claude(0.8, 4)],
  ['claude-haiku-4-5', claude(1, 5)],
  ['claude-haiku-5-5', { ...claude(0.1, 0.5), long: { above: 100_000, ...claude(0.5, 2.5) } }],
  ['claude-3-sonnet', dollars(3, 15)],
  ['claude-3-5-sonnet', claude(3, 15)],
  ['claude-3-7-sonnet', claude(3, 15)],
  ['claude-sonnet-4', claude(3, 15)],
  ['claude-sonnet-4-5', claude(3, 15)],
  ['claude-sonnet-4-6', claude(3, 15)],
  ['claude-sonnet-5', claude(2, 10)],
  ['claude-sonnet-5-5', claude(2, 10, 0.05)],
  ['claude-3-opus', claude(15, 75)],
  ['claude-opus-4', claude(15, 75)],
  ['claude-opus-4-1', claude(15, 75)],
  ['claude-opus-4-5', claude(5, 25)],
  ['claude-opus-4-6', claude(5, 25)],
  ['claude-opus-4-7', claude(5, 25)],
  ['claude-opus-4-8', claude(5, 25)],
  ['claude-opus-5', claude(5, 25)],
  ['claude-opus-5-5', claude(4, 20, 0.05)],
  ['claude-fable-5', claude(10, 50)],
  ['claude-fable-5-1', claude(10, 50, 0.025)],
  ['claude-mythos-5', claude(10, 50)],
  ['claude-mythos-5-1', claude(10, 50, 0.025)],
]);

/** Dollars per million trained tokens, epochs included; list prices of OpenAI. */
const tuning = new Map<string, number>([
  ['gpt-4o', 25],
  ['gpt-4o-mini', 3],
  ['gpt-4.1', 25],
  ['gpt-4.1-mini', 5],
  ['gpt-4.1-nano', 1.5],
  ['gpt-3.5-turbo', 8],
]);

/** Prices that hold from a moment on, until those of the next version do. */
export interface PriceVersion {
  /** Stored with every call that was priced by it. */
  id: string;
  from: Date;
  prices: ReadonlyMap<string, Price>;
  tuning: ReadonlyMap<string, number>;
}

/**
 * Oldest first; the first holds for all time before the second. A version is never changed once calls were priced by
 * it: new prices are a new version, so that what was spent stays what it was.
 */
export const priceVersions: readonly PriceVersion[] = [
  { id: '2026-10-01', from: new Date('2026-10-01T00:00:00Z'), prices: listed, tuning },
];

/** The prices of a moment. */
export function pricesAt(moment: Date, versions: readonly PriceVersion[] = priceVersions): PriceVersion {
  const version = versions.findLast(({ from }) => from <= moment) ?? versions[0];
  if (!version) throw new Error('there are no prices');
  return version;
}

/** What fine-tuning a model costs, in micro-dollars; null when its price is unknown. */
export function tuningCostMicros(model: string, trainedTokens: number): number | null {
  const { tuning: known } = pricesAt(new Date());
  const price = known.get(model) ?? known.get(model.replace(dated, ''));
  return price === undefined ? null : Math.ceil(trainedTokens * price);
}

/** `-2024-07-18`, `-20241022`, `-0125` and `-latest` name a version, not another price. */
const dated = /-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest)$/;

export interface PricedCall {
  provider: string;
  model: string;
  promptTokens: number;
  completionTokens: number;
  /** Parts of `promptTokens`. */
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
}

/** Whether a call's price is known: listed, or of a model on our own machine. */
export const isPriced = (provider: string, model: string): boolean => priceOf(provider, model) !== undefined;

/**
 * What a call costs, in whole micro-dollars rounded up, so that a budget is never overrun by fractions; null
 * when the model's price is unknown. Local models cost nothing.
 */
export function costMicros(call: PricedCall, prices: PriceVersion = pricesAt(new Date())): number | null {
  const { provider, model, promptTokens, completionTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = call;
  const known = priceOf(provider, model, prices);
  if (!known) return null;
  const price = known.long && promptTokens > known.long.above ? known.long : known;
  const { input, output, cacheRead = input, cacheWrite = input } = price;
  const plain = Math.max(0, promptTokens - cacheReadTokens - cacheWriteTokens);
  const prompt = plain * input + cacheReadTokens * cacheRead + cacheWriteTokens * cacheWrite;
  return Math.ceil((prompt + completionTokens * output) / 1_000_000);
}

/** What a call that has ended costs, and by which prices. One that used no tokens costs nothing, whatever its model. */
export function priced(call: PricedCall): { costMicros: number | null; priceVersion: string } {
  const prices = pricesAt(new Date());
  const isFree = call.promptTokens + call.completionTokens === 0;
  return { costMicros: isFree ? 0 : costMicros(call, prices), priceVersion: prices.id };
}

/** The present price of a model in dollars per 1,000 tokens; null where it is unknown. */
export function pricePerThousand(
  provider: string,
  model: string,
): { input: number | null; output: number | null } {
  const price = priceOf(provider, model);
  return price ? { input: price.input / 1e9, output: price.output / 1e9 } : { input: null, output: null };
}

function priceOf(
  provider: string,
  model: string,
  { prices }: PriceVersion = pricesAt(new Date()),
): Price | undefined {
  if (provider === 'local') return { input: 0, output: 0 };
  return prices.get(model) ?? prices.get(model.replace(dated, ''));
}
