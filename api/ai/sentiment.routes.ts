import { AnalyzeSentiment, SentimentAnswer } from '../../contracts/ai/sentiment.contract.js';
import { keptAnswer, analyzeSentiment, type InsightDependencies } from '../../insights/index.js';
import type { ResultCache } from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

/** Requests with many messages. */
const bodyLimit = 10_000_000;

export const createSentimentRoutes = (
  dependencies: InsightDependencies,
  cache: Pick<ResultCache, 'through'>,
) => [
  defineRoute({
    surface: 'ai',
    tag: 'Sentiment',
    access: 'user',
    organizationRole: 'viewer',
    scope: 'read',
    limit: 'summarization',
    method: 'POST',
    path: '/api/ai/sentiment',
    summary: 'Tell the sentiment of messages',
    description:
      'Of one message, of up to 500 over time, or of a team in a period. Scores are from 0, very negative, to 1. Nothing of the messages is kept.',
    request: { body: AnalyzeSentiment, bodyLimit },
    responses: { 200: SentimentAnswer },
    sentences: { SERVER_ERROR: 'Sentiment analysis failed' },
    handler: async ({ actor, body, signal }) => {
      const key = { organizationId: actor.organizationId, input: ['analyzeSentiment', body] };
      const make = () => analyzeSentiment(dependencies, { actor, input: body, signal });
      return ok({ success: true, ...(await keptAnswer(cache, key, make)) });
    },
  }),
];
