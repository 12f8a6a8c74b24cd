import { setImmediate } from 'node:timers/promises';

/** How long a process may compute at a stretch, in milliseconds: others wait for their answers meanwhile. */
const stretchMs = 12;

/** Lets others have their turn whenever this piece of work has computed for a while. Call it between small steps. */
export function createPauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < stretchMs) return;
    await setImmediate();
    since = performance.now();
  };
}

/** The values that something is true of, looked for without holding others up. */
export async function filterPausing<T>(values: T[], isWanted: (value: T) => boolean): Promise<T[]> {
  const pause = createPauses();
  const wanted: T[] = [];
  for (const value of values) {
    if (isWanted(value)) wanted.push(value);
    await pause();
  }
  return wanted;
}
