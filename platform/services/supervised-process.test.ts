import { afterAll, afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SupervisedProcess, type SupervisedProcessOptions } from './index.js';

const folder = await mkdtemp(join(tmpdir(), 'supervised-'));
const started: SupervisedProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop()));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const sayReady = `process.send({ type: 'ready' });`;
const idle = `setInterval(() => {}, 1000);`;

function supervise(script: string, options: Partial<SupervisedProcessOptions> = {}) {
  const child = new SupervisedProcess({
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    environment: process.env,
    output: { onLine: () => {} },
    ready: 'message',
    ...options,
    timing: { readyMs: 10_000, backoffMs: { first: 50, longest: 200 }, ...options.timing },
  });
  const states: string[] = [];
  child.on('state', (state) => states.push(state));
  started.push(child);
  return { child, states };
}

async function becomes(child: SupervisedProcess, state: string): Promise<void> {
  while (child.state !== state) await once(child, 'state');
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a child that reports itself ready is started, heard, spoken to and stopped', async () => {
  const lines: string[] = [];
  const script = `console.log('hello'); ${sayReady} process.on('message', (m) => process.send({ echo: m.word }));`;
  const { child, states } = supervise(script, { output: { onLine: (line) => lines.push(line) } });
  await child.start();
  const pid = child.pid!;
  const answered = new Promise((resolve) => child.on('message', resolve));
  expect(child.send({ word: 'again' })).toBe(true);
  expect(await answered).toEqual({ echo: 'again' });
  await child.stop();
  expect(lines).toEqual(['hello']);
  expect(states).toEqual(['starting', 'ready', 'stopped']);
  expect([child.pid, isAlive(pid)]).toEqual([undefined, false]);
});

test('a child that dies is started again, with growing pauses', async () => {
  const counter = join(folder, 'starts');
  await writeFile(counter, '');
  // The second to fourth lives end before they are ready.
  const script = `
    const fs = require('fs');
    fs.appendFileSync(${JSON.stringify(counter)}, Date.now() + '\\n');
    const life = fs.readFileSync(${JSON.stringify(counter)}, 'utf8').trim().split('\\n').length;
    if (life > 1 && life < 5) process.exit(7);
    ${sayReady} ${idle}`;
  const { child, states } = supervise(script);
  await child.start();
  process.kill(child.pid!, 'SIGKILL');
  await becomes(child, 'restarting');
  await becomes(child, 'ready');
  const times = (await readFile(counter, 'utf8')).trim().split('\n').map(Number);
  const pauses = times.slice(1).map((time, index) => time - times[index]!);
  expect(pauses).toHaveLength(4);
  // 50, 100, 200 and then no longer than the longest, each plus the time a process takes to start.
  [50, 100, 200, 200].forEach((pause, index) => expect(pauses[index]).toBeGreaterThanOrEqual(pause));
  expect(states).toEqual(['starting', 'ready', ...Array<string>(4).fill('restarting'), 'ready']);
});

test('a first start that fails is not repeated, and its error shows the last lines', async () => {
  const file = join(folder, 'failing.log');
  await writeFile(file, 'a line of an earlier start\n');
  const { child } = supervise(`console.error('the disk is full'); process.exit(3);`, { output: { file } });
  const error = await child.start().catch((reason: Error) => reason.message);
  expect(error).toBe('child exited with code 3\n  the disk is full');
  expect(child.state).toBe('stopped');
});

test('a command that does not exist is named', async () => {
  const { child } = supervise('', { command: join(folder, 'no-such-program') });
  await expect(child.start()).rejects.toThrow(/^child could not be started: .*no-such-program ENOENT/);
});

test('a child that is not ready in time is ended, and the last answer of the probe is shown', async () => {
  const ready = () => Promise.reject(new Error('still loading'));
  const { child } = supervise(idle, { ready, timing: { readyMs: 300 } });
  let pid = 0;
  child.on('spawn', (spawned) => (pid = spawned));
  await expect(child.start()).rejects.toThrow('child was not ready within 0.3 s (still loading)');
  expect(isAlive(pid)).toBe(false);
});

test('a child that hangs is ended and started again', async () => {
  const health = { answers: true };
  const { child, states } = supervise(`${sayReady} ${idle}`, {
    health: async () => health.answers,
    timing: { healthEveryMs: 20, failedChecks: 3 },
  });
  await child.start();
  const first = child.pid!;
  health.answers = false;
  await becomes(child, 'restarting');
  health.answers = true;
  await becomes(child, 'ready');
  expect(isAlive(first)).toBe(false);
  expect(states).toEqual(['starting', 'ready', 'restarting', 'ready']);
});

test('a child that ignores SIGTERM is killed after the grace period, with its own children', async () => {
  const script = `
    process.on('SIGTERM', () => {});
    const grandchild = require('child_process').spawn('sleep', ['60']);
    process.send({ grandchild: grandchild.pid }, () => ${sayReady.replace(';', '')});`;
  const { child } = supervise(script, { timing: { graceMs: 200 } });
  let grandchild = 0;
  child.on('message', (message) => {
    grandchild = (message as { grandchild?: number }).grandchild ?? grandchild;
  });
  await child.start();
  const pid = child.pid!;
  await child.stop();
  expect(isAlive(pid)).toBe(false);
  for (let wait = 0; wait < 40 && isAlive(grandchild); wait++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isAlive(grandchild)).toBe(false);
});

test('a child can be stopped while it starts', async () => {
  const { child } = supervise(idle);
  const starting = child.start().catch((reason: Error) => reason.message);
  const pid = child.pid!;
  await child.stop();
  expect(await starting).toBe('child was stopped while it started');
  expect(isAlive(pid)).toBe(false);
});

test('a log that has grown too large is set aside at the next start', async () => {
  const file = join(folder, 'large.log');
  await writeFile(file, Buffer.alloc(11 * 1024 * 1024, 'x'));
  const { child } = supervise(`console.log('fresh'); ${sayReady} ${idle}`, { output: { file } });
  await child.start();
  await child.stop();
  expect(await readFile(file, 'utf8')).toBe('fresh\n');
  expect((await readFile(`${file}.1`)).length).toBe(11 * 1024 * 1024);
});
