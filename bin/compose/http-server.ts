import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InFlight } from '../../api/http/in-flight.js';
import { AppError } from '../../platform/errors/app-error.js';

/** Time for requests and streams in flight to end by themselves when the process stops. */
const drainMs = 10_000;

/** @throws Error naming the port when it is taken */
export function listen(server: Server, { HOST, PORT }: { HOST: string; PORT: number }): Promise<Server> {
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

/** No new connections; what is in flight may end, also for clients that have left, then it is told to. */
export async function drain(
  server: Server,
  { shutdown, inFlight }: { shutdown: AbortController; inFlight: InFlight },
): Promise<void> {
  const stopping = new AppError('SERVICE_UNAVAILABLE', 'The server is stopping; ask again', {
    retryAfter: 1,
  });
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection falls idle when its request is answered; without this each would last a minute.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const end = setTimeout(() => shutdown.abort(stopping), drainMs);
  const force = setTimeout(() => server.closeAllConnections(), drainMs + 5_000);
  await Promise.race([Promise.all([closed, inFlight.settled()]), sleep(drainMs + 8_000)]);
  clearInterval(idle);
  clearTimeout(end);
  clearTimeout(force);
  shutdown.abort(stopping);
}
