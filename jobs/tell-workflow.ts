import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { JobDocument } from './job.model.js';

export type WorkflowWish = 'cancel' | 'pause' | 'resume';

const answerWithinMs = 5_000;

/** Passes a stored wish on to the workflow of a job; safe to repeat. @throws Error when Temporal does not answer */
export async function tellWorkflow(
  temporal: Client,
  { workflowId }: JobDocument,
  wish: WorkflowWish,
): Promise<void> {
  const workflow = temporal.workflow.getHandle(workflowId);
  try {
    await temporal.withDeadline(Date.now() + answerWithinMs, async () => {
      await (wish === 'cancel' ? workflow.cancel() : workflow.signal(wish));
    });
  } catch (error) {
    // Not started yet: the workflow sees the wish when it begins.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
