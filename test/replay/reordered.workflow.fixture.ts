import { proxyActivities } from '@temporalio/workflow';
import type { createBackupActivities } from '../../activities/backup.activities.js';
import type { createDigestActivities } from '../../activities/digest.activities.js';
import type { createEmbeddingActivities } from '../../activities/embeddings.activities.js';
import type { createEvaluationActivities } from '../../activities/evaluation.activities.js';
import type { createIngestActivities } from '../../activities/ingest.activities.js';
import type { createLearningActivities } from '../../activities/learning.activities.js';
import type { createModerationBatchActivities } from '../../activities/moderation-batch.activities.js';
import type { createReindexActivities } from '../../activities/reindex.activities.js';
import type { createTrainingActivities } from '../../activities/training.activities.js';
import type { JobCounts, JobInput } from '../../contracts/jobs.contract.js';

const { beginIngest, ingestNextBatch, completeIngest } = proxyActivities<
  ReturnType<typeof createIngestActivities>
>({ startToCloseTimeout: '1 hour' });

/** Nor may an activity be left out. */
export const refreshSource = async (): Promise<{ jobId: null }> => ({ jobId: null });
export const scheduledDigest = refreshSource;

export const moderationExpiry = async (): Promise<{ ended: boolean }> => ({ ended: true });

export const userDeletion = async ({ jobId }: JobInput): Promise<JobInput> => ({ jobId });

/** What a careless change would be: the batches come before the beginning. */
export async function ingest({ jobId }: JobInput): Promise<JobCounts> {
  await ingestNextBatch({ jobId, size: 20 });
  await beginIngest({ jobId });
  return completeIngest({ jobId });
}

const { beginReindex, swapIndexes, completeReindex } = proxyActivities<
  ReturnType<typeof createReindexActivities>
>({ startToCloseTimeout: '1 hour' });

/** The indexes are swapped before anything is in the new one. */
export async function reindex({ jobId }: JobInput): Promise<JobCounts> {
  await swapIndexes({ jobId });
  await beginReindex({ jobId });
  return completeReindex({ jobId });
}

const { beginTraining, checkTraining, completeTraining } = proxyActivities<
  ReturnType<typeof createTrainingActivities>
>({ startToCloseTimeout: '1 hour' });

/** The examples are looked at before the job is begun. */
export async function training({ jobId }: JobInput): Promise<JobCounts> {
  await checkTraining({ jobId });
  await beginTraining({ jobId });
  return completeTraining({ jobId });
}

const { beginLearning, prepareLearning, completeLearning } = proxyActivities<
  ReturnType<typeof createLearningActivities>
>({ startToCloseTimeout: '1 hour' });

/** What is to be learned is looked for before the job is begun. */
export async function learning({ jobId }: JobInput): Promise<JobCounts> {
  await prepareLearning({ jobId });
  await beginLearning({ jobId });
  return completeLearning({ jobId });
}

const { beginEvaluation, evaluateNext, completeEvaluation } = proxyActivities<
  ReturnType<typeof createEvaluationActivities>
>({ startToCloseTimeout: '1 hour' });

/** Questions are asked before the job is begun. */
export async function evaluation({ jobId }: JobInput): Promise<JobCounts> {
  await evaluateNext({ jobId });
  await beginEvaluation({ jobId });
  return completeEvaluation({ jobId });
}

const { beginEmbeddings, completeEmbeddings } = proxyActivities<ReturnType<typeof createEmbeddingActivities>>(
  { startToCloseTimeout: '1 hour' },
);

/** The job ends before it is begun. */
export async function embeddings({ jobId }: JobInput): Promise<JobCounts> {
  const counts = await completeEmbeddings({ jobId });
  await beginEmbeddings({ jobId });
  return counts;
}

const { beginDigest, makeNextDigest, completeDigest } = proxyActivities<
  ReturnType<typeof createDigestActivities>
>({ startToCloseTimeout: '1 hour' });

/** The digest is made before the job is begun. */
export async function digest({ jobId }: JobInput): Promise<JobCounts> {
  await makeNextDigest({ jobId, size: 1 });
  await beginDigest({ jobId });
  return completeDigest({ jobId });
}

const { beginModeration, moderateNextItems, completeModeration } = proxyActivities<
  ReturnType<typeof createModerationBatchActivities>
>({ startToCloseTimeout: '1 hour' });

/** The items are moderated before the job is begun. */
export async function moderationBatch({ jobId }: JobInput): Promise<JobCounts> {
  await moderateNextItems({ jobId, size: 50 });
  await beginModeration({ jobId });
  return completeModeration({ jobId });
}

const { beginBackup, writeNextPart, completeBackup } = proxyActivities<
  ReturnType<typeof createBackupActivities>
>({ startToCloseTimeout: '1 hour' });

/** A part is written before it is planned. */
export async function backup({ jobId }: JobInput): Promise<JobCounts> {
  await writeNextPart({ jobId });
  await beginBackup({ jobId });
  return completeBackup({ jobId });
}
