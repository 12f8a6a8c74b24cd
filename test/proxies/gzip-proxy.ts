import { createGzip } from 'node:zlib';
import { startForwarder, type TestProxy } from './forwarder.js';

/**
 * A proxy that compresses what it may change, which holds text back until there is enough of it; it leaves alone what
 * upstream marks with `Cache-Control: no-transform`.
 */
export const startGzipProxy = (target: string, { idleMs }: { idleMs?: number } = {}): Promise<TestProxy> =>
  startForwarder({
    target,
    idleMs,
    relay: (upstream, response) => {
      if (/no-transform/.test(upstream.headers['cache-control'] ?? '')) {
        response.flushHeaders();
        upstream.pipe(response);
        return;
      }
      response.removeHeader('content-length');
      response.setHeader('content-encoding', 'gzip');
      upstream.pipe(createGzip()).pipe(response);
    },
  });
