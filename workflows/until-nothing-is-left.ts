import { sleep, workflowInfo } from '@temporalio/workflow';

/**
 * Takes step after step; while one has to wait for other work it looks again, less and less often, `shortest` and
 * `longest` in milliseconds. False when the history is long enough for a new run.
 */
export async function untilNothingIsLeft(
  step: () => Promise<{ left: number; waiting: boolean }>,
  { shortest, longest }: { shortest: number; longest: number },
): Promise<boolean> {
  let pause = shortest;
  while (!workflowInfo().continueAsNewSuggested) {
    const { left, waiting } = await step();
    if (left === 0) return true;
    if (waiting) await sleep(pause);
    pause = waiting ? Math.min(pause * 2, longest) : shortest;
  }
  return false;
}
