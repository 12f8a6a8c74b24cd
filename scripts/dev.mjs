// `npm run dev`: bundles on every change and then starts API, worker and queues again with the new code; types are checked
// beside that.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleOnChange } from './bundle.mjs';
import { bundleWorkflows } from './bundle-workflows.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const platform = spawn(process.execPath, ['dist/start.js'], {
  stdio: 'inherit',
  env: { DEMO: '0', ...process.env },
});
const checker = spawn(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '--noEmit', '--watch', '--preserveWatchOutput'],
  { stdio: 'inherit' },
);

// The first round bundles what runs already.
let rounds = 0;
await bundleOnChange('dist', async () => {
  if (++rounds === 1) return;
  await bundleWorkflows('dist');
  platform.kill('SIGUSR2');
});

platform.on('exit', (code) => {
  checker.kill();
  process.exit(code ?? 0);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => platform.kill(signal));
