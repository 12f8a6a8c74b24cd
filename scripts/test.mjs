// `npm test`: formatting, lint with boundaries, types, unit tests, end-to-end tests, no empty shells, made-up requests; one line of figures at the end.
// `npm run test:faults`: all fault tests, in full size; `npm run test:faults -- NAME`: one of them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const bin = (name) => join('node_modules', name);
const node = (args, env = {}) =>
  spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;

const isFaults = process.argv[2] === '--faults';
const given = process.argv.slice(isFaults ? 3 : 2);
const figures = { passed: 0, failed: 0, skipped: 0 };
const step = (name, run) => {
  const start = Date.now();
  console.log(`\n== ${name}`);
  run();
  console.log(`== ${name}: ${((Date.now() - start) / 1000).toFixed(0)} s`);
};
/** Checks need one core each; what they print comes when they end. */
const check = (name, args) =>
  new Promise((done) => {
    const start = Date.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(part));
    child.once('close', (code) => {
      figures[code === 0 ? 'passed' : 'failed'] += 1;
      process.stdout.write(Buffer.concat(output));
      console.log(`== ${name}: ${((Date.now() - start) / 1000).toFixed(0)} s`);
      done();
    });
  });
/** More than there are cores: many tests wait for something, most of all for a process that starts again. */
const jest = (project, workers, chosen = given) =>
  step(`${project} tests`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'jest-'));
    const report = join(folder, 'report.json');
    const args = [
      bin('jest/bin/jest.js'),
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${report}`,
      `--maxWorkers=${workers}`,
    ];
    // A name that is asked for may be one of the other project's.
    if (given.length > 0) args.push('--passWithNoTests');
    const ok = node([...args, '--forceExit=false', ...chosen], {
      ...(isFaults ? { FAULTS: 'full' } : {}),
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

const cores = availableParallelism();
if (isFaults && given.length > 0) jest('e2e', 1);
else if (isFaults) {
  jest('e2e', cores * 2, ['--testPathPatterns', 'test/faults/(?!every-effect)']);
  // How soon work goes on is a part of what these ask, and each of them keeps a machine busy.
  jest('e2e', 1, ['--testPathPatterns', 'test/faults/every-effect']);
} else {
  await Promise.all([
    check('formatting', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']).then(() =>
      check('types', [bin('typescript/bin/tsc'), '--noEmit']).then(() =>
        check('types of the dashboard', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'web']),
      ),
    ),
    check('lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0']),
  ]);
  jest('unit', cores + 1);
  jest('e2e', cores * 2);
  if (given.length === 0) {
    await check('no empty shells', ['scripts/shells.mjs', '--check']);
    await check('made-up requests', ['scripts/fuzz.mjs', '--short']);
  }
}

if (figures.skipped > 0) console.log(`\n${figures.skipped} skipped: this machine lacks what they need`);
console.log(`\n${figures.passed} passed, ${figures.failed} failed`);
process.exit(figures.failed === 0 ? 0 : 1);
