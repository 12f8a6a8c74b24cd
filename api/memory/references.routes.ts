import { resolveReferences } from '../../bots/index.js';
import { ResolvedReferences, ResolveReferences } from '../../contracts/memory.contract.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { readingBot } from './memory-common.js';

export const createReferenceRoutes = () => [
  defineRoute({
    ...readingBot,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/references/resolve',
    summary: 'Resolve references in a text',
    description:
      'What a turn would search for: `it`, `the second one`, `and on Sundays?` and `my plan` replaced by what they refer to in the conversation and in what is remembered of the end user. Nothing is stored.',
    scope: 'read',
    request: { body: ResolveReferences },
    responses: { 200: ResolvedReferences },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) =>
      ok(await resolveReferences({ actor, chatbotId: params.chatbotId, input: body })),
  }),
];
