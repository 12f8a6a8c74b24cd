import { z } from 'zod';
import { Id, Timestamp } from '../common.contract.js';
import { JobItem, jobStatuses } from '../jobs.contract.js';

export const embeddingJobTypes = ['initial', 'reindex', 'repair'] as const;
export type EmbeddingJobType = (typeof embeddingJobTypes)[number];

export const StartEmbeddingJob = z
  .strictObject({
    type: z.enum(embeddingJobTypes).default('initial').meta({
      description:
        'initial: messages without a vector; reindex: all of them, beside the index that is searched; repair: those whose vector is missing or stale',
    }),
    userId: Id.optional().meta({
      description:
        'To run as: only what this user may see is embedded. An administrator sees all organisations.',
    }),
  })
  .meta({ id: 'StartEmbeddingJob' });
export type StartEmbeddingJob = z.output<typeof StartEmbeddingJob>;

export const EmbeddingJobStarted = z
  .strictObject({ success: z.literal(true), jobId: Id, message: z.string() })
  .meta({ id: 'EmbeddingJobStarted' });

const summary = {
  id: Id,
  job_type: z.enum(embeddingJobTypes),
  status: z.enum(jobStatuses),
  total_messages: z.int(),
  processed_messages: z.int(),
  successful_embeddings: z.int(),
  failed_embeddings: z.int(),
  started_at: Timestamp.nullable(),
  completed_at: Timestamp.nullable(),
  created_at: Timestamp,
};

export const EmbeddingJob = z
  .strictObject({
    ...summary,
    error_message: z.string().nullable(),
    updated_at: Timestamp,
    metadata: z.record(z.string(), z.unknown()),
    percentage: z.number(),
    estimatedTimeRemaining: z
      .int()
      .nullable()
      .meta({ description: 'Milliseconds; null while it cannot be told' }),
    waiting: z.string().nullable().meta({ description: 'Why the job does not move at the moment' }),
    failures: z.array(JobItem).meta({
      description: 'The first of the messages that could not be embedded; the rest are items of the job',
    }),
  })
  .meta({ id: 'EmbeddingJob' });
export type EmbeddingJob = z.output<typeof EmbeddingJob>;

export const EmbeddingJobSummary = z.strictObject(summary).meta({ id: 'EmbeddingJobSummary' });
export type EmbeddingJobSummary = z.output<typeof EmbeddingJobSummary>;

export const EmbeddingJobStatus = z.strictObject({
  jobId: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

/** One job when it was asked for, otherwise the latest. */
export const EmbeddingJobAnswer = z
  .strictObject({
    success: z.literal(true),
    job: EmbeddingJob.optional(),
    jobs: z.array(EmbeddingJobSummary).optional(),
  })
  .meta({ id: 'EmbeddingJobAnswer' });

export const CancelEmbeddingJob = z
  .strictObject({ jobId: z.string().min(1).max(200) })
  .meta({ id: 'CancelEmbeddingJob' });

export const EmbeddingJobCancelled = z
  .strictObject({
    success: z.literal(true),
    message: z.string(),
    job: z.strictObject({ id: Id, status: z.enum(jobStatuses), completed_at: Timestamp.nullable() }),
  })
  .meta({ id: 'EmbeddingJobCancelled' });

export const EmbeddingStatisticsQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(365).default(30),
  orgId: Id.optional().meta({ description: 'Of one organisation only' }),
});

const text = z.string().nullable();

export const EmbeddingStatistics = z
  .strictObject({
    success: z.literal(true),
    coverage: z.strictObject({
      totalMessages: z.int(),
      messagesWithEmbeddings: z.int(),
      coveragePercentage: z.number().nullable(),
      pendingEmbeddings: z.int(),
      failedEmbeddings: z.int(),
      oldestUnembeddedMessage: Timestamp.nullable(),
    }),
    indexHealth: z.strictObject({
      indexName: z.string(),
      indexSize: z.int().meta({ description: 'Bytes that the vectors take' }),
      totalVectors: z.int(),
      indexEfficiency: z.number().nullable().meta({
        description: 'Share of the vectors that belong to a message as it is now; null without any',
      }),
    }),
    performance: z.strictObject({
      totalEmbeddings: z.int(),
      totalTokens: z.int(),
      totalCost: text,
      avgCostPerEmbedding: text,
      cacheHitRate: text,
      errorRate: text,
    }),
    queue: z.strictObject({ pending: z.int(), processing: z.int(), failed: z.int() }),
    cache: z.strictObject({
      totalEntries: z.int(),
      totalUsage: z.int(),
      recentlyUsed: z.int(),
      avgUsagePerEntry: z.number().nullable(),
    }),
    dailyStats: z.array(
      z.strictObject({
        date: z.string(),
        model: z.string(),
        total_embeddings: z.int(),
        total_tokens: z.int(),
        estimated_cost: text,
        avg_processing_time_ms: z.number().nullable(),
        cache_hit_count: z.int(),
        cache_miss_count: z.int(),
        error_count: z.int(),
      }),
    ),
  })
  .meta({ id: 'EmbeddingStatistics' });
export type EmbeddingStatistics = z.output<typeof EmbeddingStatistics>;
