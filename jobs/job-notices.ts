import type { Redis } from 'ioredis';
import type { Logger } from '../platform/logging/logger.js';

/** Tells that a job changed; whoever is interested reads the truth from the database. */
export interface JobNotices {
  publish(jobId: string): Promise<void>;
  /** Calls back at each notice until the returned function is called. */
  subscribe(jobId: string, onChange: () => void): () => void;
}

const channelOf = (jobId: string): string => `job:${jobId}`;

/** Notices over Redis; a lost one only delays a reader until it looks again by itself. */
export function createJobNotices({
  redis,
  subscriber,
  logger,
}: {
  redis: Redis;
  subscriber?: Redis;
  logger: Logger;
}): JobNotices {
  const listeners = new Map<string, Set<() => void>>();
  subscriber?.on('message', (channel: string) => listeners.get(channel)?.forEach((listener) => listener()));
  return {
    async publish(jobId) {
      await redis
        .publish(channelOf(jobId), '')
        .catch((error: unknown) => logger.debug({ err: error }, 'job notice not sent'));
    },
    subscribe(jobId, onChange) {
      const channel = channelOf(jobId);
      const set = listeners.get(channel) ?? new Set();
      if (set.size === 0) void subscriber?.subscribe(channel).catch(() => undefined);
      set.add(onChange);
      listeners.set(channel, set);
      return () => {
        set.delete(onChange);
        if (set.size > 0) return;
        listeners.delete(channel);
        void subscriber?.unsubscribe(channel).catch(() => undefined);
      };
    },
  };
}
