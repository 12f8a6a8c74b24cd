// `npm run dev`: compiles on every change and starts API, worker and queues again with the new code.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const compiler = spawn(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  { stdio: 'inherit' },
);
const platform = spawn(process.execPath, ['dist/bin/start.js'], {
  stdio: 'inherit',
  env: { DEMO: '0', ...process.env, RELOAD_ON_CHANGE: '1' },
});
platform.on('exit', (code) => {
  compiler.kill();
  process.exit(code ?? 0);
});
// The terminal sends Ctrl-C to both; the platform's end ends this.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => platform.kill(signal));
