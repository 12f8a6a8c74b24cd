// `npm run test:fuzz`: made-up requests of every kind to every documented operation, with three seeds. `-- --short` makes
// a few to each, which is enough before every merge; options of schemathesis take the place of these:
// `npm run test:fuzz -- --seed 7 --phases coverage`.
import { mkdtempSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
process.env.TEST_NODE_OPTIONS = `--import ${pathToFileURL(join(root, 'test/fuzz/loopback-only.mjs')).href}`;
register('../test/helpers/typescript-hooks.mjs', import.meta.url);
const { default: start } = await import('../test/helpers/global-setup.ts');
const { default: stop } = await import('../test/helpers/global-teardown.ts');
const { fuzz } = await import('../test/fuzz/fuzz.ts');

const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
let held = false;
await start();
try {
  const given = process.argv.slice(2);
  const made = (seed, examples) => ['--seed', String(seed), '--max-examples', String(examples)];
  const isShort = given[0] === '--short';
  // Each operation's own example is called by other tests; with it alone this would take twice as long.
  const short = [...made(1, 3), '--phases', 'fuzzing', '--workers', '2', ...given.slice(1)];
  const whole = [1, 2, 3].map((seed) => made(seed, 20));
  const rounds = isShort ? [short] : given.length > 0 ? [given] : whole;
  held = true;
  for (const args of rounds) held = (await fuzz({ folder, args })) && held;
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(held ? 0 : 1);
