// `npm run bench:load [-- rates streams burst soak]`: how the platform bears load, each measure as a ratio within this run.
// `SOAK_MINUTES` (10) says how long the last of them takes.
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
process.chdir(join(folder, '../..'));
register('../../test/helpers/typescript-hooks.mjs', import.meta.url);
const { measureLoad } = await import('./measure-load.ts');
process.exit((await measureLoad(process.argv.slice(2))) ? 0 : 1);
