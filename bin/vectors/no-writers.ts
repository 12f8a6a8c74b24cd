import { countWorkers } from '../../jobs/index.js';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createRedis } from '../../platform/redis/redis.js';

/**
 * Workers write vectors; what they wrote behind the copy's back would be lost with the source.
 * @throws Error while one runs. Without `REDIS_URL` workers run only under the launcher, which holds the data folder.
 */
export async function assertNoWriters(config: Config, logger: Logger): Promise<void> {
  if (!config.REDIS_URL) return;
  const redis = createRedis({ url: config.REDIS_URL, logger });
  try {
    const workers = await countWorkers(redis);
    if (workers === null)
      throw new Error('REDIS_URL does not answer: it cannot be told whether a worker runs');
    if (workers > 0)
      throw new Error(
        `${workers} worker${workers > 1 ? 's run' : ' runs'} and may write vectors. Stop them first; the API may go on serving.`,
      );
  } finally {
    redis.disconnect();
  }
}
