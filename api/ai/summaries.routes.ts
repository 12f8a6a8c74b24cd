import { Summarize, SummaryAnswer } from '../../contracts/ai/summaries.contract.js';
import { keptAnswer, summarize, type InsightDependencies } from '../../insights/index.js';
import type { ResultCache } from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

/** Requests with many messages. */
const bodyLimit = 10_000_000;

export const createSummaryRoutes = (
  dependencies: InsightDependencies,
  cache: Pick<ResultCache, 'through'>,
) => [
  defineRoute({
    surface: 'ai',
    tag: 'Summaries',
    access: 'user',
    organizationRole: 'viewer',
    scope: 'read',
    limit: 'summarization',
    method: 'POST',
    path: '/api/ai/summarize',
    summary: 'Sum up messages',
    description:
      'Up to 500 messages in one of five ways. Without a model that writes freely their own sentences are chosen and told by name. Nothing of the messages is kept.',
    request: { body: Summarize, bodyLimit },
    responses: { 200: SummaryAnswer },
    sentences: { SERVER_ERROR: 'Summarization failed' },
    handler: async ({ actor, body, signal }) => {
      const key = { organizationId: actor.organizationId, input: ['summarize', body] };
      const make = () => summarize(dependencies, { actor, input: body, signal });
      return ok({ success: true, ...(await keptAnswer(cache, key, make)) });
    },
  }),
];
