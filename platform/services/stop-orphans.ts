import { sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine } from './command-line.js';
import { RunningRecord } from './running-record.js';

const graceMs = 30_000;

/**
 * Stops the services of a launcher that was killed without a chance to do so. Only call it with the data folder
 * locked: the services of a living launcher would look the same.
 * @returns the names of what was stopped.
 */
export async function stopOrphans({ dataDir }: { dataDir: string }): Promise<string[]> {
  const record = new RunningRecord(dataDir);
  const entries = Object.entries(record.entries());
  const stopped = await Promise.all(
    entries.map(async ([name, { pid }]) => ((await stopOrphan({ pid, dataDir })) ? [name] : [])),
  );
  for (const [name] of entries) record.remove(name);
  return stopped.flat();
}

async function stopOrphan({ pid, dataDir }: { pid: number; dataDir: string }): Promise<boolean> {
  // A number alone proves nothing, the system gives it out again; a command on our folder does.
  const isOurs = async () => (await commandLine(pid)).includes(dataDir + sep);
  if (!(await isOurs())) return false;
  signal(pid, 'SIGTERM');
  for (const deadline = Date.now() + graceMs; Date.now() < deadline; await sleep(50)) {
    if (!(await isOurs())) return true;
  }
  signal(pid, 'SIGKILL');
  while (await isOurs()) await sleep(50);
  return true;
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}
