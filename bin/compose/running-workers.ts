import { countWorkers } from '../../jobs/index.js';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createRedis, untilReady } from '../../platform/redis/redis.js';

/**
 * How many workers run on the configured Redis. Without `REDIS_URL` workers run only under the launcher, which holds the data folder.
 * @throws Error when it cannot be told
 */
export async function runningWorkers({ REDIS_URL }: Config, logger: Logger): Promise<number> {
  if (!REDIS_URL) return 0;
  const redis = createRedis({ url: REDIS_URL, logger });
  try {
    await untilReady(redis, 5_000).catch(() => undefined);
    const workers = await countWorkers(redis);
    if (workers === null)
      throw new Error('REDIS_URL does not answer: it cannot be told whether a worker runs');
    return workers;
  } finally {
    redis.disconnect();
  }
}
