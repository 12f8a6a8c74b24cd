import { afterEach, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { z } from 'zod';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { EventStreamRunner } from './event-stream.js';
import { eventStream } from './reply.js';
import { defineRoute } from './route.js';

let app: KitApp;
afterEach(async () => {
  jest.useRealTimers();
  await app.stop();
});

const start = async (run: EventStreamRunner, shutdown?: AbortSignal) => {
  const route = defineRoute({
    surface: 'platform',
    method: 'GET',
    path: '/api/v1/stream',
    summary: 'Stream',
    tag: 'Test',
    access: 'public',
    limit: 'read',
    responses: { 200: z.string() },
    produces: 'text/event-stream',
    handler: () => eventStream(run),
  });
  app = await startKitApp([route], shutdown ? { shutdown } : {});
};

test('events have increasing ids and the stream ends when the work is done', async () => {
  await start(async ({ send }) => {
    send({ event: 'start', data: { id: 'a' } });
    send({ event: 'token', data: { text: 'two\nlines' } });
    send({ event: 'done', data: null });
  });
  const { response, events } = await app.anonymous.events('GET', '/api/v1/stream');
  expect(events).toEqual([
    { id: '1', event: 'start', data: { id: 'a' } },
    { id: '2', event: 'token', data: { text: 'two\nlines' } },
    { id: '3', event: 'done', data: null },
  ]);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(response.headers.get('x-request-id')).toBeTruthy();
  expect(response.headers.get('x-ratelimit-limit')).toBe('300');
});

test('a comment is sent while nothing happens, so that proxies keep the connection', async () => {
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
  await start(({ signal }) => new Promise((done) => signal.addEventListener('abort', () => done())));
  const response = await fetch(`${app.url}/api/v1/stream`);
  const reader = response.body!.getReader();
  jest.advanceTimersByTime(15_000);
  const { value } = await reader.read();
  expect(new TextDecoder().decode(value)).toBe(': keep-alive\n\n');
  await reader.cancel();
});

test('an error after the start is told as an event with its code', async () => {
  await start(async ({ send }) => {
    send({ event: 'start', data: {} });
    throw new AppError('PROVIDER_ERROR', 'The model did not answer');
  });
  const { response, events } = await app.anonymous.events('GET', '/api/v1/stream');
  expect(response.status).toBe(200);
  expect(events.at(-1)).toEqual({
    id: '2',
    event: 'error',
    data: { code: 'PROVIDER_ERROR', message: 'The model did not answer' },
  });
});

test('an unknown error does not show its text', async () => {
  await start(async () => {
    throw new Error('connection string mongodb://user:secret@host');
  });
  const { events } = await app.anonymous.events('GET', '/api/v1/stream');
  expect(events).toEqual([
    { id: '1', event: 'error', data: { code: 'SERVER_ERROR', message: 'Internal server error' } },
  ]);
});

test('the work is told when the client goes, and sending to nobody is harmless', async () => {
  const gone = new AbortController();
  await start(async ({ send, signal }) => {
    send({ event: 'start', data: {} });
    await once(signal, 'abort');
    send({ event: 'late', data: {} });
    gone.abort();
  });
  await app.anonymous.events('GET', '/api/v1/stream', { until: () => true }).catch(() => undefined);
  if (!gone.signal.aborted) await once(gone.signal, 'abort');
  expect(gone.signal.aborted).toBe(true);
});

test('the work is told when the server shuts down, and its last events arrive', async () => {
  const shutdown = new AbortController();
  await start(async ({ send, signal }) => {
    send({ event: 'start', data: {} });
    await once(signal, 'abort');
    send({ event: 'error', data: { code: 'SERVICE_UNAVAILABLE' } });
  }, shutdown.signal);
  const stream = app.anonymous.events('GET', '/api/v1/stream');
  setTimeout(() => shutdown.abort(), 50);
  expect((await stream).events.map(({ event }) => event)).toEqual(['start', 'error']);
});
