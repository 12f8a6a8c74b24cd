// `node bench/run.mjs bench/<folder>/<name>.ts`: runs a benchmark beside what was built (`npm run build`), where the threads of
// the models are found.
import { build } from 'esbuild';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [script] = process.argv.slice(2);
if (!script) throw new Error('which benchmark? node bench/run.mjs bench/<folder>/<name>.ts');
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = join(root, 'dist', `bench-${basename(script, '.ts')}.js`);
const settings = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
};
await build({ ...settings, format: 'esm', entryPoints: [resolve(script)], outfile });
await import(pathToFileURL(outfile).href);
