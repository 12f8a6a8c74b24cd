import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createAccessTokens,
  createAuthenticator,
  confirmActor,
  developmentActor,
  ensureAdministrator,
} from '../../accounts/index.js';
import { mountDocs } from '../../api/docs/docs.pages.js';
import { createOpenApiDocument } from '../../api/docs/openapi.js';
import { createApp } from '../../api/http/app.js';
import { mountLocalSignIn } from '../../api/web/local-sign-in.js';
import { mountWeb } from '../../api/web/web.pages.js';
import { createInFlight } from '../../api/http/in-flight.js';
import { createRateLimiter } from '../../api/http/rate-limits.js';
import { createSessionCookies } from '../../api/http/session-cookie.js';
import { createAnswerStreams } from '../../bots/index.js';
import { createJobNotices, createJobStarter } from '../../jobs/index.js';
import { createFairExtractors, createRefreshSchedules } from '../../knowledge/index.js';
import { rateLimitsOf } from '../../providers/index.js';
import { isLocal, publicUrlOf } from '../../platform/config/config.js';
import { watchKeptReads } from '../../platform/mongo/kept-reads.js';
import { announcePresence, watchPresence } from '../../platform/redis/presence.js';
import { createRedis } from '../../platform/redis/redis.js';
import { sweepStale } from '../../platform/files/sweep-stale.js';
import { version } from '../../platform/version.js';
import { createApiRoutes } from './api-routes.js';
import { createBlobStore } from './blob-store.js';
import { connect } from './connect.js';
import { every } from './every.js';
import { drain, listen } from './http-server.js';
import { followSettings } from './live-settings.js';
import { createModels } from './models.js';
import { pluginCalls } from './plugin-calls.js';
import { tracedBlobs, tracedVectors } from './traced-stores.js';
import { createVectorStore } from './vector-store.js';
import { webhookSending } from './webhook-sending.js';

/** Bundled, the dashboard lies beside this. */
const webFolder = fileURLToPath(new URL('./web', import.meta.url));

const hourMs = 3_600_000;
/** No request takes so long: whoever received such a file was killed. */
const staleUploadMs = 24 * hourMs;

/** The API process: every route over the stores, until it is stopped. */
export async function startApi(): Promise<{ stop(): Promise<void> }> {
  const connections = await connect('api');
  const { config, logger, redis, temporal, urls, telemetry } = connections;
  const administratorFile = await ensureAdministrator({
    email: config.ADMIN_EMAIL,
    password: config.ADMIN_PASSWORD,
    dataDir: config.DATA_DIR,
  });
  if (administratorFile) logger.info({ file: administratorFile }, 'the first administrator was created');

  const subscriber = createRedis({ url: urls.redis, logger, blocking: true });
  const followed = await followSettings(connections, subscriber);
  const { sealer, settings, settingsNotices, cache } = followed;
  const models = await createModels({ config, settings, logger });
  const vectors = tracedVectors(await createVectorStore(connections, { writer: false }), telemetry);
  const blobs = tracedBlobs(await createBlobStore(connections), telemetry);
  const notices = createJobNotices({ redis, subscriber, logger });
  const announced = announcePresence(redis);
  const presence = watchPresence(redis);
  const endKeeping = watchKeptReads(logger);
  const streams = createAnswerStreams({ redis, subscriber, presence, maker: announced.id, logger });
  const inFlight = createInFlight();
  const starter = createJobStarter({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const schedules = createRefreshSchedules({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const publicUrl = publicUrlOf(config);
  const tokens = createAccessTokens(config.JWT_SECRET);
  const cookies = createSessionCookies({ publicUrl, production: config.NODE_ENV === 'production' });
  const bypassed = config.NEXT_PUBLIC_USE_DEV_AUTH;
  if (bypassed)
    logger.warn('authentication is switched off: requests from this machine act as the first administrator');
  const webhooks = webhookSending(config);
  const uploadDir = join(config.DATA_DIR, 'uploads');
  const plugins = pluginCalls(config);
  // Started when somebody first asks what texts would cost.
  const extractors = createFairExtractors({ processes: 1 });
  const draining = new AbortController();
  const shutdown = new AbortController();

  const routes = createApiRoutes({
    ...{ config, logger, redis, temporal, starter, schedules, notices },
    ...{ models, vectors, blobs, streams, tokens, cookies, sealer, webhooks, plugins },
    ...{ settings, settingsNotices, cache, extractors },
    ...{ draining: draining.signal, shutdown: shutdown.signal },
  });
  const document = createOpenApiDocument({
    routes,
    version,
    serverUrl: publicUrl,
    limits: config.rateLimits,
  });
  const app = createApp({
    routes,
    logger,
    limiter: createRateLimiter({
      redis,
      limits: () => rateLimitsOf(settings.current(), config.rateLimits),
    }),
    authenticate: createAuthenticator(tokens),
    confirm: confirmActor,
    ...(bypassed ? { developmentActor } : {}),
    cookies,
    uploadDir,
    validateResponses: config.NODE_ENV !== 'production',
    shutdown: shutdown.signal,
    inFlight,
    process: { id: announced.id, isGone: presence.isGone },
    corsOrigins: config.CORS_ORIGINS,
    trustProxy: config.TRUST_PROXY,
    capacity: { requests: config.MAX_REQUESTS_AT_ONCE, streams: config.MAX_STREAMS_AT_ONCE },
    publicUrl: () => publicUrl,
    pages: (express, kit) => {
      mountDocs(express, document);
      if (isLocal(config)) mountLocalSignIn(express, { tokens, dataDir: config.DATA_DIR }, kit);
      mountWeb(express, webFolder);
    },
  });
  const uploads = every(hourMs, 'uploads', () => sweepStale(uploadDir, staleUploadMs), logger);
  const server = await listen(createServer(app), config);
  logger.info({ host: config.HOST, port: config.PORT, vectors: vectors.engine }, 'api ready');

  return {
    async stop() {
      draining.abort();
      await drain(server, { shutdown, inFlight });
      await streams.settled();
      await announced.leave();
      await uploads.stop();
      await webhooks.close();
      await plugins.close();
      await extractors.close();
      await followed.close();
      subscriber.disconnect();
      endKeeping();
      await models.close();
      await vectors.close();
      await connections.close();
    },
  };
}
