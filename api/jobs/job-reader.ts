import type { Redis } from 'ioredis';
import type { Actor } from '../../accounts/index.js';
import type { Job } from '../../contracts/jobs.contract.js';
import {
  countWorkers,
  countsOfJobs,
  jobPolicy,
  jobRepository,
  presentJob,
  type JobDocument,
} from '../../jobs/index.js';
import { notFound } from '../../platform/errors/app-error.js';

export interface JobReader {
  /** @throws AppError NOT_FOUND */
  require(actor: Actor, id: string): Promise<JobDocument>;
  read(actor: Actor, id: string): Promise<Job>;
  presentOne(job: JobDocument): Promise<Job>;
  present(jobs: JobDocument[]): Promise<Job[]>;
}

/** Jobs with their counts and with what keeps them waiting. */
export function createJobReader({ redis, uiUrl }: { redis: Redis; uiUrl: string | null }): JobReader {
  const present = async (jobs: JobDocument[]): Promise<Job[]> => {
    const isWaiting = jobs.some((job) => job.completedAt === null);
    const [counts, workers] = await Promise.all([
      countsOfJobs(jobs.map(({ _id }) => _id)),
      isWaiting ? countWorkers(redis) : null,
    ]);
    return jobs.map((job) => presentJob(job, { counts: counts(job._id), uiUrl, noWorker: workers === 0 }));
  };
  const presentOne = async (job: JobDocument): Promise<Job> => {
    const [presented] = await present([job]);
    if (!presented) throw notFound('Job');
    return presented;
  };
  const require = async (actor: Actor, id: string): Promise<JobDocument> => {
    const job = await jobRepository.find(actor.organizationId, id);
    if (!job || !jobPolicy.read(actor, job)) throw notFound('Job');
    return job;
  };
  return { require, present, presentOne, read: async (actor, id) => presentOne(await require(actor, id)) };
}
