import { z } from 'zod';
import {
  applyLearning,
  changeLearningStatus,
  createLearningItem,
  deleteLearningItem,
  generateLearning,
  learningItemRepository,
  presentLearningItem,
  requireChatbot,
  requireLearningItem,
  undoLearning,
  updateLearningItem,
} from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  AcceptedApplication,
  AcceptedLearning,
  ApplyLearning,
  ChangeLearningStatus,
  CreateLearningItem,
  GenerateLearning,
  LearningItem,
  ListLearning,
  UndoLearning,
  UpdateLearningItem,
} from '../../contracts/learning.contract.js';
import type { JobStarter } from '../../jobs/index.js';
import { accepted, created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Learning', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;
const ofBot = '/api/v1/chatbots/:chatbotId/learning';
const one = '/api/v1/learning/:learningId';

export const createLearningRoutes = ({ starter }: { starter: JobStarter }) => [
  defineRoute({
    ...read,
    path: ofBot,
    summary: 'Get learning items for a chatbot',
    description:
      'What the bot may learn, is to learn and has learned. `search` looks at questions and answers.',
    paginated: true,
    request: { query: ListLearning },
    responses: { 200: z.array(LearningItem) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.chatbotId);
      const request = { ...query, chatbotId: _id, sort: parseSort(query.sort) };
      const { items, total } = await learningItemRepository.list(organizationId, request);
      return page(items.map(presentLearningItem), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: ofBot,
    summary: 'Add manual learning item',
    description: 'It waits for approval like those that are generated. A question stands once for each kind.',
    idempotent: true,
    request: { body: CreateLearningItem },
    responses: { 201: LearningItem },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      created(
        presentLearningItem(await createLearningItem({ actor, chatbotId: params.chatbotId, input: body })),
      ),
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: `${ofBot}/generate`,
    summary: 'Generate learning items',
    description:
      'A job proposes items from what the bot could not answer, what was rated low, and messages near its intents. An answer is proposed where something supports it: a well rated answer to such a question, or documents that were not enough to answer with; otherwise it is left to be written. What an item is about already is not proposed again.',
    idempotent: true,
    request: { body: GenerateLearning },
    responses: { 202: AcceptedLearning },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) => {
      const { _id } = await generateLearning({ actor, chatbotId: params.chatbotId, input: body, starter });
      return accepted({ jobId: _id });
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: `${ofBot}/apply`,
    summary: 'Apply learning to a chatbot',
    description:
      'A job puts approved answers into the knowledge base “Learned answers” and waits until they can be searched, and approved examples and corrections into the dataset “Learned examples”, on which the bot is trained. Each item is applied once, whatever is restarted meanwhile.',
    idempotent: true,
    request: { body: ApplyLearning },
    responses: { 202: AcceptedApplication },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      accepted(await applyLearning({ actor, chatbotId: params.chatbotId, input: body, starter })),
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: `${ofBot}/:learningId/undo`,
    summary: 'Take back what was learned',
    description:
      'A job removes exactly what applying the item has added; the item is approved again. When the bot’s model has learnt from it, the bot is trained anew without it.',
    idempotent: true,
    request: { body: UndoLearning },
    responses: { 202: AcceptedLearning },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) => {
      const { _id } = await undoLearning({ actor, ...params, input: body, starter });
      return accepted({ jobId: _id });
    },
  }),
  defineRoute({
    ...read,
    path: one,
    summary: 'Get a learning item',
    responses: { 200: LearningItem },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) =>
      ok(presentLearningItem(await requireLearningItem(actor, params.learningId))),
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: one,
    summary: 'Update a learning item',
    description: 'Until it is applied.',
    request: { body: UpdateLearningItem },
    responses: { 200: LearningItem },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      ok(presentLearningItem(await updateLearningItem({ actor, id: params.learningId, input: body }))),
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: `${one}/status`,
    summary: 'Update learning item status',
    description:
      'Approves or rejects it, or puts it back to `pending`. Only what has something to teach can be approved.',
    request: { body: ChangeLearningStatus },
    responses: { 200: LearningItem },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body: { status } }) =>
      ok(presentLearningItem(await changeLearningStatus({ actor, id: params.learningId, status }))),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: one,
    summary: 'Delete a learning item',
    description: 'What is applied is to be taken back first.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      await deleteLearningItem({ actor, id: params.learningId });
      return done('Learning item deleted');
    },
  }),
];
