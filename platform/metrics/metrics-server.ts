import { createServer } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';
import type { Logger } from '../logging/logger.js';

/** Figures of the process itself: memory, event loop, garbage collection. Call it once a process. */
export const measureProcess = (): void => collectDefaultMetrics();

/**
 * `GET /metrics` in the Prometheus format and `GET /health` for a process without an API of its own. It has no
 * authentication, so it listens where only the operator's network reaches it. Resolves to nothing when no port is set.
 * @throws Error when the port is taken.
 */
export async function startMetricsServer({
  port,
  host,
  logger,
}: {
  port: number | undefined;
  host: string;
  logger: Logger;
}): Promise<{ stop(): Promise<void> }> {
  if (port === undefined) return { stop: async () => undefined };
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    if (path === '/health')
      return void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"status":"healthy"}\n');
    if (path !== '/metrics') return void response.writeHead(404).end();
    register.metrics().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  logger.info({ host, port }, 'metrics ready');
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
