import type { Actor } from '../../accounts/index.js';
import type { OwnUsage, ReadOwnUsage } from '../../contracts/ai/usage.contract.js';
import { costOf, everyDay, total } from './figures.js';
import { daysOf, rangeOf, startOfMonth } from './periods.js';
import { usageRepository, type UsageFigures } from './usage.repository.js';

/** What an organisation uses models for, told to its members. */
export async function readOwnUsage(actor: Actor, { from, to, groupBy }: ReadOwnUsage): Promise<OwnUsage> {
  const organizationId = actor.requireMembership('viewer');
  const now = new Date();
  const range = rangeOf(from ?? startOfMonth(now).toISOString(), to ?? now.toISOString());
  const groups = await usageRepository.grouped(organizationId, groupBy, range);
  const shown = groupBy === 'day' ? everyDay(daysOf(range), groups) : groups;
  return {
    from: range.from.toISOString(),
    to: new Date(range.to.getTime() - 1).toISOString(),
    groupBy,
    totals: presented(total(groups)),
    groups: shown.map((group) => ({ key: group.key, ...presented(group) })),
  };
}

const presented = (figures: UsageFigures) => ({
  requests: figures.requests,
  promptTokens: figures.promptTokens,
  completionTokens: figures.completionTokens,
  totalTokens: figures.promptTokens + figures.completionTokens,
  cost: costOf(figures),
  unpricedRequests: figures.unpriced,
});
