import type { CallContext } from '../metering/model-call.js';
import type { AiSettings } from '../settings/ai-settings.js';
import type { BudgetDocument } from './budget.model.js';
import { budgetRepository } from './budget.repository.js';
import { periodsOf, type Scope, type ScopePeriod } from './scope-periods.js';

/** What may be spent in a period of a scope. */
export interface PeriodLimit extends ScopePeriod {
  micros: number;
  alertThresholds: number[];
}

type Defaults = AiSettings['budgets'];
export type ScopeLimits = Scope & {
  dailyMicros: number | null;
  monthlyMicros: number | null;
  alertThresholds: number[];
};

const toMicros = (dollars: number | null): number | null =>
  dollars === null ? null : Math.round(dollars * 1_000_000);

/** A scope's limits: its own, and for the organisation those of the installation where it has none. */
export function limitsOf(scope: Scope, own: BudgetDocument | undefined, defaults: Defaults): ScopeLimits {
  const given = scope.scope === 'organization' ? defaults : { dailyLimit: null, monthlyLimit: null };
  return {
    ...scope,
    dailyMicros: own?.dailyMicros ?? toMicros(given.dailyLimit),
    monthlyMicros: own?.monthlyMicros ?? toMicros(given.monthlyLimit),
    alertThresholds: own?.alertThresholds ?? defaults.alertThresholds,
  };
}

export function periodLimits(limits: ScopeLimits, now: Date): PeriodLimit[] {
  const { daily, monthly } = periodsOf(limits, now);
  const { dailyMicros, monthlyMicros, alertThresholds } = limits;
  return [
    ...(dailyMicros === null ? [] : [{ ...daily, micros: dailyMicros, alertThresholds }]),
    ...(monthlyMicros === null ? [] : [{ ...monthly, micros: monthlyMicros, alertThresholds }]),
  ];
}

/** What a call counts for. */
export const scopesOf = ({ organizationId, chatbotId, jobId }: CallContext): Scope[] => [
  { scope: 'organization', scopeId: organizationId },
  ...(chatbotId ? [{ scope: 'chatbot' as const, scopeId: chatbotId }] : []),
  ...(jobId ? [{ scope: 'job' as const, scopeId: jobId }] : []),
];

/** Budgets are looked up so often at most: an organisation without any costs a turn nothing. */
const rememberMs = 2_000;
const mostRemembered = 10_000;

/** Knows the limits that a call has to keep to. */
export function createLimits({ current }: { current(): Pick<AiSettings, 'budgets'> }) {
  const known = new Map<string, { at: number; budgets: Promise<BudgetDocument[]> }>();
  const budgetsOf = (organizationId: string): Promise<BudgetDocument[]> => {
    const found = known.get(organizationId);
    if (found && Date.now() - found.at < rememberMs) return found.budgets;
    if (known.size >= mostRemembered) known.clear();
    const budgets = budgetRepository.list(organizationId);
    budgets.catch(() => known.delete(organizationId));
    known.set(organizationId, { at: Date.now(), budgets });
    return budgets;
  };
  return {
    forget: (organizationId: string): void => void known.delete(organizationId),
    async of(context: CallContext, now: Date): Promise<PeriodLimit[]> {
      const budgets = await budgetsOf(context.organizationId);
      const { budgets: defaults } = current();
      return scopesOf(context).flatMap((scope) => {
        const own = budgets.find((one) => one.scope === scope.scope && one.scopeId === scope.scopeId);
        return periodLimits(limitsOf(scope, own, defaults), now);
      });
    },
  };
}
