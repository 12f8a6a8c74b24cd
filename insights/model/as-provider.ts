import type { AiProvider } from '../../contracts/ai/cost.contract.js';
import { aiProviders } from '../../contracts/ai/cost.contract.js';
import type { Spending } from '../../providers/index.js';

/** The name that answers give to who made them. */
export const asProvider = (name: string | undefined): AiProvider =>
  aiProviders.find((known) => known === name) ?? 'local';

/** Spending in dollars, as answers show it. */
export function costInfo(spending: Spending): { totalCost: number | null; requestCount: number } {
  const micros = spending.costMicros();
  return { totalCost: micros === null ? null : micros / 1_000_000, requestCount: spending.requests() };
}
