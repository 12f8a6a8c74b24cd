import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { errorMessage } from '../errors/app-error.js';
import type { ServiceSpec } from './service-catalogue.js';
import type { Environment } from './service-types.js';

const run = promisify(execFile);

/**
 * Asks a program for its version. A file that is there may still not run (a missing library, another
 * processor), and that is better found out here than when the service is started.
 * @returns what is wrong with it, or undefined when nothing is.
 */
export async function checkRuns({
  path,
  spec,
  environment,
}: {
  path: string;
  spec: ServiceSpec;
  environment: Environment;
}): Promise<string | undefined> {
  if (!spec.answersVersion) return undefined;
  try {
    const { stdout } = await run(path, ['--version'], { env: environment, timeout: 20_000 });
    const version = /(\d+)\.(\d+)/.exec(stdout);
    if (!version || !spec.minimumVersion || isAtLeast(version, spec.minimumVersion)) return undefined;
    return `has version ${version[0]}, at least ${spec.minimumVersion.join('.')} is needed`;
  } catch (error) {
    return `does not run: ${reason(error)}`;
  }
}

function isAtLeast(version: RegExpExecArray, [major, minor]: readonly [number, number]): boolean {
  const found = [Number(version[1]), Number(version[2])] as const;
  return found[0] > major || (found[0] === major && found[1] >= minor);
}

/** What a failed command said last, which is where programs put the cause. */
export function reason(error: unknown): string {
  const { stderr, killed } = error as { stderr?: string; killed?: boolean };
  if (killed) return 'it did not answer in time';
  const lines = stderr?.trim().split('\n').filter(Boolean) ?? [];
  return lines.slice(-2).join(' ').trim() || errorMessage(error);
}
