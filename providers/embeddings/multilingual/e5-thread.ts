import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EmbeddedText } from '../local/embedding-messages.js';
import { type PoolThread, ThreadDied } from '../local/thread-pool.js';
import type { E5Text, FromE5Process } from './e5-messages.js';

/** Milliseconds for an idle process to end by itself. */
const stopPatience = 5_000;

/** One text after the other keeps every core busy; threads inside the engine would only wait for each other. */
const environment = { OMP_NUM_THREADS: '1', OMP_WAIT_POLICY: 'passive' };

type Answer = Exclude<FromE5Process, 'ready'>;

/** Starts a process of the engine; resolves when its model is loaded. @throws Error saying what kept it from that. */
export async function startE5Process(folder: string): Promise<PoolThread<E5Text, EmbeddedText>> {
  const started = new E5Process(folder);
  await started.ready;
  return started;
}

/** The near side of one `e5-process`. */
class E5Process implements PoolThread<E5Text, EmbeddedText> {
  alive = true;
  readonly ready: Promise<void>;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private waiting?: { resolve: (answer: FromE5Process) => void; reject: (reason: Error) => void };

  constructor(folder: string) {
    this.child = fork(fileURLToPath(new URL('./e5-process.js', import.meta.url)), [folder], {
      serialization: 'advanced',
      execArgv: [],
      // It needs no secrets.
      env: environment,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (message: FromE5Process) => this.waiting?.resolve(message));
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.alive = false;
        this.waiting?.reject(new ThreadDied(`the embedding process ended (${how})`));
        resolve();
      };
      this.child.once('error', (error) => end(error.message));
      this.child.once('exit', (code, signal) => end(signal ?? `code ${code}`));
    });
    this.ready = this.answer().then((message) => {
      if (message !== 'ready' && 'error' in message) throw new Error(message.error);
    });
  }

  async run(input: E5Text): Promise<EmbeddedText> {
    if (!this.alive) throw new ThreadDied('the embedding process has ended');
    const answer = this.answer();
    this.child.send(input, () => undefined);
    const embedded = (await answer) as Answer;
    if ('error' in embedded) throw new Error(embedded.error);
    return embedded;
  }

  async stop(): Promise<void> {
    if (!this.alive) return;
    if (this.child.connected) this.child.disconnect();
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), stopPatience);
    await this.ended;
    clearTimeout(impatience);
  }

  private answer(): Promise<FromE5Process> {
    return new Promise<FromE5Process>((resolve, reject) => {
      this.waiting = { resolve, reject };
    }).finally(() => {
      this.waiting = undefined;
    });
  }
}
