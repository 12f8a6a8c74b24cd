import type { JobDocument } from './job.model.js';
import type { JobNotices } from './job-notices.js';
import { jobRepository, unfinished } from './job.repository.js';

/** Whether it goes on only when its budget is raised or begins anew. */
export const restsForBudget = ({ status, budgetHold }: Pick<JobDocument, 'status' | 'budgetHold'>): boolean =>
  status === 'paused' && !!budgetHold;

/** A lost notice is made up for by looking again. */
const lookAgainMs = 1_000;

/**
 * Waits until a job has ended or rests because its budget is used up, so long at most; null when neither came, or the
 * waiting is to end.
 * Whether somebody waits makes no difference to the job.
 */
export async function waitForJob({
  job: { _id, organizationId },
  notices,
  timeoutMs,
  signal,
}: {
  job: JobDocument;
  notices: Pick<JobNotices, 'subscribe'>;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<JobDocument | null> {
  const deadline = Date.now() + timeoutMs;
  let wake: () => void = () => undefined;
  let isChanged = false;
  const changed = (): void => {
    isChanged = true;
    wake();
  };
  const unsubscribe = notices.subscribe(_id, changed);
  signal.addEventListener('abort', changed, { once: true });
  try {
    while (!signal.aborted && Date.now() < deadline) {
      isChanged = false;
      const job = await jobRepository.find(organizationId, _id);
      if (!job || !unfinished.includes(job.status) || restsForBudget(job)) return job;
      if (isChanged) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookAgainMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return null;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', changed);
  }
}
