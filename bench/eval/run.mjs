// `npm run eval [-- intents summaries …]`: how good the answers of every part are, on public data, beside simple baselines.
// `--small` takes a few hundred cases of each part, `--out DIR` writes the results as JSON and Markdown.
// The data are read from the folder `EVAL_DATA` or `../shared/data`; parts whose files are not there are left out, and that is said.
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));
register('../../test/helpers/typescript-hooks.mjs', import.meta.url);
const { evaluate } = await import('./evaluate.ts');
process.exit((await evaluate(process.argv.slice(2))) ? 0 : 1);
