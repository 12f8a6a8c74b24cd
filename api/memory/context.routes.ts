import {
  deleteContext,
  deleteMemoryOfUser,
  mergeContext,
  presentContext,
  readContext,
} from '../../bots/index.js';
import { Empty } from '../../contracts/common.contract.js';
import { MergeContext, UserContext } from '../../contracts/memory.contract.js';
import { created, done, ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { reading, writing } from './memory-common.js';

const path = '/api/v1/chatbots/:chatbotId/context/:userId';

export const createContextRoutes = () => [
  defineRoute({
    ...reading,
    method: 'GET',
    path,
    summary: 'Get what is known of an end user',
    responses: { 200: UserContext },
    errors: ['NOT_FOUND', 'VALIDATION_ERROR'],
    handler: async ({ actor, params }) => ok(presentContext(await readContext({ actor, ...params }))),
  }),
  defineRoute({
    ...writing,
    method: 'POST',
    path,
    summary: 'Tell a chatbot about an end user',
    description:
      'Merges `data` into what is known (RFC 7396): objects merge, `null` removes a key, everything else replaces. Later answers know it.',
    idempotent: true,
    request: { body: MergeContext },
    responses: { 200: UserContext, 201: UserContext },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) => {
      const { context, isNew } = await mergeContext({ actor, ...params, input: body });
      return (isNew ? created : ok)(presentContext(context));
    },
  }),
  defineRoute({
    ...writing,
    method: 'DELETE',
    path,
    summary: 'Forget what is known of an end user',
    description: 'Turns that name a deleted value are left out of later prompts; the history keeps them.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'VALIDATION_ERROR'],
    handler: async ({ actor, params }) => {
      await deleteContext({ actor, ...params });
      return done('Context deleted');
    },
  }),
  defineRoute({
    ...writing,
    method: 'DELETE',
    path: '/api/v1/chatbots/:chatbotId/memory/:userId',
    summary: 'Forget an end user',
    description: 'Deletes context, topics and entities at once.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'VALIDATION_ERROR'],
    handler: async ({ actor, params }) => {
      await deleteMemoryOfUser({ actor, ...params });
      return done('Memory deleted');
    },
  }),
];
