import { z } from 'zod';
import { listInsights, type QuestionEmbedding } from '../../bots/index.js';
import { Insight, ListInsights } from '../../contracts/insights.contract.js';
import { page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

export const createInsightRoutes = (embedding: QuestionEmbedding) => [
  defineRoute({
    surface: 'platform',
    tag: 'Insights',
    access: 'user',
    organizationRole: 'viewer',
    limit: 'read',
    method: 'GET',
    path: '/api/v1/chatbots/:chatbotId/insights',
    summary: 'Get insights for a chatbot',
    description:
      'What the conversations show, computed from them at each call, each with the answers that show it: questions without an answer and answers rated low, grouped by meaning; topics that hardly any document supports; intents whose share has changed; models whose answers became dearer. Gravest first.',
    paginated: true,
    request: { query: ListInsights },
    responses: { 200: z.array(Insight) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { items, total } = await listInsights({ actor, chatbotId: params.chatbotId, query, embedding });
      return page(items, total, query);
    },
  }),
];
