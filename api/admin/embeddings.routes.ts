import type { Client } from '@temporalio/client';
import {
  CancelEmbeddingJob,
  EmbeddingJobAnswer,
  EmbeddingJobCancelled,
  EmbeddingJobStarted,
  EmbeddingJobStatus,
  EmbeddingStatistics,
  EmbeddingStatisticsQuery,
  StartEmbeddingJob,
} from '../../contracts/ai/embedding-jobs.contract.js';
import {
  cancelEmbeddingJob,
  listEmbeddingJobs,
  readEmbeddingJob,
  readEmbeddingStatistics,
  startEmbeddingJob,
} from '../../insights/index.js';
import type { JobStarter } from '../../jobs/index.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'ai', tag: 'Embeddings', access: 'admin', limit: 'admin' } as const;
const path = '/api/admin/embeddings';

export interface EmbeddingAdminDependencies {
  starter: JobStarter;
  temporal: Client;
  vectors: VectorStore;
  countWorkers: () => Promise<number | null>;
}

export const createEmbeddingAdminRoutes = ({
  starter,
  temporal,
  vectors,
  countWorkers,
}: EmbeddingAdminDependencies) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: `${path}/stats`,
    summary: 'Tell how much is embedded, and what that cost',
    description:
      'Coverage and the health of the index are computed by comparing the messages with the index itself.',
    request: { query: EmbeddingStatisticsQuery },
    responses: { 200: EmbeddingStatistics },
    handler: async ({ query }) => ok(await readEmbeddingStatistics(vectors, query)),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/generate`,
    summary: 'Embed stored messages in bulk',
    description:
      'Starts a job that embeds the messages of all organisations, or of the one that the named user works in. What has its vector already costs nothing.',
    request: { body: StartEmbeddingJob },
    responses: { 200: EmbeddingJobStarted },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, body: input }) => {
      const { _id: jobId } = await startEmbeddingJob({ actor, starter, input });
      const message = `Embedding generation job started (type: ${input.type})`;
      return ok({ success: true as const, jobId, message });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: `${path}/status`,
    summary: 'Get an embedding job, or the latest ones',
    request: { query: EmbeddingJobStatus },
    responses: { 200: EmbeddingJobAnswer },
    errors: ['NOT_FOUND'],
    handler: async ({ query: { jobId, limit } }) =>
      ok({
        success: true as const,
        ...(jobId === undefined
          ? { jobs: await listEmbeddingJobs(limit) }
          : { job: await readEmbeddingJob(jobId, { countWorkers }) }),
      }),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/cancel`,
    summary: 'Cancel an embedding job',
    description: 'What is embedded stays. The answer waits up to 15 s for the job to come to its end.',
    request: { body: CancelEmbeddingJob },
    responses: { 200: EmbeddingJobCancelled },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ body }) => {
      const { _id: id, status, completedAt } = await cancelEmbeddingJob({ temporal, ...body });
      const job = { id, status, completed_at: completedAt?.toISOString() ?? null };
      return ok({ success: true as const, message: 'Job cancelled successfully', job });
    },
  }),
];
