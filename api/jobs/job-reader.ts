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
  /** @throws AppError NOT_FOUND */
  read(actor: Actor, id: string): Promise<Job>;
  /** As `read`, but one look serves all who ask for what is no older than it. @param since by `performance` */
  readSince(actor: Actor, id: string, since: number): Promise<Job>;
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
  const read = async (actor: Actor, id: string): Promise<Job> => presentOne(await require(actor, id));
  /** Of those who follow jobs at this moment. */
  const looks = new Map<string, Look>();
  const readSince = async (actor: Actor, id: string, since: number): Promise<Job> => {
    const key = `${actor.organizationId} ${id}`;
    const former = looks.get(key);
    if (former && former.at >= since && jobPolicy.read(actor, await former.stored)) return former.presented;
    const stored = require(actor, id);
    const look = { at: performance.now(), stored, presented: stored.then(presentOne) };
    looks.set(key, look);
    setTimeout(() => looks.get(key) === look && looks.delete(key), forgottenAfterMs).unref();
    return look.presented;
  };
  return { require, present, presentOne, read, readSince };
}

/** One reading of a job, begun at that time. */
interface Look {
  at: number;
  stored: Promise<JobDocument>;
  presented: Promise<Job>;
}

const forgottenAfterMs = 1_000;
