import type { Redis } from 'ioredis';
import { createSealer, type Sealer } from '../../platform/crypto/sealer.js';
import { createNotices, type Notices } from '../../platform/redis/notices.js';
import { createRedis } from '../../platform/redis/redis.js';
import {
  createResultCache,
  openLiveSettings,
  type LiveSettings,
  type ResultCache,
} from '../../providers/index.js';
import type { Connections } from './connect.js';

/** The settings of models, and what depends on nothing but them. */
export interface FollowedSettings {
  sealer: Sealer;
  settings: LiveSettings;
  settingsNotices: Notices;
  cache: ResultCache;
  close(): Promise<void>;
}

/** @param subscriber the process's connection for notices; one of its own is made without it */
export async function followSettings(
  { config, redis, urls, logger }: Connections,
  subscriber?: Redis,
): Promise<FollowedSettings> {
  const sealer = createSealer({ secret: config.ENCRYPTION_KEY, former: config.ENCRYPTION_KEY_FORMER });
  const own = subscriber ? undefined : createRedis({ url: urls.redis, logger, blocking: true });
  const settingsNotices = createNotices({
    ...{ redis, subscriber: subscriber ?? own, prefix: 'settings', logger },
  });
  const settings = await openLiveSettings({ config, sealer, notices: settingsNotices, logger });
  return {
    ...{ sealer, settings, settingsNotices },
    cache: createResultCache({ redis, settings, logger }),
    async close() {
      await settings.close();
      own?.disconnect();
    },
  };
}
