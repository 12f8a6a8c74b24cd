import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.js';
import type { SupervisedProcess } from './supervised-process.js';

const Entries = z.record(z.string(), z.object({ pid: z.number().int().positive(), command: z.string() }));
type Entries = z.output<typeof Entries>;

/** Which processes run for a data folder, in `services/running.json`, for whoever must clean up after a launcher that was killed. */
export class RunningRecord {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'services', 'running.json');
  }

  entries(): Entries {
    return readJsonFile(this.#file, Entries) ?? {};
  }

  set(name: string, entry: Entries[string]): void {
    writeJsonFile(this.#file, { ...this.entries(), [name]: entry });
  }

  remove(name: string): void {
    const entries = this.entries();
    delete entries[name];
    writeJsonFile(this.#file, entries);
  }

  /** Keeps the record in step with a supervised process, through its restarts. */
  follow(process: SupervisedProcess, command: string): void {
    process.on('spawn', (pid) => this.set(process.name, { pid, command }));
    process.on('state', (state) => {
      if (state === 'stopped') this.remove(process.name);
    });
  }
}
