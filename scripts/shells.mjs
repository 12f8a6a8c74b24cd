// `npm run test:shells`: shows that no operation is an empty shell. Each one is replaced by the example of its
// documentation in turn, and some end-to-end test that calls it has to fail. With names, those alone:
// `npm run test:shells -- "GET /api/v1/jobs/{id}"`; those whose routes, commands or contracts have changed since a
// revision, in the working copy too: `npm run test:shells -- --since main`; or those that were not yet shown as they are
// now: `npm run test:shells -- --changed`. What was shown is kept in `test/shells/proofs.json`. `--check` asks of the changed
// ones only the test that showed it the last time, and changes nothing.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
/** Which test file calls which operation, and how long it takes; made once and kept. */
const mapFile = join('.cache', 'shells.json');
/** These call everything for its form, and must not be what tells a shell from the real thing. */
const generic = /^(test\/(contract\/|security\/access-matrix)|api\/http\/|api\/docs\/)/;

register('../test/helpers/typescript-hooks.mjs', import.meta.url);
const { allRoutes, operationsSince } = await import('../test/shells/changed-operations.ts');
const { fingerprintOf, readProofs, unproven, writeProofs } = await import('../test/shells/proofs.ts');
const {
  values: { since, changed, check },
  positionals,
} = parseArgs({
  options: { since: { type: 'string' }, changed: { type: 'boolean' }, check: { type: 'boolean' } },
  allowPositionals: true,
});
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const routes = allRoutes();
const proofs = readProofs();
const named = [
  ...new Set([
    ...positionals,
    ...(since === undefined ? [] : operationsSince(since)),
    ...(changed || check ? unproven(routes, proofs, read) : []),
  ]),
];
if (since !== undefined || changed || check) {
  console.log(
    `${named.length} operations have changed since ${since ?? 'they were last shown to be no empty shells'}`,
  );
  if (named.length === 0) process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'shells-'));
const log = join(folder, 'calls.log');
const preload = pathToFileURL(join(root, 'test/shells/replace-handlers.mjs')).href;
process.env.TEST_NODE_OPTIONS = `--import ${preload}`;
process.env.SHELLS_LOG = log;
writeFileSync(log, '');
/** Every route is declared by one function; what it returns can be replaced there. */
const replaceHandlers = {
  name: 'replace-handlers',
  setup: ({ onLoad }) =>
    void onLoad({ filter: /\/api\/http\/route\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(
        /(export function defineRoute[^{]*\{\s*)return definition;/,
        '$1return (globalThis as any).replaceHandler(definition);',
      );
      if (contents === source) throw new Error('defineRoute does not look as expected');
      return { contents, loader: 'ts' };
    }),
};

const { default: start } = await import('../test/helpers/global-setup.ts');
const { default: stop } = await import('../test/helpers/global-teardown.ts');

/** Those that are not for the behaviour of an operation take long, and are not asked. */
const others =
  '/test/(faults/|contract/|vectors/|deployment/|proxies/|operations/(?!paid-jobs)|security/access-matrix)';
const parallel = availableParallelism() + 1;

/** @returns whether the tests passed */
const jest = (args, environment = {}) =>
  new Promise((done) => {
    const all = ['--selectProjects', 'e2e', '--silent', '--testPathIgnorePatterns', others, '/node_modules/'];
    spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...all, ...args], {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...environment,
        NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      },
    }).once('close', (status) => done(status === 0));
  });

/** @returns `{[operation]: [[file, seconds], …]}`, the quickest file first */
async function traceCalls() {
  const report = join(folder, 'report.json');
  const args = ['--json', `--outputFile=${report}`, `--maxWorkers=${parallel}`, '--testPathPatterns', '.'];
  const passed = await jest(args, { TRACE_CALLS: '1' });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  if (!passed) {
    for (const { status, message } of testResults) if (status === 'failed') console.log(message);
    throw new Error('the tests have to pass before anything is replaced');
  }
  const seconds = new Map(
    testResults.map(({ name, startTime, endTime }) => [relative(root, name), (endTime - startTime) / 1000]),
  );
  const map = {};
  for (const line of new Set(readFileSync(log, 'utf8').split('\n').filter(Boolean))) {
    const [operation, file] = line.split('\t');
    if (!generic.test(file)) (map[operation] ??= []).push([file, seconds.get(file) ?? Infinity]);
  }
  for (const files of Object.values(map)) files.sort((a, b) => a[1] - b[1]);
  writeFileSync(mapFile, JSON.stringify(map));
  return map;
}

// A run that is broken off leaves a build behind that is made again.
rmSync('dist/.built-from', { force: true });
await bundle('dist', [replaceHandlers]);
await start();
let empty;
try {
  /** The one that noticed it the last time first, then the quickest. */
  const filesFor = (operation, map) =>
    [...new Set([proofs[operation]?.file, ...(map[operation] ?? []).map(([file]) => file)])].filter(
      (file) => file && existsSync(file),
    );
  /** @returns those that no test knows from the real thing */
  const judge = async (operations, map) => {
    const left = [...operations];
    const unnoticed = [];
    const one = async (operation) => {
      for (const file of filesFor(operation, map)) {
        const passed = await jest(['--bail', '--runTestsByPath', file], { SHELL_OPERATION: operation });
        if (passed) continue;
        const route = routes.find((one) => one.operation === operation);
        if (route) proofs[operation] = { file, fingerprint: fingerprintOf(route, file, read) };
        return console.log(`real  ${operation}: ${file}`);
      }
      unnoticed.push(operation);
    };
    const lane = async () => {
      for (let next = left.shift(); next; next = left.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: parallel }, lane));
    return unnoticed;
  };
  const all = Object.keys(JSON.parse(readFileSync('api/docs/examples.json', 'utf8')));
  empty = named.length > 0 ? await judge(named, check ? {} : JSON.parse(read(mapFile) ?? '{}')) : all;
  // What was noted before may lack the tests that were written since.
  if (empty.length > 0 && !check) empty = await judge(empty, await traceCalls());
  for (const operation of empty) delete proofs[operation];
  for (const operation of Object.keys(proofs)) if (!all.includes(operation)) delete proofs[operation];
  if (!check) writeProofs(proofs);
  for (const operation of empty) console.log(`EMPTY ${operation}`);
  if (empty.length > 0 && check) console.log('`npm run test:shells -- --changed` looks for other tests.');
  console.log(`\n${empty.length} operations could be empty shells without a test that fails`);
} finally {
  await stop();
  spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  rmSync(folder, { recursive: true, force: true });
}
process.exit(empty.length === 0 ? 0 : 1);
