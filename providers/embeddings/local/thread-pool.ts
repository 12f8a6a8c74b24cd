import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logging/logger.js';
import { FairQueue } from './fair-queue.js';

/** Does one piece of work at a time. */
export interface PoolThread<Input, Output> {
  readonly alive: boolean;
  /** @throws ThreadDied when it ended before it answered; any other error concerns this input alone. */
  run(input: Input): Promise<Output>;
  stop(): Promise<void>;
}

export class ThreadDied extends Error {
  override readonly name = 'ThreadDied';
}

export interface ThreadPoolOptions<Input, Output> {
  /** The most threads that it has; the second and later ones are started when work waits for them. */
  size: number;
  start: () => Promise<PoolThread<Input, Output>>;
  logger: Logger;
  /** Urgent work beyond this is refused: whoever asks is better told to come back than left waiting. */
  maxWaitingUrgent?: number;
}

interface Task<Input, Output> {
  input: Input;
  deaths: number;
  resolve: (output: Output) => void;
  reject: (reason: unknown) => void;
}

/** An input during which two threads died is given up. */
const maxDeaths = 2;
const firstRestartDelay = 100;
const longestRestartDelay = 5_000;

/**
 * Threads that share one queue. A thread that dies is replaced and what it was doing is tried once more. Each
 * thread is given one input at a time, so all else waits in the queue, where it can be overtaken or withdrawn.
 */
export class ThreadPool<Input, Output> {
  private readonly queue = new FairQueue<Task<Input, Output>>();
  private readonly closing = new AbortController();
  private readonly lanes: Promise<void>[];
  private serving = 1;
  private growth?: Promise<void>;

  private constructor(
    first: PoolThread<Input, Output>,
    private readonly options: ThreadPoolOptions<Input, Output>,
  ) {
    this.lanes = [this.serve(first)];
  }

  /** With its first thread. @throws what `start` throws, when that cannot be started */
  static async start<Input, Output>(
    options: ThreadPoolOptions<Input, Output>,
  ): Promise<ThreadPool<Input, Output>> {
    return new ThreadPool(await options.start(), options);
  }

  /**
   * The outputs in the order of the inputs.
   * @throws AppError SERVICE_UNAVAILABLE when the pool is closed or too much is waiting, SERVER_ERROR when an input
   * ended two threads; the signal's reason when that is aborted.
   */
  async run(
    inputs: Input[],
    { urgent, owner, signal }: { urgent: boolean; owner?: string; signal?: AbortSignal },
  ): Promise<Output[]> {
    signal?.throwIfAborted();
    if (this.closing.signal.aborted) throw stopped();
    const { maxWaitingUrgent = 500 } = this.options;
    if (urgent && inputs.length > 0 && this.queue.waitingUrgent >= maxWaitingUrgent) {
      throw new AppError('SERVICE_UNAVAILABLE', 'Too many texts are waiting', { retryAfter: 1 });
    }
    const { tasks, outputs } = createTasks<Input, Output>(inputs);
    const withdraw = this.queue.add(tasks, { urgent, owner });
    this.grow();
    try {
      return await unlessAborted(outputs, signal);
    } catch (error) {
      withdraw();
      throw error;
    }
  }

  /** Refuses what waits, lets each thread finish what it does, then ends the threads. */
  async close(): Promise<void> {
    this.closing.abort();
    for (const task of this.queue.close()) task.reject(stopped());
    await this.growth;
    await Promise.all(this.lanes);
  }

  /** One thread more while work waits; when it cannot be started, those that serve do the work. */
  private grow(): void {
    const { size, start, logger } = this.options;
    if (this.growth || this.lanes.length >= size || !this.queue.isWaiting) return;
    this.growth = start().then(
      (thread) => {
        this.growth = undefined;
        this.serving += 1;
        this.lanes.push(this.serve(thread));
        this.grow();
      },
      (error: unknown) => {
        this.growth = undefined;
        logger.warn({ err: error }, 'a further thread could not be started');
      },
    );
  }

  /** The life of one place in the pool: the same loop, whichever thread currently fills it. */
  private async serve(first: PoolThread<Input, Output>): Promise<void> {
    let thread: PoolThread<Input, Output> | undefined = first;
    while (thread) {
      const task = await this.queue.take();
      if (!task) break;
      if (thread.alive) await this.attempt(thread, task);
      else this.tryAgain(task);
      if (!thread.alive) thread = await this.replace();
    }
    await thread?.stop();
  }

  private async attempt(thread: PoolThread<Input, Output>, task: Task<Input, Output>): Promise<void> {
    try {
      task.resolve(await thread.run(task.input));
    } catch (error) {
      if (!(error instanceof ThreadDied)) return task.reject(error);
      task.deaths += 1;
      if (task.deaths < maxDeaths) this.tryAgain(task);
      else task.reject(new AppError('SERVER_ERROR', 'A text could not be processed', { cause: error }));
    }
  }

  private tryAgain(task: Task<Input, Output>): void {
    if (this.closing.signal.aborted) task.reject(stopped());
    else this.queue.putBack(task);
  }

  /** Tries until a thread starts or the pool is closed; while none at all is left, what waits is refused. */
  private async replace(): Promise<PoolThread<Input, Output> | undefined> {
    const { logger, start } = this.options;
    this.serving -= 1;
    logger.warn('a thread died and is being replaced');
    for (
      let wait = firstRestartDelay;
      !this.closing.signal.aborted;
      wait = Math.min(wait * 2, longestRestartDelay)
    ) {
      try {
        const thread = await start();
        this.serving += 1;
        return thread;
      } catch (error) {
        logger.error({ err: error }, 'a thread could not be started');
        const message = 'The embedding threads cannot be started';
        const refusal = new AppError('SERVICE_UNAVAILABLE', message, { retryAfter: 5, cause: error });
        if (this.serving === 0) for (const task of this.queue.drain()) task.reject(refusal);
        await delay(wait, undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }
}

function createTasks<Input, Output>(inputs: Input[]) {
  const tasks: Task<Input, Output>[] = [];
  const outputs = inputs.map(
    (input) =>
      new Promise<Output>((resolve, reject) => {
        tasks.push({ input, deaths: 0, resolve, reject });
      }),
  );
  return { tasks, outputs: Promise.all(outputs) };
}

/** Somebody who leaves need not wait for what goes on without them. */
export function unlessAborted<Value>(promise: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort));
  });
}

const stopped = (): AppError => new AppError('SERVICE_UNAVAILABLE', 'The embedding threads are stopped');
