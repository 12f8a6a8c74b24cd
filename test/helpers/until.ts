import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so. @throws when it is not after `timeoutMs`, so that no test goes on in the background */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = 60_000, everyMs = 20 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not so after ${timeoutMs} ms: ${condition.toString()}`);
    await sleep(everyMs);
  }
}
