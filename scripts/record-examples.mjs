// `npm run examples:record`: calls every operation once on a platform of its own and keeps what was sent and answered as
// the examples of the API documentation. Record anew when an answer has other fields.
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
register('../test/helpers/typescript-hooks.mjs', import.meta.url);
const { default: startEverything } = await import('../test/helpers/global-setup.ts');
const { default: stopEverything } = await import('../test/helpers/global-teardown.ts');
const { recordExamples } = await import('../test/contract/record-examples.ts');

await startEverything();
try {
  const examples = await recordExamples();
  writeFileSync('api/docs/examples.json', `${JSON.stringify(examples, null, 1)}\n`);
  console.log(`${Object.keys(examples).length} operations recorded`);
} finally {
  await stopEverything();
}
