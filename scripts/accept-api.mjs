// `npm run api:accept`: keeps the API as it is served now as what clients of version 1 depend on, which the tests compare with
// from then on. Refused when something vanished or narrowed; `-- --allow-breaks` is for a mistake that nobody can depend on.
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
register('../test/helpers/typescript-hooks.mjs', import.meta.url);
const { default: startEverything } = await import('../test/helpers/global-setup.ts');
const { default: stopEverything } = await import('../test/helpers/global-teardown.ts');
const { acceptDocument } = await import('../test/contract/compatibility/accept-document.ts');

const allowBreaks = process.argv.includes('--allow-breaks');
await startEverything();
try {
  const breaks = await acceptDocument({ allowBreaks });
  for (const text of breaks) console.log(text);
  const isAccepted = breaks.length === 0 || allowBreaks;
  console.log(isAccepted ? 'accepted' : `refused: ${breaks.length} would break clients`);
  if (!isAccepted) process.exitCode = 1;
} finally {
  await stopEverything();
}
