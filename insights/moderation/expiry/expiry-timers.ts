import {
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import type { Logger } from '../../../platform/logging/logger.js';
import type { ExpiryDocument } from './expiry.model.js';
import { expiryRepository } from './expiry.repository.js';

/** A timer in Temporal for each mute and ban that ends by itself; MongoDB says which there have to be. */
export interface ExpiryTimers {
  /** Starts the timer of a stored expiry; when Temporal is away the sweep does it later. */
  start(expiry: ExpiryDocument): Promise<void>;
  /** Tells the timer that it is not needed any more; one that is not reached finds nothing to do when it is due. */
  stop(expiryId: string): Promise<void>;
  /** Starts what a crash left behind. */
  reconcile(): Promise<void>;
}

const answerWithinMs = 3_000;
const graceMs = 3_000;
/** A worker that was away makes up for it first. */
const overdueMs = 120_000;

export const expiryWorkflowId = (expiryId: string): string => `moderation-expiry-${expiryId}`;

export function createExpiryTimers({
  temporal,
  taskQueue,
  logger,
}: {
  temporal: Client;
  taskQueue: string;
  logger: Logger;
}): ExpiryTimers {
  const put = async ({ _id, dueAt }: ExpiryDocument): Promise<void> => {
    await temporal.withDeadline(Date.now() + answerWithinMs, () =>
      temporal.workflow.start('moderationExpiry', {
        args: [{ expiryId: _id, dueAt: dueAt.getTime() }],
        workflowId: expiryWorkflowId(_id),
        taskQueue,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      }),
    );
    await expiryRepository.systemNoteStart(_id);
  };
  const start = (expiry: ExpiryDocument): Promise<void> =>
    put(expiry).catch((error: unknown) =>
      logger.warn(
        { err: error, expiryId: expiry._id },
        'the timer of a restriction was not started yet; the sweep will',
      ),
    );
  return {
    start,
    async stop(expiryId) {
      await temporal
        .withDeadline(Date.now() + answerWithinMs, () =>
          temporal.workflow.getHandle(expiryWorkflowId(expiryId)).cancel(),
        )
        .catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError))
            logger.warn(
              { err: error, expiryId },
              'the timer of a lifted restriction runs on; it will find nothing to do',
            );
        });
    },
    async reconcile() {
      const now = Date.now();
      const neglected = await expiryRepository.systemNeglected(
        new Date(now - graceMs),
        new Date(now - overdueMs),
      );
      for (const expiry of neglected) await start(expiry);
    },
  };
}
