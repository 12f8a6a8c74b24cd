import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository, type JobDocument, type JobOfRun } from '../jobs/index.js';
import {
  abandonIngest,
  collectionOf,
  discardItems,
  ingestBatch,
  keptVectorRepository,
  knowledgeBaseRepository,
  knowledgeItemRepository,
  type FairExtractors,
  type IngestDependencies,
} from '../knowledge/index.js';
import { beginJob, type Begun } from './begin-job.js';
import { skipItems } from './skip-items.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWorkDependencies } from './work-on-job.js';

export interface IngestActivityDependencies
  extends Omit<IngestDependencies, 'extractor'>, JobWorkDependencies {
  extractors: FairExtractors;
}

/** The activities of the ingestion workflow; each may be repeated without changing what it already did. */
export const createIngestActivities = ({
  run,
  notices,
  turns,
  extractors,
  ...shared
}: IngestActivityDependencies) => {
  /** Ends the job early: what is not taken in is given up first. */
  const abandon = async (ref: JobOfRun, reason: string): Promise<void> => {
    const job = await run.find(ref);
    if (!job) return;
    const { organizationId } = job;
    const { vectors } = shared;
    await abandonIngest({ organizationId, jobId: job._id, base: await baseOf(job), reason, vectors });
    await keptVectorRepository.forgetJob(organizationId, job._id);
  };

  return {
    beginIngest: ({ jobId }: JobInput): Promise<Begun> =>
      beginJob(run, jobId, (_, ref) => run.note(ref, { stage: 'ingesting' })),

    async ingestNextBatch({ jobId, size }: JobInput & { size: number }): Promise<{ claimed: number }> {
      const dependencies = { run, notices, turns, giveBack: putOff };
      return workOnJob(dependencies, jobId, async ({ job, token, tellProgress, ...part }) => {
        const jobItems = await jobItemRepository.claim(jobId, token, size);
        if (jobItems.length === 0) return { claimed: 0 };
        const base = await baseOf(job);
        if (!base) {
          const subjects = jobItems.map(({ subjectId }) => subjectId);
          await discardItems(job.organizationId, subjects, shared.blobs);
          await skipItems(jobItems, token);
          return { claimed: jobItems.length };
        }
        const extractor = extractors.of(job.organizationId);
        await ingestBatch(jobItems, { base, jobId, token, ...part, dependencies: { ...shared, extractor } });
        await putOff(job, token);
        await tellProgress();
        return { claimed: jobItems.length };
      });
    },

    async completeIngest({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        const job = await run.find(ref);
        if (!job) return run.counts(jobId);
        await run.note(ref, { stage: 'optimizing' });
        const base = await baseOf(job);
        if (base) await shared.vectors.optimize(collectionOf(base));
        await keptVectorRepository.forgetJob(job.organizationId, jobId);
        return run.complete(ref);
      });
    },

    async cancelIngest({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        await abandon(ref, 'The ingestion was cancelled');
        return run.cancel(ref);
      });
    },

    async failIngest({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        const ref = refOf(jobId);
        await abandon(ref, `The ingestion failed: ${reason}`);
        return run.fail(ref, reason);
      });
    },
  };
};

const baseOf = async ({ organizationId, subject }: JobDocument) =>
  subject && knowledgeBaseRepository.find(organizationId, subject.id);

/** What the batch did not come to waits again. */
async function putOff({ _id, organizationId }: JobDocument, token: string): Promise<void> {
  const subjects = await jobItemRepository.giveBack(_id, token);
  if (subjects.length > 0) await knowledgeItemRepository.putOff(organizationId, subjects);
}
