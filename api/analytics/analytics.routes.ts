import {
  readIntentAnalytics,
  readMessageAnalytics,
  readSessionAnalytics,
  readUserAnalytics,
} from '../../bots/index.js';
import {
  AnalyticsQuery,
  IntentAnalytics,
  IntentAnalyticsQuery,
  MessageAnalytics,
  SessionAnalytics,
  UserAnalytics,
} from '../../contracts/analytics.contract.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'platform',
  tag: 'Analytics',
  method: 'GET',
  access: 'user',
  organizationRole: 'viewer',
  limit: 'read',
} as const;
const path = '/api/v1/chatbots/:chatbotId/analytics';

export const createAnalyticsRoutes = () => [
  defineRoute({
    ...common,
    errors: ['NOT_FOUND'],
    path: `${path}/messages`,
    summary: 'Count messages and answers',
    description:
      'How many came and were answered, how fast, from what, in which languages and at what cost. An answer counts where its message does.',
    request: { query: AnalyticsQuery },
    responses: { 200: MessageAnalytics },
    handler: async ({ actor, params, query }) => ok(await readMessageAnalytics({ actor, ...params, query })),
  }),
  defineRoute({
    ...common,
    errors: ['NOT_FOUND'],
    path: `${path}/users`,
    summary: 'Count end users',
    description: 'How many wrote, for the first time or again, and how many of those before came back.',
    request: { query: AnalyticsQuery },
    responses: { 200: UserAnalytics },
    handler: async ({ actor, params, query }) => ok(await readUserAnalytics({ actor, ...params, query })),
  }),
  defineRoute({
    ...common,
    errors: ['NOT_FOUND'],
    path: `${path}/sessions`,
    summary: 'Count conversations',
    description: 'How many began and ended, how long they were, and how their answers were rated.',
    request: { query: AnalyticsQuery },
    responses: { 200: SessionAnalytics },
    handler: async ({ actor, params, query }) => ok(await readSessionAnalytics({ actor, ...params, query })),
  }),
  defineRoute({
    ...common,
    errors: ['NOT_FOUND'],
    path: `${path}/intents`,
    summary: 'Count intents',
    description: 'What end users wanted, as the bot’s trained model tells.',
    request: { query: IntentAnalyticsQuery },
    responses: { 200: IntentAnalytics },
    handler: async ({ actor, params, query }) => ok(await readIntentAnalytics({ actor, ...params, query })),
  }),
];
