import type { Job, JobCounts, JobItem } from '../contracts/jobs.contract.js';
import type { JobItemDocument } from './job-item.model.js';
import type { JobDocument } from './job.model.js';

export interface PresentJobOptions {
  counts: JobCounts;
  /** Address of the Temporal UI with its namespace; `null` when unknown. */
  uiUrl: string | null;
  /** Set when no worker is there to take the job on. */
  noWorker?: boolean;
  now?: number;
}

/** A job as its readers see it; figures are derived, and `null` where nothing is known yet. */
export function presentJob(
  job: JobDocument,
  { counts, uiUrl, noWorker = false, now = Date.now() }: PresentJobOptions,
): Job {
  const settled = counts.done + counts.failed + counts.skipped;
  return {
    id: job._id,
    kind: job.kind,
    purpose: job.purpose ?? null,
    status: job.status,
    progress: {
      ...counts,
      percentage:
        counts.total === 0 ? (job.completedAt ? 100 : 0) : Math.floor((settled * 1_000) / counts.total) / 10,
      estimatedTimeRemaining: estimate(job, settled, counts.total, now),
    },
    stage: stageOf(job),
    waiting: waitingReason(job, noWorker, now),
    error: job.error,
    result: job.result,
    subject: job.subject,
    workflowId: job.workflowId,
    runId: job.runId,
    url:
      uiUrl && job.runId
        ? `${uiUrl}/workflows/${encodeURIComponent(job.workflowId)}/${job.runId}/history`
        : null,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    pausedAt: job.pausedAt?.toISOString() ?? null,
    completedAt: job.completedAt?.toISOString() ?? null,
  };
}

/** What was stored is where the job goes on after a pause. */
function stageOf(job: JobDocument): string | null {
  if (job.completedAt || job.cancelRequestedAt) return job.stage;
  if (job.status === 'paused') return 'paused';
  return job.pauseRequestedAt ? 'pausing' : job.stage;
}

function estimate(job: JobDocument, settled: number, total: number, now: number): number | null {
  if (job.completedAt) return 0;
  if (!job.startedAt || settled === 0 || job.status !== 'running' || job.pauseRequestedAt) return null;
  const worked = now - job.startedAt.getTime() - (job.pausedMs ?? 0);
  return Math.round((worked / settled) * (total - settled));
}

function waitingReason(job: JobDocument, noWorker: boolean, now: number): string | null {
  if (job.completedAt) return null;
  if (job.status === 'paused' && !job.cancelRequestedAt)
    return (job.budgetHold && job.waiting?.reason) || 'paused';
  if (noWorker) return 'no worker is running';
  if (!job.waiting || (job.waiting.until && job.waiting.until.getTime() <= now)) return null;
  const until = job.waiting.until ? ` until ${job.waiting.until.toISOString().slice(11, 19)} UTC` : '';
  return `${job.waiting.reason}${until}`;
}

export const presentJobItem = (item: JobItemDocument): JobItem => ({
  id: item._id,
  subjectId: item.subjectId,
  title: item.title,
  status: item.status,
  error: item.error,
  attempts: item.attempts,
  updatedAt: item.updatedAt.toISOString(),
});
