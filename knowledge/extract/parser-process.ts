import { fork, type ChildProcess } from 'node:child_process';
import { ExtractionError } from './blocks.js';

/** What a child answers: what was asked for, or why there is none. */
export type ParserReply<Result> = { result: Result } | { refused: string } | { crashed: string };

export interface ParserProcess<Request, Result> {
  /** @throws ExtractionError when the document cannot be read, takes too long or too much memory */
  ask(request: Request, signal?: AbortSignal): Promise<Result>;
  close(): Promise<void>;
}

export interface ParserSettings {
  /** The compiled child module. */
  childModule: string;
  timeoutMs?: number;
  heapMegabytes?: number;
}

class UsedProcessEnded extends Error {}

/** A child process that parses one document at a time; when it hangs or bursts it is killed and replaced. */
export function createParserProcess<Request extends object, Result>({
  childModule,
  timeoutMs = 60_000,
  heapMegabytes = 512,
}: ParserSettings): ParserProcess<Request, Result> {
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

  const askOnce = (request: Request, signal?: AbortSignal): Promise<Result> =>
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
      const onMessage = (reply: ParserReply<Result>): void => {
        if ('result' in reply) end(() => resolve(reply.result));
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
    ask(request, signal) {
      const result = queue.then(() => {
        signal?.throwIfAborted();
        return askOnce(request, signal).catch((error: unknown) => {
          if (!(error instanceof UsedProcessEnded)) throw error;
          // A process of its own shows whether this document is to blame.
          child = undefined;
          return askOnce(request, signal);
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
