import { Connection } from '@temporalio/client';
import { msToNumber, msToTs } from '@temporalio/common/lib/time.js';

/** How long finished workflows can be looked at; the development server would forget them after a day. */
const retention = '30 days';
const answerWithinMs = 5_000;

/**
 * Makes sure that a namespace is there and keeps finished workflows for thirty days.
 * @returns true; it rejects while the server does not answer.
 */
export async function ensureNamespace({
  address,
  namespace,
}: {
  address: string;
  namespace: string;
}): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    await connection.withDeadline(Date.now() + answerWithinMs, async () => {
      const { workflowService } = connection;
      const { config } = await workflowService.describeNamespace({ namespace });
      const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
      if (seconds * 1_000 >= msToNumber(retention)) return;
      await workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: msToTs(retention) },
      });
    });
    return true;
  } finally {
    await connection.close();
  }
}
