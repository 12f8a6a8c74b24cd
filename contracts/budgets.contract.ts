import { z } from 'zod';
import { AlertThresholds } from './ai/ai-config.contract.js';
import { Id } from './common.contract.js';

export const budgetScopes = ['organization', 'chatbot', 'job'] as const;
export type BudgetScope = (typeof budgetScopes)[number];

export const budgetStates = ['ok', 'alert', 'capped'] as const;
export type BudgetState = (typeof budgetStates)[number];

const Limit = z
  .number()
  .min(0)
  .max(1_000_000_000)
  .nullable()
  .meta({ description: 'Dollars a calendar day, or month, in UTC; null: any' });

export const Budget = z
  .strictObject({
    scope: z.enum(budgetScopes),
    scopeId: Id,
    daily: Limit,
    monthly: Limit,
    spent: z.strictObject({ daily: z.number(), monthly: z.number() }).meta({ description: 'Dollars' }),
    reserved: z.number().meta({ description: 'Dollars that calls in flight may cost' }),
    alertThresholds: z.array(z.number()),
    state: z.enum(budgetStates).meta({
      description: 'alert: a threshold is passed; capped: what was asked for last did not fit any more',
    }),
  })
  .meta({ id: 'Budget' });
export type Budget = z.output<typeof Budget>;

const BudgetChange = z.strictObject({
  scope: z.enum(budgetScopes).default('organization'),
  scopeId: Id.optional().meta({ description: 'Of the chatbot or job; not needed for the organisation' }),
  daily: Limit.optional(),
  monthly: Limit.optional(),
  alertThresholds: AlertThresholds.nullish(),
});
export type BudgetChange = z.output<typeof BudgetChange>;

/** One budget, or several at once. */
export const UpdateBudgets = z
  .union([BudgetChange, z.array(BudgetChange).min(1).max(100)])
  .meta({ id: 'UpdateBudgets', example: { scope: 'organization', daily: 20, monthly: 300 } });
export type UpdateBudgets = z.output<typeof UpdateBudgets>;
