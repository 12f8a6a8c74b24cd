import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountWeb } from './web.pages.js';

const folder = mkdtempSync(join(tmpdir(), 'web-'));
let server: Server | undefined;
afterEach(async () => {
  await new Promise((done) => server?.close(done));
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<string> {
  const app = express();
  mountWeb(app, folder);
  app.use((_request, response) => void response.status(404).json({ code: 'NOT_FOUND' }));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('without a build it is said plainly, and the rest is served', async () => {
  rmSync(folder, { recursive: true, force: true });
  const url = await serve();
  const page = await fetch(`${url}/bots`, { headers: { Accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  expect((await fetch(`${url}/api/v1/nothing`)).status).toBe(404);
});

test('a file that a newer build has taken away is missing, and nothing worse', async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<meta nonce="%NONCE%">');
  for (const name of ['page-12345678.js', 'page-12345678.js.br'])
    writeFileSync(join(folder, 'assets', name), 'x');
  const url = await serve();
  const ask = () => fetch(`${url}/assets/page-12345678.js`, { headers: { 'Accept-Encoding': 'br' } });
  rmSync(join(folder, 'assets'), { recursive: true });
  const answer = await ask();
  expect([answer.status, answer.headers.get('content-encoding')]).toEqual([404, null]);
  expect(await answer.json()).toEqual({ code: 'NOT_FOUND' });
});
