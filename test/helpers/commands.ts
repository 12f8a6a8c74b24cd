import { execFile } from 'node:child_process';
import { testEnvironment } from './platform.js';

export interface EndedCommand {
  code: number;
  /** All that it has printed. */
  output: string;
}

/** Runs one of our commands as `npm run` does, to its end. */
export const runCommand = (
  name: 'backup' | 'restore',
  args: string[],
  environment: Record<string, string>,
): Promise<EndedCommand> =>
  new Promise((done) => {
    const env = { ...testEnvironment(), ...environment };
    execFile(process.execPath, [`dist/${name}.js`, ...args], { env }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
