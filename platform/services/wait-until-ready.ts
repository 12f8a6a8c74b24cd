import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../errors/app-error.js';
import type { ChildRun } from './child-run.js';

/** Whether the process serves; a rejection counts as no, and its message is shown if the deadline passes. */
export type Probe = () => Promise<boolean>;

/** How readiness is known: by asking, or by the child's own message `{ type: 'ready' }`. */
export type Readiness = Probe | 'message';

const pollEveryMs = 50;
const probeTimeoutMs = 10_000;

/**
 * Waits until a child is ready.
 * @throws Error with the child's last lines when it exits or the deadline passes before.
 */
export async function waitUntilReady({
  name,
  run,
  ready,
  deadlineMs,
  signal,
}: {
  name: string;
  run: ChildRun;
  ready: Readiness;
  deadlineMs: number;
  signal: AbortSignal;
}): Promise<void> {
  const last = { problem: '' };
  const over = new AbortController();
  const waits = AbortSignal.any([over.signal, signal]);
  try {
    const outcome = await Promise.race([
      ready === 'message' ? readyMessage(run) : poll({ run, probe: ready, last, signal: waits }),
      run.exited,
      sleep(deadlineMs, `was not ready within ${deadlineMs / 1_000} s`, { signal: waits }),
    ]);
    if (outcome === 'ready') return;
    const problem = last.problem && run.isAlive() ? ` (${last.problem})` : '';
    throw new Error([`${name} ${outcome}${problem}`, ...run.tail().map((line) => `  ${line}`)].join('\n'));
  } catch (error) {
    throw signal.aborted ? new Error(`${name} was stopped while it started`, { cause: error }) : error;
  } finally {
    over.abort();
  }
}

function readyMessage({ child }: ChildRun): Promise<'ready'> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      if (typeof message !== 'object' || message === null || !('type' in message)) return;
      if (message.type !== 'ready') return;
      child.off('message', listen);
      resolve('ready');
    };
    child.on('message', listen);
  });
}

async function poll({
  run,
  probe,
  last,
  signal,
}: {
  run: ChildRun;
  probe: Probe;
  last: { problem: string };
  signal: AbortSignal;
}): Promise<'ready'> {
  for (;;) {
    // After a yes the child must still be there: another program may answer on its port.
    if ((await passes(probe, last)) && run.isAlive()) return 'ready';
    await sleep(pollEveryMs, undefined, { signal });
  }
}

/** Runs a probe once, within a time limit. */
export async function passes(probe: Probe, last?: { problem: string }): Promise<boolean> {
  const limit = new AbortController();
  try {
    return await Promise.race([
      probe(),
      sleep(probeTimeoutMs, false, { signal: limit.signal, ref: false }).catch(() => false),
    ]);
  } catch (error) {
    if (last) last.problem = errorMessage(error);
    return false;
  } finally {
    limit.abort();
  }
}
