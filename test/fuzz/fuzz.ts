import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareCalls } from '../contract/calls.js';
import { startContractSite } from '../contract/contract-site.js';
import type { Call } from '../contract/operation-calls.js';
import { createWorld, type World } from '../contract/world.js';
import { createGiven, platformUrl } from '../helpers/given.js';
import { isPrivileged, nameOf, operationsOf, readOpenApi, type Operation } from '../helpers/openapi.js';
import { installPythonPackages } from '../helpers/python-packages.js';
import { administrator } from '../helpers/platform.js';
import { withExamples } from './fuzz-document.js';

/** How an operation is called while it is fuzzed: by a session that is open, or by an account that signs in for it. */
type Caller = { headers: Record<string, string> } | { credentials: { username: string; password: string } };

interface Fuzzing {
  folder: string;
  args: string[];
}

/** What sets limits for all others, or takes their roles and accounts from them, is fuzzed when they are done. */
const isLast = ({ method, path }: Operation): boolean =>
  method !== 'GET' && /\/admin\/ai\/config|\/admin\/users|\/organization\/members/.test(path);

/** Fuzzes every operation of the platform under test; answers whether all of them held. */
export async function fuzz({ folder, args }: Fuzzing): Promise<boolean> {
  const given = createGiven(platformUrl());
  const site = await startContractSite();
  try {
    const world = await createWorld(given, site);
    const document = await readOpenApi();
    const operations = operationsOf(document);
    const calls = await prepareCalls(operations.map(nameOf), world);
    // Sessions that the calls brought along last a quarter of an hour.
    const isFirst = (one: Operation) => calls.get(nameOf(one))!.as !== undefined;
    const groups = [
      operations.filter(isFirst),
      operations.filter((one) => !isFirst(one) && !isLast(one)),
      operations.filter((one) => !isFirst(one) && isLast(one)),
    ];
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(withExamples(document, calls)));
    // All callers are made at once: the session that makes them does not last as long as the fuzzing.
    const callersOf = async (group: readonly Operation[]): Promise<Record<string, Caller>> => {
      const callers: Record<string, Caller> = {};
      for (const operation of group)
        callers[nameOf(operation)] = await callerOf(operation, calls.get(nameOf(operation))!, world);
      return callers;
    };
    const prepared: Record<string, Caller>[] = [];
    for (const group of groups) prepared.push(await callersOf(group));
    let held = true;
    for (const callers of prepared) {
      held = (await run(file, callers, { folder, args })) && held;
    }
    return held;
  } finally {
    await site.close();
  }
}

/** Somebody whose account is their own, for operations that change or end it. */
async function callerOf(operation: Operation, { as }: Call, world: World): Promise<Caller> {
  if (as) return { headers: as.headers };
  if (isPrivileged(operation)) return { credentials: administrator };
  const member = /\/(auth|organization)\b/.test(operation.path)
    ? await world.given.member(world.owner, 'owner')
    : world.owner;
  const { username } = member.user as { username: string };
  return { credentials: { username, password: member.password } };
}

async function run(
  document: string,
  callers: Record<string, Caller>,
  { folder, args }: Fuzzing,
): Promise<boolean> {
  const callersFile = join(folder, 'callers.json');
  await writeFile(callersFile, JSON.stringify(callers));
  const packages = await installPythonPackages({
    name: 'schemathesis',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    receipt: 'schemathesis/__init__.py',
  });
  const config = ['--config-file', join(import.meta.dirname, 'schemathesis.toml')];
  const command = ['-m', 'schemathesis.cli', ...config, 'run', document, '--url', platformUrl()];
  const chosen = Object.keys(callers).flatMap((name) => ['--include-name', name]);
  const child = spawn('python3', [...command, ...chosen, ...args], {
    stdio: 'inherit',
    cwd: folder,
    env: {
      ...process.env,
      PYTHONPATH: packages,
      FUZZ_URL: platformUrl(),
      FUZZ_CALLERS: callersFile,
      SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
      PYTHONDONTWRITEBYTECODE: '1',
      COLUMNS: '120',
    },
  });
  return new Promise((done) => child.once('close', (code) => done(code === 0)));
}
