import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createGiven, data, platformUrl, unique } from '../../test/helpers/given.js';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { storeUrls } from '../../test/helpers/stores.js';
import { AppError } from '../../platform/errors/app-error.js';
import { createLogger } from '../../platform/logging/logger.js';
import { connectMongo, disconnectMongo } from '../../platform/mongo/connection.js';
import { IdempotencyModel } from './idempotency.model.js';
import { created } from './reply.js';
import { defineRoute } from './route.js';

// Routes of the test's own, over the real store: what must not happen twice can then be counted.
let runs = 0;
let before: () => Promise<void>;
const route = (path: string) =>
  defineRoute({
    surface: 'platform',
    method: 'POST',
    path,
    summary: 'Pay',
    tag: 'Test',
    access: 'user',
    limit: 'conversation',
    idempotent: true,
    request: {
      query: z.strictObject({ currency: z.string().optional() }),
      body: z.strictObject({ amount: z.number() }),
    },
    responses: { 201: z.strictObject({ run: z.number(), amount: z.number() }) },
    handler: async ({ body }) => {
      const run = ++runs;
      await before();
      return created({ run, amount: body.amount });
    },
  });

let app: KitApp;
beforeAll(async () => {
  const logger = createLogger({ name: 'test', level: 'silent' });
  await connectMongo({ url: storeUrls('kit').mongodb, logger, appName: 'test' });
  app = await startKitApp([route('/api/v1/pay'), route('/api/v1/refund')]);
});
afterAll(async () => {
  await app.stop();
  await disconnectMongo();
});
beforeEach(() => {
  runs = 0;
  before = async () => undefined;
});

const pay = (
  key: string,
  { by = 'ada', amount = 5, path = '/api/v1/pay' }: { by?: string; amount?: number; path?: string } = {},
) => app.as(by).post(path, { amount }, { 'Idempotency-Key': key });

test('a repeat returns the first answer and nothing happens again', async () => {
  const key = unique();
  const first = await pay(key);
  const repeat = await pay(key);
  expect(first.status).toBe(201);
  expect(repeat.status).toBe(201);
  expect(repeat.body).toEqual(first.body);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(repeat.headers.get('idempotency-replayed')).toBe('true');
  expect(runs).toBe(1);
});

test('without a key each request counts', async () => {
  await app.as('ada').post('/api/v1/pay', { amount: 1 });
  await app.as('ada').post('/api/v1/pay', { amount: 1 });
  expect(runs).toBe(2);
});

test('the same key with another body or query is a conflict', async () => {
  const key = unique();
  await pay(key);
  const otherBody = await pay(key, { amount: 6 });
  expect(otherBody.status).toBe(409);
  expect(otherBody.body).toMatchObject({ status: 'error', code: 'CONFLICT' });
  expect(otherBody.headers.get('retry-after')).toBeNull();
  expect((await pay(key, { path: '/api/v1/pay?currency=EUR' })).status).toBe(409);
  expect(runs).toBe(1);
});

test('the same key on another address is another request', async () => {
  const key = unique();
  await pay(key);
  expect((await pay(key, { path: '/api/v1/refund' })).status).toBe(201);
  expect(runs).toBe(2);
});

test('the same key of another caller is independent', async () => {
  const key = unique();
  const mine = await pay(key);
  const theirs = await pay(key, { by: 'grace', amount: 9 });
  expect(mine.body.data).toEqual({ run: 1, amount: 5 });
  expect(theirs.body.data).toEqual({ run: 2, amount: 9 });
});

test('while the first is in progress a repeat is told to come back', async () => {
  const key = unique();
  let finish = (): void => undefined;
  let started = (): void => undefined;
  const isRunning = new Promise<void>((resolve) => (started = resolve));
  before = () =>
    new Promise((resolve) => {
      finish = resolve;
      started();
    });
  const first = pay(key);
  await isRunning;
  const second = await pay(key);
  expect(second.status).toBe(409);
  expect(second.headers.get('retry-after')).toBe('1');
  finish();
  expect((await first).status).toBe(201);
  expect((await pay(key)).body).toEqual((await first).body);
  expect(runs).toBe(1);
});

test('of many at once exactly one happens', async () => {
  const key = unique();
  before = () => new Promise((resolve) => setTimeout(resolve, 100));
  const answers = await Promise.all(Array.from({ length: 12 }, () => pay(key)));
  expect(runs).toBe(1);
  // Who came while it ran is told so; who came after it gets its answer.
  const first = answers.filter(
    ({ status, headers }) => status === 201 && !headers.has('idempotency-replayed'),
  );
  expect(first).toHaveLength(1);
  for (const { status, body } of answers) if (status !== 409) expect(body).toEqual(first[0]!.body);
});

test.each([
  ['a refusal', new AppError('CONFLICT', 'Taken')],
  ['a crash', new Error('crash')],
])('%s releases the key for another attempt', async (_, error) => {
  const key = unique();
  before = () => Promise.reject(error);
  expect((await pay(key)).status).toBeGreaterThanOrEqual(409);
  before = async () => undefined;
  expect((await pay(key)).status).toBe(201);
  expect(runs).toBe(2);
});

test('a request that was refused before it began leaves the key free', async () => {
  const key = unique();
  const invalid = await app.as('ada').post('/api/v1/pay', {}, { 'Idempotency-Key': key });
  expect(invalid.status).toBe(400);
  expect((await pay(key)).status).toBe(201);
});

test('what a process that died left running is taken over once its lock has ended', async () => {
  const key = unique();
  await pay(key);
  const ended = { state: 'running', lockedUntil: new Date(Date.now() - 1) };
  const latest = await IdempotencyModel.findOne().sort({ expiresAt: -1 }).lean();
  await IdempotencyModel.updateOne({ _id: latest!._id }, { $set: ended, $unset: { body: 1, status: 1 } });
  const answers = await Promise.all([pay(key), pay(key), pay(key)]);
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  expect(runs).toBe(2);
});

test('answers are kept for a day', async () => {
  await pay(unique());
  const latest = await IdempotencyModel.findOne().sort({ expiresAt: -1 }).lean();
  const hours = (latest!.expiresAt.getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThanOrEqual(24);
});

test.each([['a'.repeat(256)], ['two words'], ['']])('the key "%s" is refused', async (key) => {
  const answer = await pay(key);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'VALIDATION_ERROR' });
  expect(runs).toBe(0);
});

test('on the platform a repeated creation answers the same id and makes one thing', async () => {
  const given = createGiven(platformUrl());
  const member = await given.owner();
  const body = { name: unique('bot') };
  const headers = { 'Idempotency-Key': unique() };
  const first = data(await member.client.post('/api/v1/chatbots', body, headers), 201);
  const repeat = data(await member.client.post('/api/v1/chatbots', body, headers), 201);
  expect(repeat).toEqual(first);
  expect((await member.client.get('/api/v1/chatbots')).body.pagination.total).toBe(1);
  const stranger = await given.owner();
  expect(data(await stranger.client.post('/api/v1/chatbots', body, headers), 201).id).not.toBe(first.id);
});
