import { spawn, type ChildProcess } from 'node:child_process';
import { openOutput, type ProcessOutput } from './process-output.js';
import type { Environment } from './service-types.js';

export interface ChildOptions {
  command: string;
  args: readonly string[];
  environment: Environment;
  cwd?: string;
  output: ProcessOutput;
  /** Opens a channel for messages, which only Node programs understand. */
  ipc?: boolean;
}

/** One life of a child process, from its spawn to its exit. */
export interface ChildRun {
  child: ChildProcess;
  /** Settles once, with a sentence such as `exited with code 1`; never rejects. */
  exited: Promise<string>;
  isAlive: () => boolean;
  tail: () => string[];
  /** Sends a signal; SIGKILL also reaches what the child started itself. */
  kill: (signal: 'SIGTERM' | 'SIGKILL') => void;
}

/** Children that must not outlive an orderly exit of this process, even one that forgot to stop them. */
const living = new Set<ChildRun>();
let watchingExit = false;

export function runChild({ command, args, environment, cwd, output, ipc }: ChildOptions): ChildRun {
  const opened = openOutput(output);
  const child = spawn(command, args, {
    cwd,
    env: environment,
    stdio: ipc ? [...opened.stdio, 'ipc'] : opened.stdio,
    // A group of its own: Ctrl-C in the terminal reaches us only, and we stop our children in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  opened.release();
  opened.attach(child);
  let alive = true;
  const exited = new Promise<string>((resolve) => {
    // A message that cannot be sent is an `error` as well, and no end.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(`could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`),
    );
  });
  const run: ChildRun = {
    child,
    exited: exited.then((reason) => {
      alive = false;
      living.delete(run);
      return reason;
    }),
    isAlive: () => alive,
    tail: opened.tail,
    kill: (signal) => (alive ? sendSignal(child, signal) : undefined),
  };
  track(run);
  return run;
}

function sendSignal(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (signal === 'SIGTERM' || process.platform === 'win32' || child.pid === undefined) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

function track(run: ChildRun): void {
  living.add(run);
  if (watchingExit) return;
  watchingExit = true;
  process.on('exit', () => {
    for (const { kill } of living) kill('SIGTERM');
  });
}
