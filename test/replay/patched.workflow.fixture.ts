import { patched, proxyActivities } from '@temporalio/workflow';
import type { createIngestActivities } from '../../activities/ingest.activities.js';
import type { JobCounts, JobInput } from '../../contracts/jobs.contract.js';
import { ingest as asBefore } from '../../workflows/ingest.workflow.js';

export * from '../../workflows/index.js';

const { ingestNextBatch } = proxyActivities<ReturnType<typeof createIngestActivities>>({
  startToCloseTimeout: '1 hour',
});

/** What a careful change is: a run that begins now takes a first item alone; one that began before goes on as it began. */
export async function ingest({ jobId }: JobInput): Promise<JobCounts> {
  if (patched('first-item-alone')) await ingestNextBatch({ jobId, size: 1 });
  return asBefore({ jobId });
}
