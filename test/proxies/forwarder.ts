import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export interface TestProxy {
  url: string;
  /** Drops every connection, as a proxy that reloads does. */
  cut(): void;
  /** How many exchanges it has cut for being silent. */
  readonly silenced: number;
  stop(): Promise<void>;
}

export interface ForwarderOptions {
  target: string;
  /** Hands the body on in the proxy's own manner; the head is already written to `response`'s headers. */
  relay: (upstream: IncomingMessage, response: ServerResponse) => void;
  /** Response headers that it keeps for itself. */
  hidden?: string[];
  /** An exchange without a byte from upstream for so long is cut. */
  idleMs?: number;
}

/** A reverse proxy without manners of its own. */
export async function startForwarder({
  target,
  relay,
  hidden = [],
  idleMs = 60_000,
}: ForwarderOptions): Promise<TestProxy> {
  let silenced = 0;
  const server = createServer((request, response) => {
    const { hostname, port } = new URL(target);
    const { url: path, method, headers } = request;
    const upstream = ask({ hostname, port, path, method, headers, agent: false });
    const drop = (): void => {
      upstream.destroy();
      response.destroy();
    };
    request.pipe(upstream);
    response.on('close', () => upstream.destroy());
    upstream.on('error', drop);
    upstream.on('response', (answer) => {
      const kept = Object.entries(answer.headers).filter(([name]) => !hidden.includes(name));
      for (const [name, value] of kept) if (value !== undefined) response.setHeader(name, value);
      response.statusCode = answer.statusCode ?? 502;
      const silence = setTimeout(() => {
        silenced++;
        drop();
      }, idleMs);
      answer.on('data', () => silence.refresh());
      answer.on('close', () => clearTimeout(silence));
      answer.on('error', drop);
      relay(answer, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => server.closeAllConnections(),
    get silenced() {
      return silenced;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
