import type { Actor } from '../../accounts/index.js';
import type { Budget } from '../../contracts/budgets.contract.js';
import type { AiSettings } from '../settings/ai-settings.js';
import type { BudgetDocument } from './budget.model.js';
import { budgetRepository, changeLedger, type Ledger } from './budget.repository.js';
import { fits, reservedFor, upToDate } from './budgets.js';
import { limitsOf, periodLimits, type PeriodLimit, type ScopeLimits } from './limits.js';
import { periodsOf, type Scope } from './scope-periods.js';

/** The budgets of an organisation: its own first, then those of its chatbots and jobs that have any. */
export async function readBudgets(actor: Actor, settings: Pick<AiSettings, 'budgets'>): Promise<Budget[]> {
  const organizationId = actor.requireMembership('viewer');
  const now = new Date();
  const budgets = await budgetRepository.list(organizationId);
  const own: Scope = { scope: 'organization', scopeId: organizationId };
  const others = budgets.filter(({ scope, ...one }) => scope !== 'organization' && isLimited(one));
  const scopes = [own, ...others].map((scope) =>
    limitsOf(
      { scope: scope.scope, scopeId: scope.scopeId },
      budgets.find((one) => one.scope === scope.scope && one.scopeId === scope.scopeId),
      settings.budgets,
    ),
  );
  const limits = scopes.flatMap((scope) => periodLimits(scope, now));
  const ledger = await changeLedger(organizationId, async (before) => {
    const result = await upToDate(organizationId, before, limits, now);
    const isChanged = limits.length > 0 && JSON.stringify(result) !== JSON.stringify(before);
    return { ledger: isChanged ? result : null, result };
  });
  return Promise.all(scopes.map((scope) => present(organizationId, scope, ledger, now)));
}

const isLimited = ({ dailyMicros, monthlyMicros }: Pick<BudgetDocument, 'dailyMicros' | 'monthlyMicros'>) =>
  dailyMicros !== null || monthlyMicros !== null;

const dollars = (micros: number): number => micros / 1_000_000;

async function present(
  organizationId: string,
  scope: ScopeLimits,
  ledger: Ledger,
  now: Date,
): Promise<Budget> {
  const { daily, monthly } = periodsOf(scope, now);
  const spent = async (period: typeof daily) =>
    ledger.spent[period.key] ?? (await budgetRepository.spentOf(organizationId, period));
  const limits = periodLimits(scope, now);
  return {
    ...{ scope: scope.scope, scopeId: scope.scopeId },
    daily: scope.dailyMicros === null ? null : dollars(scope.dailyMicros),
    monthly: scope.monthlyMicros === null ? null : dollars(scope.monthlyMicros),
    spent: { daily: dollars(await spent(daily)), monthly: dollars(await spent(monthly)) },
    reserved: dollars(Math.max(reservedFor(ledger, daily.key), reservedFor(ledger, monthly.key))),
    alertThresholds: scope.alertThresholds,
    state: stateOf(limits, ledger),
  };
}

function stateOf(limits: readonly PeriodLimit[], ledger: Ledger): Budget['state'] {
  const isFull = ({ key, micros }: PeriodLimit) =>
    (ledger.spent[key] ?? 0) >= micros ||
    (ledger.refused[key] !== undefined && !fits(ledger, key, ledger.refused[key], micros));
  if (limits.some(isFull)) return 'capped';
  const isAlarming = ({ key, micros, alertThresholds }: PeriodLimit) => {
    const spent = ledger.spent[key] ?? 0;
    return spent > 0 && alertThresholds.some((threshold) => spent * 100 >= threshold * micros);
  };
  return limits.some(isAlarming) ? 'alert' : 'ok';
}
