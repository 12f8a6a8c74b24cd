import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../errors/app-error.js';
import { runChild, type ChildOptions, type ChildRun } from './child-run.js';
import { passes, waitUntilReady, type Probe, type Readiness } from './wait-until-ready.js';

export type ProcessState = 'stopped' | 'starting' | 'ready' | 'restarting';

export interface SupervisedProcessOptions extends ChildOptions {
  name: string;
  /** `'message'` opens the message channel by itself. */
  ready: Readiness;
  /** Asked while the process is ready; by default the readiness probe, if that is one. */
  health?: Probe;
  timing?: Partial<SupervisionTiming>;
}

export interface SupervisionTiming {
  readyMs: number;
  healthEveryMs: number;
  /** So many failed checks in a row, and a process that hangs is ended and started again. */
  failedChecks: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
  backoffMs: { first: number; longest: number };
  /** Health for so long forgets earlier failures. */
  forgetAfterMs: number;
}

const defaultTiming: SupervisionTiming = {
  readyMs: 60_000,
  healthEveryMs: 10_000,
  failedChecks: 6,
  graceMs: 20_000,
  backoffMs: { first: 200, longest: 10_000 },
  forgetAfterMs: 60_000,
};

interface SupervisedProcessEvents {
  state: [state: ProcessState, detail?: string];
  /** A process was started; its readiness is not known yet. */
  spawn: [pid: number];
  message: [message: unknown];
}

/** Keeps one child process running: starts it, watches it, restarts it with growing pauses, stops it. */
export class SupervisedProcess extends EventEmitter<SupervisedProcessEvents> {
  readonly name: string;
  readonly #options: SupervisedProcessOptions;
  readonly #timing: SupervisionTiming;
  #state: ProcessState = 'stopped';
  #run: ChildRun | undefined;
  #stop = new AbortController();
  #supervision: Promise<void> = Promise.resolve();

  constructor(options: SupervisedProcessOptions) {
    super();
    this.name = options.name;
    this.#options = options;
    this.#timing = { ...defaultTiming, ...options.timing };
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** The id of the living process; undefined between two lives. */
  get pid(): number | undefined {
    return this.#run?.isAlive() ? this.#run.child.pid : undefined;
  }

  /** Starts the process and waits until it is ready. A first start that fails is not tried again. */
  async start(): Promise<void> {
    if (this.#state !== 'stopped') throw new Error(`${this.name} is already ${this.#state}`);
    this.#stop = new AbortController();
    this.#setState('starting');
    try {
      const run = await this.#launch();
      this.#setState('ready');
      this.#supervision = this.#supervise(run);
    } catch (error) {
      this.#setState('stopped', errorMessage(error));
      throw error;
    }
  }

  /** Stops the process with SIGTERM, after the grace period with SIGKILL, and waits until it is gone. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#run) await this.#end(this.#run);
    await this.#supervision;
    if (this.#state !== 'stopped') this.#setState('stopped');
  }

  /** Sends a message to a Node program that was given a channel; false when it cannot be sent. */
  send(message: object): boolean {
    const child = this.#run?.child;
    return child?.connected ? child.send(message) : false;
  }

  async #launch(): Promise<ChildRun> {
    const { name, ready, ...child } = this.#options;
    const run = runChild({ ...child, ipc: child.ipc ?? ready === 'message' });
    this.#run = run;
    run.child.on('message', (message) => this.emit('message', message));
    if (run.child.pid !== undefined) this.emit('spawn', run.child.pid);
    try {
      const { signal } = this.#stop;
      await waitUntilReady({ name, run, ready, deadlineMs: this.#timing.readyMs, signal });
      return run;
    } catch (error) {
      await this.#end(run);
      throw error;
    }
  }

  async #supervise(first: ChildRun): Promise<void> {
    let failures = 0;
    for (let run: ChildRun | undefined = first; run;) {
      const since = Date.now();
      const ended = await this.#watch(run);
      if (Date.now() - since >= this.#timing.forgetAfterMs) failures = 0;
      let problem = ended;
      run = undefined;
      while (!run && !this.#stop.signal.aborted) {
        this.#setState('restarting', problem);
        if (!(await this.#pause(failures++))) return;
        run = await this.#launch().catch((error: unknown) => {
          problem = errorMessage(error);
          return undefined;
        });
      }
      if (run && !this.#stop.signal.aborted) this.#setState('ready');
    }
  }

  /** Waits for the end of a ready process, and brings it about when the process hangs. */
  async #watch(run: ChildRun): Promise<string> {
    const { healthEveryMs, failedChecks } = this.#timing;
    const { ready, health = ready } = this.#options;
    if (health === 'message') return run.exited;
    const gone = new AbortController();
    void run.exited.then(() => gone.abort());
    for (let failed = 0; failed < failedChecks;) {
      await sleep(healthEveryMs, undefined, { signal: gone.signal }).catch(() => {});
      if (!run.isAlive()) return run.exited;
      const passed = await Promise.race([passes(health), run.exited.then(() => true)]);
      failed = passed ? 0 : failed + 1;
    }
    await this.#end(run);
    return `failed ${failedChecks} health checks in a row`;
  }

  /** @returns whether to go on: false when the process was stopped meanwhile. */
  async #pause(failures: number): Promise<boolean> {
    const { first, longest } = this.#timing.backoffMs;
    const ms = Math.min(first * 2 ** failures, longest);
    return sleep(ms, true, { signal: this.#stop.signal }).catch(() => false);
  }

  async #end(run: ChildRun): Promise<void> {
    run.kill('SIGTERM');
    const inTime = new AbortController();
    const grace = sleep(this.#timing.graceMs, undefined, { signal: inTime.signal }).catch(() => {});
    await Promise.race([run.exited, grace]);
    inTime.abort();
    run.kill('SIGKILL');
    await run.exited;
  }

  #setState(state: ProcessState, detail?: string): void {
    this.#state = state;
    this.emit('state', state, detail);
  }
}
