import type { AiSettings } from '../settings/ai-settings.js';
import { budgetRepository, changeLedger } from './budget.repository.js';
import { reservedFor, upToDate } from './budgets.js';
import { limitsOf, periodLimits } from './limits.js';
import type { Scope } from './scope-periods.js';

/** What is left of a scope's limits, in micro-dollars; null where there is none. */
export interface Remaining extends Scope {
  daily: number | null;
  monthly: number | null;
}

/** What an organisation may still spend, and one of its chatbots where that has limits of its own. */
export async function readRemaining(
  organizationId: string,
  { chatbotId, settings }: { chatbotId?: string; settings: Pick<AiSettings, 'budgets'> },
): Promise<Remaining[]> {
  const now = new Date();
  const budgets = await budgetRepository.list(organizationId);
  const wanted: Scope[] = [
    { scope: 'organization', scopeId: organizationId },
    ...(chatbotId ? [{ scope: 'chatbot' as const, scopeId: chatbotId }] : []),
  ];
  const scopes = wanted
    .map((scope) => {
      const own = budgets.find((one) => one.scope === scope.scope && one.scopeId === scope.scopeId);
      return { scope, limits: periodLimits(limitsOf(scope, own, settings.budgets), now) };
    })
    .filter(({ scope, limits }) => scope.scope === 'organization' || limits.length > 0);
  const of = scopes.flatMap(({ limits }) => limits);
  const ledger = await changeLedger(organizationId, async (before) => ({
    ledger: null,
    result: await upToDate(organizationId, before, of, now),
  }));
  return scopes.map(({ scope, limits }) => {
    const left = (wantedPeriod: 'daily' | 'monthly'): number | null => {
      const limit = limits.find(({ period }) => period === wantedPeriod);
      if (!limit) return null;
      return Math.max(0, limit.micros - (ledger.spent[limit.key] ?? 0) - reservedFor(ledger, limit.key));
    };
    return { ...scope, daily: left('daily'), monthly: left('monthly') };
  });
}
