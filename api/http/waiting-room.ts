import { AsyncResource } from 'node:async_hooks';
import type { EventLoopUtilization } from 'node:perf_hooks';

/** Whoever wants to be let in. */
export interface Guest {
  enter: () => void;
  /** Has waited for too long. */
  turnAway: () => void;
}

export interface WaitingRoom {
  /** Lets in at once, or when there is time for it. */
  arrive(guest: Guest): void;
  /** Who waited does no longer, or who was let in is done. */
  leave(guest: Guest): void;
}

/** So many may be inside whatever the process does. */
const steady = 32;
const lookEveryMs = 25;
/** A share of the time; beyond it whoever is let in makes all others later. */
const saturated = 0.9;
const longestWaitMs = 5_000;

/**
 * Work that is begun together ends together: five hundred answers of 40 ms at once take 20 s each, and in turn 20 s at
 * most. So while the event loop has no time left nobody more is let in, first come, first served; work that waits for
 * others (a model, a store) leaves the loop free and keeps nobody out.
 *
 * @param utilization share of the time since it was asked last in which the event loop was busy, from 0 to 1
 */
export function createWaitingRoom(utilization: () => number = loopUtilization()): WaitingRoom {
  const waiting = new Map<Guest, Guest & { since: number }>();
  const inside = new Set<Guest>();
  let timer: NodeJS.Timeout | undefined;
  let isCalm = false;
  let letInSince = 0;

  const hasRoom = (): boolean => inside.size < steady || (isCalm && letInSince < steady);
  const letIn = (guest: Guest, { enter }: Guest = guest): void => {
    waiting.delete(guest);
    inside.add(guest);
    letInSince += 1;
    enter();
  };
  const letInWhoMay = (): void => {
    for (const [guest, kept] of waiting) {
      if (!hasRoom()) return;
      letIn(guest, kept);
    }
  };
  const look = (): void => {
    isCalm = utilization() < saturated;
    letInSince = 0;
    const tooLong = performance.now() - longestWaitMs;
    for (const [guest, { since, turnAway }] of waiting) {
      if (since > tooLong) break;
      waiting.delete(guest);
      turnAway();
    }
    letInWhoMay();
    if (waiting.size > 0 || inside.size >= steady) return;
    clearInterval(timer);
    timer = undefined;
    isCalm = false;
  };
  const watch = (): void => {
    if (timer || (waiting.size === 0 && inside.size < steady)) return;
    utilization();
    timer = setInterval(look, lookEveryMs).unref();
  };
  return {
    arrive(guest) {
      if (waiting.size === 0 && hasRoom()) letIn(guest);
      else waiting.set(guest, { ...inContextOf(guest), since: performance.now() });
      watch();
    },
    leave(guest) {
      waiting.delete(guest);
      if (inside.delete(guest)) letInWhoMay();
    },
  };
}

/** Whoever calls them later does so in a context of their own. */
const inContextOf = ({ enter, turnAway }: Guest): Guest => ({
  enter: AsyncResource.bind(enter),
  turnAway: AsyncResource.bind(turnAway),
});

function loopUtilization(): () => number {
  let last: EventLoopUtilization = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
