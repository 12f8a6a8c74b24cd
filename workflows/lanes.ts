import { CancellationScope, isCancellation, workflowInfo } from '@temporalio/workflow';
import { isPause } from './job-control.js';

const documents = 20;
/** While one batch waits for the embedder the other reads documents. */
const sideBySide = 2;

/** Works batch by batch until a batch is empty; false when the history is long enough for a new run. */
export const runBatches = (
  nextBatch: (size: number) => Promise<{ claimed: number }>,
  { batchSize = documents, lanes = sideBySide }: { batchSize?: number; lanes?: number } = {},
): Promise<boolean> =>
  runLanes(lanes, async () => {
    while (!workflowInfo().continueAsNewSuggested) {
      const { claimed } = await nextBatch(batchSize);
      if (claimed === 0) return true;
    }
    return false;
  });

/** Runs lanes side by side; true when all say so. One that fails takes the others along; all have come to rest afterwards. */
async function runLanes(count: number, lane: () => Promise<boolean>): Promise<boolean> {
  const scope = new CancellationScope();
  const results = await scope.run(() =>
    Promise.allSettled(
      Array.from({ length: count }, () =>
        lane().catch((error: unknown) => {
          scope.cancel();
          throw error;
        }),
      ),
    ),
  );
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Error] : [],
  );
  const cause = failures.find(isPause) ?? failures.find((failure) => !isCancellation(failure)) ?? failures[0];
  if (cause) throw cause;
  return results.every((result) => result.status === 'fulfilled' && result.value);
}
