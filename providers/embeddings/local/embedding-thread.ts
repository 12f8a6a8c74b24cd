import { Worker } from 'node:worker_threads';
import type { EmbeddedText, EmbeddingThreadData, FromThread, ToThread } from './embedding-messages.js';
import { type PoolThread, ThreadDied } from './thread-pool.js';

/**
 * How long an idle thread may take to release its model before it is ended, in milliseconds. A thread must never be
 * ended while it infers: the runtime's native code then aborts the whole process.
 */
const stopPatience = 5_000;

type Answer = Exclude<FromThread, 'ready'>;

/** Starts an embedding thread; resolves when its model is loaded. @throws what kept it from loading. */
export async function startEmbeddingThread(
  data: EmbeddingThreadData,
): Promise<PoolThread<string, EmbeddedText>> {
  const thread = new EmbeddingThread(data);
  await thread.ready;
  return thread;
}

/** The near side of one `embedding-worker`. */
class EmbeddingThread implements PoolThread<string, EmbeddedText> {
  alive = true;
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private failure = new ThreadDied('The embedding thread ended');
  private waiting?: { resolve: (answer: Answer) => void; reject: (reason: Error) => void };

  constructor(workerData: EmbeddingThreadData) {
    this.worker = new Worker(new URL('./embedding-worker.js', import.meta.url), {
      name: 'embedding',
      workerData,
    });
    // An error is followed by the exit; it is the reason to report.
    this.worker.on('error', (cause: Error) => {
      this.failure = new ThreadDied(`The embedding thread failed: ${cause.message}`, { cause });
    });
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.alive = false;
        this.waiting?.reject(this.failure);
        resolve();
      });
    });
    this.ready = new Promise((resolve, reject) => {
      this.waiting = { resolve: () => resolve(), reject };
      this.worker.once('message', () => {
        this.waiting = undefined;
        this.worker.on('message', (answer: Answer) => this.waiting?.resolve(answer));
        resolve();
      });
    });
  }

  async run(text: string): Promise<EmbeddedText> {
    if (!this.alive) throw this.failure;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage({ text } satisfies ToThread);
    });
    this.waiting = undefined;
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  async stop(): Promise<void> {
    if (!this.alive) return;
    this.worker.postMessage('stop' satisfies ToThread);
    const impatience = setTimeout(() => void this.worker.terminate(), stopPatience);
    await this.ended;
    clearTimeout(impatience);
  }
}
