import type { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { askToCancel, jobRepository, type JobDocument } from '../../../jobs/index.js';
import { requireEmbeddingJob } from './read-embedding-jobs.js';

/** What is in hand comes to its end first; who asks waits so long for it. */
const patienceMs = 15_000;
const lookAgainMs = 100;

/** Asks a job to stop and waits a while until it has. @throws AppError NOT_FOUND, CONFLICT when it has ended */
export async function cancelEmbeddingJob({
  temporal,
  jobId,
}: {
  temporal: Client;
  jobId: string;
}): Promise<JobDocument> {
  const asked = await askToCancel(await requireEmbeddingJob(jobId), temporal);
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const job = await jobRepository.find(asked.organizationId, jobId);
    if (!job || job.completedAt) return job ?? asked;
    await sleep(lookAgainMs);
  }
  return asked;
}
