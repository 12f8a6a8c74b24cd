// `npm run dev`: compiles on every change and then starts API, worker and queues again with the new code.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from './bundle-workflows.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const platform = spawn(process.execPath, ['dist/bin/start.js'], {
  stdio: 'inherit',
  env: { DEMO: '0', ...process.env },
});
const compiler = spawn(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);

// The first round compiles what runs already.
let rounds = 0;
createInterface({ input: compiler.stdout }).on('line', async (line) => {
  if (line.trim()) console.log(line);
  if (!line.includes('Found 0 errors') || ++rounds === 1) return;
  await bundleWorkflows('dist');
  platform.kill('SIGUSR2');
});

platform.on('exit', (code) => {
  compiler.kill();
  process.exit(code ?? 0);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => platform.kill(signal));
