import { Worker } from 'node:worker_threads';

/** The heap has a limit of its own; buffers outside it count here. */
const maxResidentBytes = 1_500_000_000;

/** Ends this process when it needs too much memory; from a thread of its own, as a parser may not pause for seconds. */
export function guardMemory(): void {
  const watch = `setInterval(() => {
    if (process.memoryUsage.rss() > ${maxResidentBytes}) process.kill(process.pid, 'SIGKILL');
  }, 100)`;
  new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
}
