import { AiCosts, AiUsage, ReadAiCosts, ReadAiUsage } from '../../contracts/ai/usage.contract.js';
import { readCosts, readUsage, type LiveSettings, type UsageDependencies } from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'ai',
  method: 'GET',
  tag: 'AI administration',
  access: 'admin',
  limit: 'admin',
} as const;

export const createAiUsageRoutes = ({
  settings,
  ...dependencies
}: UsageDependencies & { settings: LiveSettings }) => [
  defineRoute({
    ...common,
    path: '/api/admin/ai/usage',
    summary: 'Tell what models are used for',
    description:
      'Of the calendar day, the week from Monday or the calendar month (UTC) that `date` lies in. Queues are the jobs of each kind: those that are not finished, and those that were finished in the period. Caches are counted by organisation, not by user.',
    request: { query: ReadAiUsage },
    responses: { 200: AiUsage },
    handler: async ({ query }) => ok({ success: true, data: await readUsage(query, dependencies) }),
  }),
  defineRoute({
    ...common,
    path: '/api/admin/ai/costs',
    summary: 'Tell what models cost',
    description:
      'From `startDate` to `endDate`, both included; days are those of UTC. Every call costs what it cost when it was made: later prices change nothing of it. Calls of models whose price is unknown are counted in `unpricedRequests` and are no part of any cost.',
    request: { query: ReadAiCosts },
    responses: { 200: AiCosts },
    handler: async ({ query }) => ok({ success: true, data: await readCosts(query, settings.current()) }),
  }),
];
