import type { BudgetScope } from '../../contracts/budgets.contract.js';
import { periodOf, type Range } from '../usage/periods.js';

export interface Scope {
  scope: BudgetScope;
  scopeId: string;
}

/** A scope in one calendar day or month (UTC). */
export interface ScopePeriod extends Scope, Range {
  period: 'daily' | 'monthly';
  /** `chatbot:66f0…:2026-01-31` */
  key: string;
}

/** The present day and month of a scope. */
export function periodsOf(
  { scope, scopeId }: Scope,
  now: Date,
): { daily: ScopePeriod; monthly: ScopePeriod } {
  const one = (period: 'daily' | 'monthly'): ScopePeriod => ({
    ...{ scope, scopeId, period, ...periodOf(period, now) },
    key: `${scope}:${scopeId}:${now.toISOString().slice(0, period === 'daily' ? 10 : 7)}`,
  });
  return { daily: one('daily'), monthly: one('monthly') };
}
