// `npm run bench [-- ROW…] [--out DIR]`: how fast the platform is beside what it is made of, as ratios within this run.
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
process.chdir(join(folder, '../..'));
register('../../test/helpers/typescript-hooks.mjs', import.meta.url);
const { values, positionals } = parseArgs({
  options: { out: { type: 'string' } },
  allowPositionals: true,
});
const { measureSpeed } = await import('./measure-speed.ts');
const { report } = await import('./report.ts');
const rows = await measureSpeed(positionals);
await report(rows, values.out);
process.exit(rows.every(({ reached }) => reached) ? 0 : 1);
