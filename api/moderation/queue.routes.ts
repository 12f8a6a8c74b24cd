import { ListQueue, QueueAnswer, QueueItemAnswer } from '../../contracts/ai/moderation-queue.contract.js';
import {
  actionRepository,
  claimItem,
  presentAction,
  presentQueueItem,
  queueItemRepository,
} from '../../insights/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { paged } from './paged.js';

const common = { surface: 'ai', tag: 'Moderation', access: 'moderator' } as const;
const latest = { page: 1, limit: 100 };

const historyOf = async (organizationId: string, itemId: string) =>
  (await actionRepository.list(organizationId, { ...latest, itemId })).items.map(presentAction);

export const createQueueRoutes = () => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/moderation/queue',
    summary: 'List what waits for a moderator, and what was decided',
    description: 'The most urgent first, and of equal urgency the one that has waited longest.',
    limit: 'read',
    request: { query: ListQueue },
    responses: { 200: QueueAnswer },
    handler: async ({ actor, query }) => {
      const { items, total } = await queueItemRepository.list(actor.organizationId, query);
      return ok({ success: true, queue: items.map(presentQueueItem), ...paged(items.length, total, query) });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/moderation/queue/:itemId',
    summary: 'Get an item with all that was done about it',
    limit: 'read',
    responses: { 200: QueueItemAnswer },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const item = await queueItemRepository.find(actor.organizationId, params.itemId);
      if (!item) throw notFound('Queue item');
      const history = await historyOf(actor.organizationId, params.itemId);
      return ok({ success: true, item: presentQueueItem(item), history });
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/moderation/queue/:itemId/claim',
    summary: 'Take an item on',
    description:
      'Its status is `reviewing` then, and no other moderator gets it. Approve or reject it afterwards.',
    limit: 'moderation',
    responses: { 200: QueueItemAnswer },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      const item = await claimItem({ actor, itemId: params.itemId });
      const history = await historyOf(actor.organizationId, params.itemId);
      return ok({ success: true, item: presentQueueItem(item), history });
    },
  }),
];
