// Bundles the sources into dist/, so that a production process compiles nothing.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markBuilt, sourceDigest } from './build-state.mjs';
import { buildWeb } from './build-web.mjs';
import { bundle } from './bundle.mjs';
import { bundleWorkflows } from './bundle-workflows.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const start = Date.now();
const digest = sourceDigest(root);

// Built beside and swapped in: what runs from dist/ meanwhile never sees half a build.
const next = `dist.next-${process.pid}`;
try {
  await bundle(next);
  await bundleWorkflows(next);
  await buildWeb(root, join(next, 'web'), join('dist', 'web'));
  copyFileSync('api/docs/examples.json', join(next, 'examples.json'));
} catch (error) {
  console.error(error);
  rmSync(next, { recursive: true, force: true });
  process.exit(1);
}

const previous = `dist.old-${process.pid}`;
if (existsSync('dist')) renameSync('dist', previous);
renameSync(next, 'dist');
rmSync(previous, { recursive: true, force: true });

markBuilt(root, digest);
console.log(`built in ${((Date.now() - start) / 1000).toFixed(0)} s`);
