import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface ForkedProcess {
  pid: number;
  /** All that it has printed: its log, and what it says beside it. */
  output(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts one of the platform's processes and waits until it says that it is ready. @throws Error with its output when it ends before */
export async function forkProcess(
  kind: 'api' | 'worker' | 'queues',
  environment: NodeJS.ProcessEnv,
): Promise<ForkedProcess> {
  const child = fork(join(root, `dist/${kind}.js`), {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let [printed, errors] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => (printed += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
  await new Promise<void>((done, failed) => {
    child.once('message', () => done());
    child.once('exit', () => failed(new Error(`the ${kind} process ended:\n${errors}`)));
  });
  return {
    pid: child.pid!,
    output: () => printed + errors,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
