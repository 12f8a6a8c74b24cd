import { Redis } from 'ioredis';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { Actor } from '../../accounts/index.js';
import { createApp, type AppOptions } from '../../api/http/app.js';
import { createRateLimiter } from '../../api/http/rate-limits.js';
import type { Route } from '../../api/http/route.js';
import { createSessionCookies } from '../../api/http/session-cookie.js';
import { defaultRateLimits } from '../../platform/config/rate-limit.config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { createLogger } from '../../platform/logging/logger.js';
import { TestClient } from './client.js';

export interface KitApp {
  url: string;
  anonymous: TestClient;
  /** A client that the application takes for the user of this name; `admin` is an administrator. */
  as(name: string): TestClient;
  stop(): Promise<void>;
}

/** Limits are counted in this process: the client is never connected. */
export const absentRedis = (): Redis => new Redis({ lazyConnect: true, enableOfflineQueue: false });

/** Serves routes of a test's own through the real kit, without any store unless one is handed in. */
export async function startKitApp(routes: Route[], options: Partial<AppOptions> = {}): Promise<KitApp> {
  const shutdown = new AbortController();
  const app = createApp({
    routes,
    logger: createLogger({ name: 'kit', level: 'silent' }),
    limiter: createRateLimiter({ redis: absentRedis(), limits: defaultRateLimits }),
    authenticate: async (credentials) => actorOf(credentials.kind === 'api-key' ? '' : credentials.token),
    confirm: async (actor) => actor,
    cookies: createSessionCookies({ publicUrl: 'http://platform.test', production: false }),
    uploadDir: tmpdir(),
    validateResponses: true,
    shutdown: shutdown.signal,
    corsOrigins: [],
    trustProxy: 0,
    capacity: { requests: 100, streams: 100 },
    publicUrl: () => 'http://platform.test',
    ...options,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const anonymous = new TestClient(`http://127.0.0.1:${port}`);
  return {
    url: anonymous.url,
    anonymous,
    as: (name) => anonymous.with({ Authorization: `Bearer ${name}` }),
    async stop() {
      shutdown.abort();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function actorOf(name: string): Actor {
  if (!name || name === 'stranger') throw new AppError('UNAUTHORIZED', 'Unknown');
  return new Actor({
    userId: name,
    organizationId: `organization of ${name}`,
    role: name === 'admin' ? 'admin' : 'user',
    organizationRole: 'owner',
    via: 'session',
    credentialId: name,
    scopes: null,
  });
}
