import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ExtractionError, type Block } from './blocks.js';
import type { ExtractionReply, ExtractionRequest } from './extraction-child.js';

export interface Extractor {
  /** Blocks of a document. @throws ExtractionError when it cannot be read, takes too long or too much memory */
  extract(request: ExtractionRequest, signal?: AbortSignal): Promise<Block[]>;
  close(): Promise<void>;
}

export interface ExtractorSettings {
  /** The compiled child module. */
  childModule?: string;
  timeoutMs?: number;
  heapMegabytes?: number;
}

class UsedProcessEnded extends Error {}

/** Runs extraction in a child process, one document at a time; a child that hangs or bursts is killed and replaced. */
export function createExtractor({
  childModule = fileURLToPath(new URL('./extraction-child.js', import.meta.url)),
  timeoutMs = 60_000,
  heapMegabytes = 512,
}: ExtractorSettings = {}): Extractor {
  let child: ChildProcess | undefined;
  const used = new WeakSet<ChildProcess>();
  let queue: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    const started = fork(childModule, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      // A parser needs no secrets.
      env: { NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const forget = (): void => {
      if (child === started) child = undefined;
    };
    return started.on('exit', forget).on('error', forget);
  };

  const ask = (request: ExtractionRequest, signal?: AbortSignal): Promise<Block[]> =>
    new Promise((resolve, reject) => {
      const worker = (child ??= start());
      const wasUsed = used.has(worker);
      used.add(worker);
      const kill = (): void => void worker.kill('SIGKILL');
      const timer = setTimeout(
        () =>
          end(
            () => reject(new ExtractionError(`Reading the document took longer than ${timeoutMs / 1_000} s`)),
            true,
          ),
        timeoutMs,
      );
      const onMessage = (reply: ExtractionReply): void => {
        if ('blocks' in reply) end(() => resolve(reply.blocks));
        else if ('refused' in reply) end(() => reject(new ExtractionError(reply.refused)));
        else end(() => reject(new ExtractionError(`The document could not be read: ${reply.crashed}`)));
      };
      const onExit = (): void =>
        end(() =>
          reject(
            wasUsed
              ? new UsedProcessEnded('the parser ended, perhaps over an earlier document')
              : new ExtractionError('Reading the document took too much memory or crashed the parser'),
          ),
        );
      const onAbort = (): void => end(() => reject(signal?.reason as Error), true);
      const end = (settle: () => void, killed = false): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        if (killed) {
          child = undefined;
          kill();
        }
        settle();
      };
      worker.on('message', onMessage).on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.send(request, (error) => error && onExit());
    });

  return {
    extract(request, signal) {
      const result = queue.then(() => {
        signal?.throwIfAborted();
        return ask(request, signal).catch((error: unknown) => {
          if (!(error instanceof UsedProcessEnded)) throw error;
          // A process of its own shows whether this document is to blame.
          child = undefined;
          return ask(request, signal);
        });
      });
      queue = result.catch(() => undefined);
      return result;
    },
    async close() {
      const worker = child;
      if (!worker) return;
      await new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        worker.kill('SIGKILL');
      });
    },
  };
}
