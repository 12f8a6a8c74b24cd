import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';

const keyOf = (id: string): string => `process:${id}`;
const leaseMs = 4_000;
const renewMs = 1_000;

export interface Announced {
  /** Names this run of this process. */
  id: string;
  leave(): Promise<void>;
}

/** Tells that this process lives, by a lease that ends a few seconds after its death. */
export function announcePresence(redis: Redis): Announced {
  const id = randomUUID();
  let isRenewing = false;
  const renew = async (): Promise<void> => {
    // A store that hangs must not be asked again and again.
    if (isRenewing) return;
    isRenewing = true;
    await redis.set(keyOf(id), '1', 'PX', leaseMs).catch(() => undefined);
    isRenewing = false;
  };
  const renewNow = () => void renew();
  renewNow();
  const timer = setInterval(renewNow, renewMs);
  timer.unref();
  // A store that comes back may have forgotten the lease.
  redis.on('ready', renewNow);
  return {
    id,
    async leave() {
      clearInterval(timer);
      redis.off('ready', renewNow);
      await redis.del(keyOf(id)).catch(() => undefined);
    },
  };
}

export interface Presence {
  /** Whether a process is dead for certain; false while that cannot be told. */
  isGone(id: string): Promise<boolean>;
}

/** So long a lease must be seen missing: after an outage of the store a living process renews it within this time. */
const certainAfterMs = 4_000;
/** Looks further apart than this prove nothing about the time between them. */
const forgetAfterMs = 10_000;

/** Watches the leases of other processes. One look is no proof: the store may just have lost what it knew. */
export function watchPresence(redis: Redis, now: () => number = Date.now): Presence {
  const missing = new Map<string, { since: number; seen: number }>();
  return {
    async isGone(id) {
      const time = now();
      const exists = await redis.exists(keyOf(id)).catch(() => null);
      for (const [other, { seen }] of missing) if (time - seen > forgetAfterMs) missing.delete(other);
      if (exists !== 0) {
        // While the store is away no lease can be renewed, so every look before counts for nothing.
        if (exists === null) missing.clear();
        missing.delete(id);
        return false;
      }
      const since = missing.get(id)?.since ?? time;
      missing.set(id, { since, seen: time });
      return time - since >= certainAfterMs;
    },
  };
}
