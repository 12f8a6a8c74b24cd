import { afterAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPorts } from './index.js';

const dataDir = await mkdtemp(join(tmpdir(), 'ports-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('ports are kept from start to start, and replaced where somebody else has taken them', async () => {
  const first = await keepPorts({ dataDir, names: ['one', 'two'] });
  expect(first.one).not.toBe(first.two);
  expect(await keepPorts({ dataDir, names: ['one', 'two'] })).toEqual(first);

  const squatter = createServer().listen(first.one, '127.0.0.1');
  await once(squatter, 'listening');
  const second = await keepPorts({ dataDir, names: ['one', 'two'] });
  expect(second.two).toBe(first.two);
  expect(second.one).not.toBe(first.one);
  squatter.close();
});

test('a broken file of ports is replaced', async () => {
  await writeFile(join(dataDir, 'services', 'ports.json'), '{ "one": 20');
  const ports = await keepPorts({ dataDir, names: ['one'] });
  expect(await keepPorts({ dataDir, names: ['one'] })).toEqual(ports);
});
