// Runs before every command with plain Node: installs the packages when they are missing or changed, then builds
// when a source is newer than the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuildStale } from './build-state.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

const run = (command, args, options = {}) => {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
};

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const marker = join('node_modules', '.installed-from');
const installed = existsSync(marker) ? readFileSync(marker, 'utf8') : '';
if (installed !== lock) {
  const start = Date.now();
  console.log('installing packages');
  // Not `npm ci`: it refuses a lock whose optional binaries for other systems a registry lacks.
  run('npm', ['install', '--include=dev', '--no-audit', '--no-fund', '--no-save', '--loglevel=error']);
  writeFileSync(marker, createHash('sha256').update(readFileSync('package-lock.json')).digest('hex'));
  console.log(`packages installed in ${((Date.now() - start) / 1000).toFixed(0)} s`);
}

if (isBuildStale(root)) run(process.execPath, ['scripts/build.mjs']);
