import { Counter, Histogram } from 'prom-client';
import type { JobCounts } from '../contracts/jobs.contract.js';
import { observedGauge } from '../platform/metrics/observed-gauge.js';
import type { JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';

const started = new Counter({
  name: 'jobs_started_total',
  help: 'Jobs that began to run, retries counted each',
  labelNames: ['kind'] as const,
});
const ended = new Counter({
  name: 'jobs_ended_total',
  help: 'Jobs that ended, by how',
  labelNames: ['kind', 'status'] as const,
});
const seconds = new Histogram({
  name: 'job_duration_seconds',
  help: 'Time from the begin of a job to its end',
  labelNames: ['kind', 'status'] as const,
  buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400],
});
const items = new Counter({
  name: 'job_items_total',
  help: 'Items of ended jobs, by their outcome',
  labelNames: ['kind', 'outcome'] as const,
});
const unfinished = observedGauge({
  name: 'jobs_unfinished',
  help: 'Jobs of the installation that have not ended',
  labelNames: ['kind', 'status'],
});

export const countStart = ({ kind }: JobDocument): void => started.inc({ kind });

export function countEnd(job: JobDocument, { done, failed, skipped }: JobCounts): void {
  const { kind, status, startedAt, completedAt } = job;
  ended.inc({ kind, status });
  if (startedAt && completedAt)
    seconds.observe({ kind, status }, (completedAt.getTime() - startedAt.getTime()) / 1_000);
  for (const [outcome, count] of Object.entries({ done, failed, skipped }))
    items.inc({ kind, outcome }, count);
}

/** Counts the jobs under way whenever someone asks. @returns what ends it. */
export const measureJobs = (): (() => void) =>
  unfinished.observe(async () =>
    (await jobRepository.systemCountUnfinished()).map(({ kind, status, count }) => ({
      labels: { kind, status },
      value: count,
    })),
  );
