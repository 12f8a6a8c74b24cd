import { z } from 'zod';
import { Id, pageFields, sortField, Timestamp } from './common.contract.js';

export const jobKinds = [
  'ingest',
  'reindex',
  'training',
  'learning',
  'evaluation',
  'embeddings',
  'digest',
  'moderation-batch',
  'user-deletion',
  'backup',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** What an ordinary kind of job is done for, when it is not simply what it says. */
export const jobPurposes = ['refresh', 'generate', 'apply', 'undo', 'initial', 'reindex', 'repair'] as const;
export type JobPurpose = (typeof jobPurposes)[number];

export const jobStatuses = ['queued', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const jobItemStatuses = ['pending', 'running', 'done', 'failed', 'skipped', 'cancelled'] as const;
export type JobItemStatus = (typeof jobItemStatuses)[number];

/** Counts of a job's items, derived from their statuses. */
export interface JobCounts {
  total: number;
  done: number;
  failed: number;
  skipped: number;
}

/** What every workflow of a job is started with: its id; everything else is in the database. */
export interface JobInput {
  jobId: string;
}

export const JobProgress = z
  .strictObject({
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    skipped: z.int(),
    percentage: z.number().min(0).max(100),
    estimatedTimeRemaining: z
      .int()
      .nullable()
      .meta({ description: 'Milliseconds; null while it cannot be told' }),
  })
  .meta({ id: 'JobProgress' });

export const Job = z
  .strictObject({
    id: Id,
    kind: z.enum(jobKinds),
    purpose: z.enum(jobPurposes).nullable().meta({
      description:
        'refresh: pages are fetched again. Of learning: items are proposed, applied, or taken back. Of embeddings: what is embedded',
    }),
    status: z.enum(jobStatuses),
    progress: JobProgress,
    stage: z.string().nullable(),
    waiting: z.string().nullable().meta({ description: 'Why the job does not move at the moment' }),
    error: z.string().nullable(),
    result: z.record(z.string(), z.unknown()).nullable(),
    subject: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
    workflowId: z.string(),
    runId: z.string().nullable(),
    url: z.string().nullable().meta({ description: 'Opens the job in the Temporal UI' }),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    pausedAt: Timestamp.nullable().meta({ description: 'Since when the job rests; null while it does not' }),
    completedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.output<typeof Job>;

export const ListJobs = z.strictObject({
  ...pageFields,
  sort: sortField(['createdAt'], 'createdAt:desc'),
  kind: z.enum(jobKinds).optional(),
  status: z.enum(jobStatuses).optional(),
});
export type ListJobs = z.output<typeof ListJobs>;

export const JobItem = z
  .strictObject({
    id: Id,
    subjectId: Id,
    title: z.string().nullable(),
    status: z.enum(jobItemStatuses),
    error: z.string().nullable(),
    attempts: z.int(),
    updatedAt: Timestamp,
  })
  .meta({ id: 'JobItem' });
export type JobItem = z.output<typeof JobItem>;

export const ListJobItems = z.strictObject({ ...pageFields, status: z.enum(jobItemStatuses).optional() });
export type ListJobItems = z.output<typeof ListJobItems>;
