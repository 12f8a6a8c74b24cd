import { z } from 'zod';
import {
  chatbotRepository,
  createChatbot,
  deleteChatbot,
  presentChatbot,
  requireChatbot,
  updateChatbot,
} from '../../bots/index.js';
import { Chatbot, CreateChatbot, ListChatbots, UpdateChatbot } from '../../contracts/chatbots.contract.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Chatbots', access: 'user' } as const;

export const createChatbotRoutes = () => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots',
    summary: 'List chatbots',
    organizationRole: 'viewer',
    limit: 'read',
    paginated: true,
    request: { query: ListChatbots },
    responses: { 200: z.array(Chatbot) },
    handler: async ({ actor, query }) => {
      const { items, total } = await chatbotRepository.list(actor.organizationId, {
        ...query,
        sort: parseSort(query.sort),
      });
      return page(items.map(presentChatbot), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots',
    summary: 'Create a chatbot',
    organizationRole: 'editor',
    limit: 'management',
    idempotent: true,
    request: { body: CreateChatbot },
    responses: { 201: Chatbot },
    errors: ['CONFLICT'],
    handler: async ({ actor, body }) => created(presentChatbot(await createChatbot({ actor, input: body }))),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots/:id',
    summary: 'Get a chatbot',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: Chatbot },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => ok(presentChatbot(await requireChatbot(actor, params.id))),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/chatbots/:id',
    summary: 'Update a chatbot',
    description: 'Fields that are sent are merged; null clears one.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: UpdateChatbot },
    responses: { 200: Chatbot },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      ok(presentChatbot(await updateChatbot({ actor, id: params.id, input: body }))),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/chatbots/:id',
    summary: 'Delete a chatbot',
    description: 'Its knowledge bases, conversations and what it remembers of end users are deleted with it.',
    organizationRole: 'owner',
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await deleteChatbot({ actor, id: params.id });
      return done('Chatbot deleted');
    },
  }),
];
