import { OwnUsage, ReadOwnUsage } from '../../contracts/ai/usage.contract.js';
import { readOwnUsage } from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

export const createUsageRoutes = () => [
  defineRoute({
    surface: 'platform',
    method: 'GET',
    path: '/api/v1/usage',
    tag: 'Usage and budgets',
    summary: 'Tell what the organisation uses models for',
    description:
      'Calls, tokens and dollars from `from` to `to`, by day (UTC) unless other groups are asked for. Calls of models whose price is unknown are counted in `unpricedRequests` and are no part of the cost.',
    access: 'user',
    organizationRole: 'viewer',
    limit: 'read',
    request: { query: ReadOwnUsage },
    responses: { 200: OwnUsage },
    handler: async ({ actor, query }) => ok(await readOwnUsage(actor, query)),
  }),
];
