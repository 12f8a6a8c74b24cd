import { z } from 'zod';
import {
  deleteEvaluation,
  evaluationResultRepository,
  evaluationRunRepository,
  presentEvaluatedCase,
  presentEvaluation,
  requireChatbot,
  requireEvaluation,
  startEvaluation,
} from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  EvaluatedCase,
  Evaluation,
  evaluationLimits,
  EvaluationWithCases,
  ListEvaluatedCases,
  ListEvaluations,
  StartedEvaluation,
  StartEvaluation,
} from '../../contracts/evaluations.contract.js';
import type { JobStarter } from '../../jobs/index.js';
import { accepted, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { largestCases } from './sets.routes.js';

const common = { surface: 'platform', tag: 'Evaluations', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;

export const createEvaluationRoutes = ({ starter }: { starter: JobStarter }) => [
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:id/evaluations',
    summary: 'Evaluate a version of a chatbot',
    description:
      'A job asks the version every question of a set, or those that come as `cases`, in the way that end users ask: with the same prompt, documents and model. Nothing of it shows in conversations, analytics, memory or webhooks, and tools that reach outside of the installation are not called unless `tools` is `all`. `version` and `compareWith` are numbers, `draft` (what is edited) or `published`, as they are now.',
    idempotent: true,
    request: { body: StartEvaluation, bodyLimit: largestCases },
    responses: { 202: StartedEvaluation },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) => {
      const run = await startEvaluation({ actor, chatbotId: params.id, input: body, starter });
      const { id, status, jobId } = await presentEvaluation(run);
      return accepted({ id, status, jobId });
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/evaluations',
    summary: 'List the evaluations of a chatbot',
    paginated: true,
    request: { query: ListEvaluations },
    responses: { 200: z.array(Evaluation) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.id);
      const { items, total } = await evaluationRunRepository.list(organizationId, {
        ...query,
        chatbotId: _id,
        sort: parseSort(query.sort),
      });
      return page(await Promise.all(items.map(presentEvaluation)), total, query);
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/evaluations/:evaluationId',
    summary: 'Get an evaluation',
    description:
      'Its progress, and when it is completed the means with their 95 % intervals, what it took and cost, and the comparison. Answers are there as soon as they are given.',
    responses: { 200: EvaluationWithCases },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params: { id, evaluationId } }) => {
      const run = await requireEvaluation({ actor, chatbotId: id, id: evaluationId });
      const first = { runId: run._id, page: 1, limit: evaluationLimits.casesShown };
      const [evaluation, { items }] = await Promise.all([
        presentEvaluation(run),
        evaluationResultRepository.list(run.organizationId, first),
      ]);
      return ok({ ...evaluation, cases: items.map((result) => presentEvaluatedCase(result, run)) });
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/evaluations/:evaluationId/cases',
    summary: 'List the questions of an evaluation with their answers',
    paginated: true,
    request: { query: ListEvaluatedCases },
    responses: { 200: z.array(EvaluatedCase) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params: { id, evaluationId }, query }) => {
      const run = await requireEvaluation({ actor, chatbotId: id, id: evaluationId });
      const { items, total } = await evaluationResultRepository.list(run.organizationId, {
        ...query,
        runId: run._id,
      });
      return page(
        items.map((result) => presentEvaluatedCase(result, run)),
        total,
        query,
      );
    },
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/chatbots/:id/evaluations/:evaluationId',
    summary: 'Delete an evaluation',
    description: 'With its answers. Refused until its job is over.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { id, evaluationId } }) => {
      await deleteEvaluation({ actor, chatbotId: id, id: evaluationId });
      return done('Evaluation deleted');
    },
  }),
];
