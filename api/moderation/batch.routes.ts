import {
  BatchResultsAnswer,
  ListBatchResults,
  ModerateBatch,
  ModerateBatchAnswer,
  ModerationJobStarted,
  StartModerationJob,
} from '../../contracts/ai/moderation-batch.contract.js';
import { awaitBatch, batchRepository, createBatch } from '../../insights/index.js';
import { jobRepository, type JobStarter } from '../../jobs/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { accepted, ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { paged } from './paged.js';

const common = { surface: 'ai', tag: 'Moderation', access: 'user' } as const;
const bodyLimit = 10_000_000;

export const createBatchRoutes = ({ starter }: { starter: JobStarter }) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/moderation/batch',
    summary: 'Analyse up to 100 contents',
    description:
      'A workflow does it and the request waits for it, a minute at most. A repeat with the same `Idempotency-Key` joins it, or gets its stored result.',
    organizationRole: 'viewer',
    limit: 'moderation',
    idempotent: true,
    request: { body: ModerateBatch, bodyLimit },
    responses: { 200: ModerateBatchAnswer },
    errors: ['SERVICE_UNAVAILABLE'],
    sentences: { SERVER_ERROR: 'Batch moderation failed' },
    handler: async ({ actor, body, idempotencyKey, signal }) =>
      ok(await awaitBatch(await createBatch({ actor, input: body, idempotencyKey, starter }), signal)),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/moderation/batch/jobs',
    summary: 'Analyse up to 10,000 contents, or stored messages without a limit, in the background',
    description:
      'Either `items`, or a `selection` of the messages that were stored until now; the job gathers those, and looks at each as it is at that moment. The job is at `/api/v1/jobs/{id}`, where it can be followed, paused, resumed and cancelled.',
    organizationRole: 'editor',
    limit: 'moderation',
    idempotent: true,
    request: { body: StartModerationJob, bodyLimit },
    responses: { 202: ModerationJobStarted },
    handler: async ({ actor, body, idempotencyKey }) => {
      const job = await createBatch({ actor, input: body, idempotencyKey, starter });
      return accepted({ success: true, jobId: job._id });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/moderation/batch/jobs/:jobId/results',
    summary: 'List the results of a batch',
    organizationRole: 'viewer',
    limit: 'read',
    request: { query: ListBatchResults },
    responses: { 200: BatchResultsAnswer },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const job = await jobRepository.find(actor.organizationId, params.jobId);
      if (job?.kind !== 'moderation-batch') throw notFound('Batch');
      const { items, total } = await batchRepository.results(actor.organizationId, job._id, query);
      const results = items.flatMap(({ result }) => result ?? []);
      return ok({
        success: true,
        jobId: job._id,
        status: job.status,
        results,
        ...paged(items.length, total, query),
      });
    },
  }),
];
