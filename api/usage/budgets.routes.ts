import { z } from 'zod';
import { Budget, UpdateBudgets } from '../../contracts/budgets.contract.js';
import {
  readBudgets,
  updateBudgets,
  type BudgetDependencies,
  type LiveSettings,
} from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'platform',
  path: '/api/v1/budgets',
  tag: 'Usage and budgets',
  access: 'user',
} as const;

export const createBudgetRoutes = ({
  settings,
  ...dependencies
}: BudgetDependencies & { settings: LiveSettings }) => [
  defineRoute({
    ...common,
    method: 'GET',
    summary: 'List the budgets of the organisation',
    description:
      'That of the organisation first, which has the limits of the installation where it has none of its own, then those of chatbots and jobs with limits. Days and months are those of UTC.',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: z.array(Budget) },
    handler: async ({ actor }) => ok(await readBudgets(actor, settings.current())),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    summary: 'Change budgets',
    description:
      'What is named is changed, `null` takes a limit away. At a limit chats are answered on this machine where that can be, and otherwise with `BUDGET_EXCEEDED`; jobs pause, and go on by themselves when the limit is raised or the next day or month begins.',
    organizationRole: 'owner',
    scope: 'admin',
    limit: 'management',
    request: { body: UpdateBudgets },
    responses: { 200: z.array(Budget) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, body }) => {
      await updateBudgets(actor, body, dependencies);
      return ok(await readBudgets(actor, settings.current()));
    },
  }),
];
