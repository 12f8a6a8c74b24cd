import type { Redis } from 'ioredis';
import type { Logger } from '../logging/logger.js';

/** Tells that something changed; whoever is interested reads the truth where it is kept. */
export interface Notices {
  publish(id: string): Promise<void>;
  /** Calls back at each notice until the returned function is called. */
  subscribe(id: string, onChange: () => void): () => void;
}

/**
 * Notices over Redis, on one connection for all listeners of a process; a lost one only delays a reader until it looks
 * again by itself.
 */
export function createNotices({
  redis,
  subscriber,
  prefix,
  logger,
}: {
  redis: Redis;
  /** Absent in processes that only publish. */
  subscriber?: Redis;
  prefix: string;
  logger: Logger;
}): Notices {
  const channelOf = (id: string): string => `${prefix}:${id}`;
  const listeners = new Map<string, Set<() => void>>();
  subscriber?.on('message', (channel: string) => listeners.get(channel)?.forEach((listener) => listener()));
  return {
    async publish(id) {
      await redis
        .publish(channelOf(id), '')
        .catch((error: unknown) => logger.debug({ err: error, prefix }, 'notice not sent'));
    },
    subscribe(id, onChange) {
      const channel = channelOf(id);
      const set = listeners.get(channel) ?? new Set();
      if (set.size === 0) void subscriber?.subscribe(channel).catch(() => undefined);
      set.add(onChange);
      listeners.set(channel, set);
      return () => {
        set.delete(onChange);
        if (set.size > 0 || listeners.get(channel) !== set) return;
        listeners.delete(channel);
        void subscriber?.unsubscribe(channel).catch(() => undefined);
      };
    },
  };
}
