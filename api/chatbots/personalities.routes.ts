import { z } from 'zod';
import {
  createDefaultPersonality,
  createPersonality,
  deletePersonality,
  personalityRepository,
  presentPersonality,
  promptModifier,
  requireChatbot,
  requirePersonality,
  setDefaultPersonality,
  updatePersonality,
} from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  CreatePersonality,
  ListPersonalities,
  Personality,
  PromptModifier,
  UpdatePersonality,
} from '../../contracts/personalities.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Personalities', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;

export const createPersonalityRoutes = () => [
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:chatbotId/personalities',
    summary: 'List the personalities of a chatbot',
    paginated: true,
    request: { query: ListPersonalities },
    responses: { 200: z.array(Personality) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.chatbotId);
      const request = { ...query, chatbotId: _id, sort: parseSort(query.sort) };
      const { items, total } = await personalityRepository.list(organizationId, request);
      return page(items.map(presentPersonality), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/personalities',
    summary: 'Create a personality for a chatbot',
    description: 'The bot speaks with its default personality; its first one is, unless it says otherwise.',
    idempotent: true,
    request: { body: CreatePersonality },
    responses: { 201: Personality },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      created(
        presentPersonality(await createPersonality({ actor, chatbotId: params.chatbotId, input: body })),
      ),
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/personalities/default',
    summary: 'Give a chatbot a default personality',
    description:
      'A sensible one to start from is created; a bot that has a default keeps it, answered with 200.',
    responses: { 200: Personality, 201: Personality },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      const { personality, isNew } = await createDefaultPersonality({ actor, chatbotId: params.chatbotId });
      return isNew
        ? created(presentPersonality(personality))
        : ok(presentPersonality(personality), 'The chatbot has a default personality already');
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/personalities/:id',
    summary: 'Get a personality',
    responses: { 200: Personality },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => ok(presentPersonality(await requirePersonality(actor, params.id))),
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: '/api/v1/personalities/:id',
    summary: 'Update a personality',
    description: 'Fields that are sent are merged, also inside style; lists are replaced; null clears one.',
    request: { body: UpdatePersonality },
    responses: { 200: Personality },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) =>
      ok(presentPersonality(await updatePersonality({ actor, id: params.id, input: body }))),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/personalities/:id',
    summary: 'Delete a personality',
    description: 'A chatbot whose default it was speaks with none.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await deletePersonality({ actor, id: params.id });
      return done('Personality deleted');
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/personalities/:id/default',
    summary: 'Make a personality the default of its chatbot',
    responses: { 200: Personality },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) =>
      ok(presentPersonality(await setDefaultPersonality({ actor, id: params.id }))),
  }),
  defineRoute({
    ...read,
    path: '/api/v1/personalities/:id/prompt-modifier',
    summary: 'Get what a personality puts into the prompt',
    responses: { 200: PromptModifier },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) =>
      ok({ modifier: promptModifier(await requirePersonality(actor, params.id)) }),
  }),
];
