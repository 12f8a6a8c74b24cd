import type { Client } from '@temporalio/client';
import { z } from 'zod';
import {
  cancelTraining,
  presentSession,
  publishTraining,
  requireChatbot,
  requireSession,
  startTraining,
  trainingSessionRepository,
} from '../../bots/index.js';
import { parseSort } from '../../contracts/common.contract.js';
import {
  ListTrainingSessions,
  StartedTraining,
  StartTraining,
  TrainingSession,
} from '../../contracts/training.contract.js';
import type { JobStarter } from '../../jobs/index.js';
import { accepted, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Training', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;

export interface TrainingRouteDependencies {
  starter: JobStarter;
  temporal: Client;
  /** Whether a provider is configured that fine-tunes models. */
  canFineTune: () => boolean;
}

export const createTrainingRoutes = ({ starter, temporal, canFineTune }: TrainingRouteDependencies) => [
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/training/sessions',
    summary: 'Train a chatbot',
    description:
      'A job checks the examples, holds a part of them out, learns from the rest, and measures the model on what was held out. The bot then uses the model as a new version; when it is worse than the present one on the same examples it waits for approval instead. With the method `fine-tuning` OpenAI trains a model on the examples that have an output, which may take hours.',
    idempotent: true,
    request: { body: StartTraining },
    responses: { 202: StartedTraining },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) => {
      const session = await startTraining({
        actor,
        chatbotId: params.chatbotId,
        input: body,
        canFineTune: canFineTune(),
        starter,
      });
      const { id, status, jobId } = await presentSession(session);
      return accepted({ id, status, jobId });
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:chatbotId/training/sessions',
    summary: 'List the training sessions of a chatbot',
    paginated: true,
    request: { query: ListTrainingSessions },
    responses: { 200: z.array(TrainingSession) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.chatbotId);
      const { items, total } = await trainingSessionRepository.list(organizationId, {
        ...query,
        chatbotId: _id,
        sort: parseSort(query.sort),
      });
      return page(await Promise.all(items.map(presentSession)), total, query);
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/training/sessions/:id',
    summary: 'Get a training session',
    description: 'Its progress, and when it has ended its figures, measured on examples that were held out.',
    responses: { 200: TrainingSession },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => ok(await presentSession(await requireSession(actor, params.id))),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/training/sessions/:id',
    summary: 'Cancel a training session',
    description: 'Also one that waits for approval. The bot goes on with the model that it has.',
    responses: { 200: TrainingSession },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) =>
      ok(await presentSession(await cancelTraining({ actor, temporal, id: params.id }))),
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/training/sessions/:id/publish',
    summary: 'Approve a trained model',
    description: 'Gives the bot a model that waits for approval, as a new version.',
    responses: { 200: TrainingSession },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) =>
      ok(await presentSession(await publishTraining({ actor, id: params.id }))),
  }),
];
