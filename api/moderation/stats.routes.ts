import { ModerationStats, ReadModerationStats } from '../../contracts/ai/moderation-stats.contract.js';
import { readModerationStats } from '../../insights/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

export const createStatsRoutes = () => [
  defineRoute({
    surface: 'ai',
    tag: 'Moderation',
    method: 'GET',
    path: '/api/moderation/stats',
    summary: 'Tell what was moderated, and how rightly',
    description:
      'Of a period, or from `startDate` to `endDate`. How right the analysis was follows from moderators’ verdicts alone; a figure that nothing tells is null.',
    access: 'moderator',
    limit: 'moderation',
    request: { query: ReadModerationStats },
    responses: { 200: ModerationStats },
    handler: async ({ actor, query }) =>
      ok({ success: true, ...(await readModerationStats(actor.organizationId, query)) }),
  }),
];
