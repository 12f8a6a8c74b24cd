// `npm test`: formatting, lint with boundaries, types, unit tests, end-to-end tests; one line of figures at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const bin = (name) => join('node_modules', name);
const node = (args, env = {}) =>
  spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;

const figures = { passed: 0, failed: 0, skipped: 0 };
const step = (name, run) => {
  const start = Date.now();
  console.log(`\n== ${name}`);
  run();
  console.log(`== ${name}: ${((Date.now() - start) / 1000).toFixed(0)} s`);
};
const check = (name, args) =>
  step(name, () => {
    figures[node(args) ? 'passed' : 'failed'] += 1;
  });
const jest = (project) =>
  step(`${project} tests`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'jest-'));
    const report = join(folder, 'report.json');
    const args = [
      bin('jest/bin/jest.js'),
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${report}`,
      '--maxWorkers=2',
    ];
    const ok = node([...args, '--forceExit=false', ...process.argv.slice(2)], {
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    });
    try {
      const result = JSON.parse(readFileSync(report, 'utf8'));
      figures.passed += result.numPassedTests;
      figures.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
      figures.skipped += result.numPendingTests;
      // A set-up that failed leaves no failed test behind.
      if (!ok && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) figures.failed += 1;
    } catch {
      figures.failed += 1;
    }
    rmSync(folder, { recursive: true, force: true });
  });

check('formatting', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']);
check('lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0']);
check('types', [bin('typescript/bin/tsc'), '--noEmit']);
jest('unit');
jest('e2e');

const skipped = figures.skipped > 0 ? `, ${figures.skipped} skipped` : '';
console.log(`\n${figures.passed} passed, ${figures.failed} failed${skipped}`);
process.exit(figures.failed === 0 ? 0 : 1);
