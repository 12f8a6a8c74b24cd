import { proxyActivities } from '@temporalio/workflow';
import type { createIngestActivities } from '../../activities/ingest.activities.js';
import type { JobCounts, JobInput } from '../../contracts/jobs.contract.js';

const { beginIngest, ingestNextBatch, completeIngest } = proxyActivities<
  ReturnType<typeof createIngestActivities>
>({ startToCloseTimeout: '1 hour' });

/** What a careless change would be: the batches come before the beginning. */
export async function ingest({ jobId }: JobInput): Promise<JobCounts> {
  await ingestNextBatch({ jobId, size: 20 });
  await beginIngest({ jobId });
  return completeIngest({ jobId });
}
