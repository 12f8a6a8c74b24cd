// Compiles the sources to dist/ and bundles the workflows, so that a production process compiles nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from './bundle-workflows.mjs';
import { markBuilt, sourceDigest } from './build-state.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const start = Date.now();
const digest = sourceDigest(root);

// Compiled beside and swapped in: what runs from dist/ meanwhile never sees half a build.
const next = `dist.next-${process.pid}`;
const fail = (status) => {
  rmSync(next, { recursive: true, force: true });
  process.exit(status || 1);
};
const args = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', next];
const tsc = spawnSync(process.execPath, args, { stdio: 'inherit' });
if (tsc.status !== 0) fail(tsc.status);

await bundleWorkflows(next).catch((error) => {
  console.error(error);
  fail(1);
});

const previous = `dist.old-${process.pid}`;
if (existsSync('dist')) renameSync('dist', previous);
renameSync(next, 'dist');
rmSync(previous, { recursive: true, force: true });

markBuilt(root, digest);
console.log(`built in ${((Date.now() - start) / 1000).toFixed(0)} s`);
