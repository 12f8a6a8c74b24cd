import { startForwarder, type TestProxy } from './forwarder.js';

const blockBytes = 8 * 1_024;

/**
 * A proxy with nginx's manners: bodies are handed on in full blocks only, unless upstream says `X-Accel-Buffering: no`,
 * a header that it keeps for itself.
 */
export const startBlockProxy = (target: string, { idleMs }: { idleMs?: number } = {}): Promise<TestProxy> =>
  startForwarder({
    target,
    idleMs,
    hidden: ['x-accel-buffering'],
    relay: (upstream, response) => {
      if (upstream.headers['x-accel-buffering'] === 'no') {
        response.flushHeaders();
        upstream.pipe(response);
        return;
      }
      let block: Buffer[] = [];
      const size = () => block.reduce((sum, { length }) => sum + length, 0);
      upstream.on('data', (part: Buffer) => {
        block.push(part);
        if (size() < blockBytes) return;
        response.write(Buffer.concat(block));
        block = [];
      });
      upstream.on('end', () => response.end(Buffer.concat(block)));
    },
  });
