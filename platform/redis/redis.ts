import { Redis } from 'ioredis';
import type { Logger } from '../logging/logger.js';

/**
 * A connection for commands: fails fast (a request must not hang while Redis is away) and reconnects for ever.
 * `blocking` connections, for queues and subscriptions, wait instead.
 */
export function createRedis({
  url,
  logger,
  blocking = false,
}: {
  url: string;
  logger: Logger;
  blocking?: boolean;
}): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: blocking ? null : 1,
    enableOfflineQueue: blocking,
    connectTimeout: 5_000,
    ...(blocking ? {} : { commandTimeout: 3_000 }),
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let reported = false;
  redis.on('error', (error) => {
    if (!reported) logger.warn({ err: error }, 'redis connection error');
    reported = true;
  });
  redis.on('ready', () => (reported = false));
  return redis;
}

/** Resolves when the connection is usable; rejects after `timeoutMs`. */
export async function untilReady(redis: Redis, timeoutMs = 15_000): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`redis was not ready within ${timeoutMs} ms`)),
      timeoutMs,
    );
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
