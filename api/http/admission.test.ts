import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { until } from '../../test/helpers/until.js';
import { eventStream, ok } from './reply.js';
import { defineRoute } from './route.js';

const common = {
  surface: 'platform',
  tag: 'Test',
  summary: 'Test',
  access: 'public',
  limit: 'read',
  method: 'GET',
  responses: { 200: z.strictObject({}) },
} as const;
let running = 0;
let finish: () => void = () => undefined;
let finished = Promise.resolve();
const renew = () => {
  finished = new Promise((resolve) => (finish = resolve));
};
const work = async () => {
  running += 1;
  await finished;
  running -= 1;
};
const routes = [
  defineRoute({ ...common, path: '/api/v1/slow', handler: () => work().then(() => ok({})) }),
  defineRoute({ ...common, path: '/api/v1/stream', handler: () => eventStream(work) }),
  defineRoute({ ...common, path: '/health', handler: () => ok({}) }),
];

let app: KitApp;
beforeAll(async () => {
  app = await startKitApp(routes, { capacity: { requests: 3, streams: 2 } });
});
afterAll(() => app.stop());
const ask = (path: string) => app.anonymous.get(path);

test('what is too much is refused at once, what was taken on is answered, and there is room again', async () => {
  renew();
  const slow = Array.from({ length: 3 }, () => ask('/api/v1/slow'));
  await until(() => running === 3);
  const { status, headers, body } = await ask('/api/v1/slow');
  expect([status, headers.get('retry-after'), body.code]).toEqual([503, '1', 'SERVICE_UNAVAILABLE']);
  expect((await ask('/nothing')).status).toBe(503);
  expect((await ask('/health')).status).toBe(200);
  finish();
  expect((await Promise.all(slow)).map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect((await ask('/api/v1/slow')).status).toBe(200);
});

test('streams that are followed take no room from requests, and have a limit of their own', async () => {
  renew();
  const follow = () => app.anonymous.events('GET', '/api/v1/stream');
  const streams = [follow(), follow()];
  await until(() => running === 2);
  expect((await ask('/api/v1/stream')).status).toBe(503);
  expect((await ask('/health')).status).toBe(200);
  const slow = Array.from({ length: 3 }, () => ask('/api/v1/slow'));
  await until(() => running === 5);
  finish();
  expect((await Promise.all(slow)).map((answer) => answer.status)).toEqual([200, 200, 200]);
  await Promise.all(streams);
  expect((await follow()).response.status).toBe(200);
});
