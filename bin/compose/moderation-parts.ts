import type { Client } from '@temporalio/client';
import type { Redis } from 'ioredis';
import {
  createExpiryTimers,
  createRecentTexts,
  createSemantics,
  type ModerationDependencies,
} from '../../insights/index.js';
import type { Config } from '../../platform/config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { englishModel } from '../../providers/index.js';
import type { Models } from './models.js';

/** What moderation stands on, in whatever process it is done. */
export function moderationParts({
  config,
  logger,
  redis,
  temporal,
  models: { gateway, moderator },
}: {
  config: Config;
  logger: Logger;
  redis: Redis;
  temporal: Client;
  models: Models;
}): ModerationDependencies {
  return {
    moderator,
    semantics: createSemantics({ gateway, model: englishModel }),
    recent: createRecentTexts({ redis }),
    timers: createExpiryTimers({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger }),
    logger,
  };
}
