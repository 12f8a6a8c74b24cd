import { connect } from 'node:net';
import { z } from 'zod';

const LockHolder = z.object({ pid: z.number().int(), url: z.string().optional(), startedAt: z.string() });
export type LockHolder = z.output<typeof LockHolder>;

const answerWithinMs = 2_000;

/**
 * Asks whoever listens on a lock's socket who it is. A socket that accepts but stays silent is held too: its process
 * may be stopped in a debugger. Only a refused connection, or none to connect to, means that the holder is gone.
 */
export function askHolder(path: string): Promise<{ state: 'gone' } | { state: 'held'; holder?: LockHolder }> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path);
    const held = () => {
      socket.destroy();
      resolve({ state: 'held', holder: parse(text) });
    };
    socket.setTimeout(answerWithinMs, held);
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('end', held);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const gone = error.code === 'ECONNREFUSED' || error.code === 'ENOENT';
      resolve(gone ? { state: 'gone' } : { state: 'held' });
    });
  });
}

function parse(text: string): LockHolder | undefined {
  try {
    return LockHolder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
