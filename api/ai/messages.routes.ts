import {
  DeleteMessages,
  ListMessages,
  Messages,
  MessagesDeleted,
  MessagesStored,
  StoreMessages,
} from '../../contracts/ai/messages.contract.js';
import { deleteMessages, messageRepository, presentMessage, storeMessages } from '../../insights/index.js';
import { ok, paginationOf } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'ai', tag: 'Messages', path: '/api/ai/messages', access: 'user' } as const;

export const createMessageRoutes = () => [
  defineRoute({
    ...common,
    method: 'POST',
    summary: 'Store messages of channels',
    description:
      'Keeps up to 1,000 messages for digests, searches and embeddings. A known id is replaced, so that repeating a request changes nothing.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: StoreMessages, bodyLimit: 10_000_000 },
    responses: { 200: MessagesStored },
    handler: async ({ actor, body }) => ok(await storeMessages({ actor, input: body })),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    summary: 'List stored messages',
    organizationRole: 'viewer',
    limit: 'read',
    request: { query: ListMessages },
    responses: { 200: Messages },
    handler: async ({ actor, query }) => {
      const { items, total } = await messageRepository.list(actor.organizationId, query);
      const pagination = paginationOf(total, query);
      return ok({ success: true as const, messages: items.map(presentMessage), pagination });
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    summary: 'Delete stored messages',
    description: 'One by its `id`, or all of a channel by `channelId`. Their texts are gone at once.',
    organizationRole: 'editor',
    limit: 'management',
    request: { query: DeleteMessages },
    responses: { 200: MessagesDeleted },
    handler: async ({ actor, query }) =>
      ok({ success: true as const, deleted: await deleteMessages({ actor, input: query }) }),
  }),
];
