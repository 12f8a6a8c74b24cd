import { recordAudit, type Actor } from '../../accounts/index.js';
import type { BudgetChange, UpdateBudgets } from '../../contracts/budgets.contract.js';
import { jobRepository } from '../../jobs/index.js';
import { invalid, notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { budgetRepository, changeLedger } from './budget.repository.js';
import type { Budgets } from './budgets.js';
import type { Scope } from './scope-periods.js';

export interface BudgetDependencies {
  budgets: Pick<Budgets, 'forget'>;
  hasChatbot(organizationId: string, id: string): Promise<boolean>;
}

const toMicros = (dollars: number | null | undefined) =>
  typeof dollars === 'number' ? Math.round(dollars * 1_000_000) : dollars;

/** Changes limits of the organisation, of its chatbots and jobs. @throws AppError NOT_FOUND, VALIDATION_ERROR */
export async function updateBudgets(
  actor: Actor,
  input: UpdateBudgets,
  { budgets, hasChatbot }: BudgetDependencies,
): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  const changes = [input].flat();
  const scopes: Scope[] = [];
  for (const change of changes) scopes.push(await scopeOf(organizationId, change, hasChatbot));
  await withTransaction(async () => {
    for (const [index, { daily, monthly, alertThresholds }] of changes.entries()) {
      const scope = scopes[index] as Scope;
      const limits = { dailyMicros: toMicros(daily), monthlyMicros: toMicros(monthly), alertThresholds };
      const given = Object.entries(limits).filter(([, value]) => value !== undefined);
      await budgetRepository.put(organizationId, scope, Object.fromEntries(given));
      await recordAudit({
        ...{ organizationId, actor, action: 'budget.updated' },
        target: { type: scope.scope, id: scope.scopeId },
        details: { ...(daily === undefined ? {} : { daily }), ...(monthly === undefined ? {} : { monthly }) },
      });
    }
  });
  // Where the limits are others, thresholds are passed anew.
  await changeLedger(organizationId, async (before) => ({
    ledger: { ...before, refused: {}, told: [], isDoubtful: true },
    result: undefined,
  }));
  budgets.forget(organizationId);
}

async function scopeOf(
  organizationId: string,
  { scope, scopeId }: BudgetChange,
  hasChatbot: BudgetDependencies['hasChatbot'],
): Promise<Scope> {
  if (scope === 'organization') {
    if (scopeId !== undefined && scopeId !== organizationId) throw notFound('Organization');
    return { scope, scopeId: organizationId };
  }
  if (scopeId === undefined) throw invalid('body.scopeId', `is needed for the scope ${scope}`);
  const isThere =
    scope === 'chatbot'
      ? await hasChatbot(organizationId, scopeId)
      : (await jobRepository.find(organizationId, scopeId)) !== null;
  if (!isThere) throw notFound(scope === 'chatbot' ? 'Chatbot' : 'Job');
  return { scope, scopeId };
}
