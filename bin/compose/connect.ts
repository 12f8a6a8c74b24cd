import type { Redis } from 'ioredis';
import type { Client } from '@temporalio/client';
import { loadConfig, type Config } from '../../platform/config/config.js';
import { createLogger, type Logger } from '../../platform/logging/logger.js';
import { startTelemetry, type Telemetry } from '../../platform/telemetry/start-telemetry.js';
import { measureProcess } from '../../platform/metrics/metrics-server.js';
import { connectMongo, disconnectMongo } from '../../platform/mongo/connection.js';
import { migrate } from '../../platform/mongo/migrate.js';
import { createRedis } from '../../platform/redis/redis.js';
import { createTemporalClient } from '../../platform/temporal/client.js';
import { migrations } from '../migrations/index.js';

export interface Connections {
  config: Config;
  logger: Logger;
  urls: { mongodb: string; redis: string; temporal: string };
  redis: Redis;
  temporal: Client;
  telemetry: Telemetry;
  close(): Promise<void>;
}

/** What every process of the platform stands on: configuration, log and connections to the stores. */
export async function connect(name: string): Promise<Connections> {
  const config = loadConfig();
  const logger = createLogger({ name, level: config.LOG_LEVEL });
  measureProcess();
  const telemetry = await startTelemetry({ config, process: name, logger });
  const urls = {
    mongodb: required(config.MONGODB_URL, 'MONGODB_URL'),
    redis: required(config.REDIS_URL, 'REDIS_URL'),
    temporal: required(config.TEMPORAL_ADDRESS, 'TEMPORAL_ADDRESS'),
  };
  await connectMongo({ url: urls.mongodb, logger, appName: name, isTraced: telemetry.enabled });
  await migrate({ migrations, logger });
  const redis = createRedis({ url: urls.redis, logger });
  const temporal = createTemporalClient({
    ...config,
    address: urls.temporal,
    interceptors: telemetry.temporal.client,
  });
  return {
    config,
    logger,
    urls,
    redis,
    temporal,
    telemetry,
    async close() {
      await temporal.connection.close().catch(() => undefined);
      redis.disconnect();
      await disconnectMongo();
      await telemetry.stop();
    },
  };
}

function required(value: string | undefined, variable: string): string {
  if (value) return value;
  throw new Error(`${variable} is not set. Set it, or run "npm start", which starts what is not configured.`);
}
