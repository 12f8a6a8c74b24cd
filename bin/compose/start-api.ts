import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import {
  authenticateApiKey,
  authenticateToken,
  createAccessTokens,
  ensureAdministrator,
} from '../../accounts/index.js';
import { createAuthRoutes } from '../../api/auth/auth.routes.js';
import { createChatbotRoutes } from '../../api/chatbots/chatbots.routes.js';
import { createConversationRoutes } from '../../api/conversations/conversations.routes.js';
import { mountDocs } from '../../api/docs/docs.pages.js';
import { createOpenApiDocument } from '../../api/docs/openapi.js';
import { createHealthRoutes } from '../../api/health/health.routes.js';
import { createApp } from '../../api/http/app.js';
import { createRateLimiter } from '../../api/http/rate-limits.js';
import type { Route } from '../../api/http/route.js';
import { createJobRoutes } from '../../api/jobs/jobs.routes.js';
import { createItemRoutes } from '../../api/knowledge/items.routes.js';
import { createKnowledgeBaseRoutes } from '../../api/knowledge/knowledge-bases.routes.js';
import { countWorkers, createJobNotices, createJobStarter } from '../../jobs/index.js';
import { createFolderBlobStore } from '../../platform/blobs/blob-store.js';
import { pingMongo } from '../../platform/mongo/connection.js';
import { createRedis } from '../../platform/redis/redis.js';
import { pingTemporal } from '../../platform/temporal/client.js';
import { version } from '../../platform/version.js';
import type { Gateway } from '../../providers/index.js';
import { connect } from './connect.js';
import { createModels } from './models.js';
import { createVectorStore } from './vector-store.js';

/** Time for requests and streams in flight to end by themselves when the process stops. */
const drainMs = 10_000;

/** The API process: every route over the stores, until it is stopped. */
export async function startApi(): Promise<{ stop(): Promise<void> }> {
  const connections = await connect('api');
  const { config, logger, redis, temporal, urls } = connections;
  const administratorFile = await ensureAdministrator({
    email: config.ADMIN_EMAIL,
    password: config.ADMIN_PASSWORD,
    dataDir: config.DATA_DIR,
  });
  if (administratorFile) logger.info({ file: administratorFile }, 'the first administrator was created');

  const subscriber = createRedis({ url: urls.redis, logger, blocking: true });
  const models = await createModels({ config, logger });
  const vectors = await createVectorStore(connections, { writer: false });
  const blobs = createFolderBlobStore(join(config.DATA_DIR, 'blobs'));
  const notices = createJobNotices({ redis, subscriber, logger });
  const starter = createJobStarter({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const tokens = createAccessTokens(config.JWT_SECRET);
  const { gateway, embedder } = models;
  const retrieval = { vectors, embedQuery: embedQuery(gateway) };
  const draining = new AbortController();
  const shutdown = new AbortController();

  const routes: Route[] = [
    ...createHealthRoutes({
      version,
      checks: [
        { name: 'mongodb', required: true, check: pingMongo },
        { name: 'redis', required: false, check: async () => void (await redis.ping()) },
        { name: 'temporal', required: false, check: () => pingTemporal(temporal) },
        { name: 'vectors', required: false, check: () => vectors.ping() },
      ],
      countWorkers: () => countWorkers(redis),
      providerStatus: () => presentProviders(gateway),
      isShuttingDown: () => draining.signal.aborted,
    }),
    ...createAuthRoutes({ tokens }),
    ...createChatbotRoutes(),
    ...createConversationRoutes({ ...retrieval, gateway, shutdown: shutdown.signal }),
    ...createKnowledgeBaseRoutes({
      retrieval,
      embedding: { model: embedder.model, dimensions: embedder.dimensions },
    }),
    ...createItemRoutes({ blobs, starter }),
    ...createJobRoutes({ temporal, redis, starter, notices, uiUrl: uiNamespaceUrl(config) }),
  ];
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const document = createOpenApiDocument({
    routes,
    version,
    serverUrl: publicUrl,
    limits: config.rateLimits,
  });
  const app = createApp({
    routes,
    logger,
    limiter: createRateLimiter({ redis, limits: config.rateLimits }),
    authenticate: (credentials) =>
      credentials.kind === 'token'
        ? authenticateToken(tokens, credentials.token)
        : authenticateApiKey(credentials.key),
    uploadDir: join(config.DATA_DIR, 'uploads'),
    validateResponses: config.NODE_ENV !== 'production',
    shutdown: shutdown.signal,
    corsOrigins: config.CORS_ORIGINS,
    trustProxy: config.TRUST_PROXY,
    publicUrl: () => publicUrl,
    pages: (express) => mountDocs(express, document),
  });
  const server = await listen(createServer(app), config);
  logger.info({ host: config.HOST, port: config.PORT }, 'api ready');

  return {
    async stop() {
      draining.abort();
      await drain(server, shutdown);
      subscriber.disconnect();
      await models.close();
      await vectors.close();
      await connections.close();
    },
  };
}

const embedQuery =
  (gateway: Gateway) =>
  async (text: string, { organizationId }: { organizationId: string }) => {
    const { vectors } = await gateway.embed({
      context: { organizationId, feature: 'search' },
      texts: [text],
      purpose: 'query',
    });
    const [vector] = vectors;
    if (!vector) throw new Error('the embedder answered no vector');
    return vector;
  };

const presentProviders = (gateway: Gateway) =>
  gateway.status().map(({ provider, state, lastError, retryAt }) => ({
    provider,
    state,
    lastError: lastError?.message ?? null,
    retryAt: retryAt ?? null,
  }));

const uiNamespaceUrl = ({
  TEMPORAL_UI_URL,
  TEMPORAL_NAMESPACE,
}: {
  TEMPORAL_UI_URL?: string;
  TEMPORAL_NAMESPACE: string;
}) =>
  TEMPORAL_UI_URL
    ? `${TEMPORAL_UI_URL.replace(/\/$/, '')}/namespaces/${encodeURIComponent(TEMPORAL_NAMESPACE)}`
    : null;

function listen(server: Server, { HOST, PORT }: { HOST: string; PORT: number }): Promise<Server> {
  // Proxies keep connections for a minute; ours must not be the first to let go.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 300_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${PORT} on ${HOST} is in use. Stop what uses it, or set PORT.`)
          : error,
      ),
    );
    server.listen(PORT, HOST, () => resolve(server));
  });
}

/** No new connections; what is in flight may end, then streams are told to. */
async function drain(server: Server, shutdown: AbortController): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection falls idle when its request is answered; without this each would last a minute.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const end = setTimeout(() => shutdown.abort(new Error('the server is shutting down')), drainMs);
  const force = setTimeout(() => server.closeAllConnections(), drainMs + 5_000);
  await closed;
  clearInterval(idle);
  clearTimeout(end);
  clearTimeout(force);
  shutdown.abort(new Error('the server is shutting down'));
}
