import { afterEach, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import { startKitApp, type KitApp } from '../../test/helpers/kit-app.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { EventStreamOptions, EventStreamRunner } from './event-stream.js';
import { ResumeQuery } from './last-event-id.js';
import { eventStream } from './reply.js';
import { defineRoute } from './route.js';
import { until } from '../../test/helpers/until.js';

let app: KitApp;
afterEach(async () => {
  jest.useRealTimers();
  await app.stop();
});

const start = async (
  run: EventStreamRunner,
  { shutdown, options }: { shutdown?: AbortSignal; options?: EventStreamOptions } = {},
) => {
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
    resumable: true,
    request: { query: ResumeQuery },
    handler: ({ lastEventId }) => eventStream(run, { after: lastEventId, ...options }),
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
  await start(
    async ({ send, signal }) => {
      send({ event: 'start', data: {} });
      await once(signal, 'abort');
      send({ event: 'error', data: { code: 'SERVICE_UNAVAILABLE' } });
    },
    { shutdown: shutdown.signal },
  );
  const stream = app.anonymous.events('GET', '/api/v1/stream');
  setTimeout(() => shutdown.abort(), 50);
  expect((await stream).events.map(({ event }) => event)).toEqual(['start', 'error']);
});

test('ids go on after the last one that the caller has', async () => {
  await start(async ({ send }) => {
    send({ event: 'progress', data: 1 });
    send({ id: 40, event: 'progress', data: 2 });
    send({ event: 'end', data: 3 });
  });
  const idsAfter = async (path: string, headers: Record<string, string> = {}) =>
    (await app.anonymous.events('GET', path, { headers })).events.map(({ id }) => id);
  expect(await idsAfter('/api/v1/stream')).toEqual(['1', '40', '41']);
  expect(await idsAfter('/api/v1/stream', { 'Last-Event-ID': '7' })).toEqual(['8', '40', '41']);
  expect(await idsAfter('/api/v1/stream?lastEventId=9')).toEqual(['10', '40', '41']);
  for (const answer of [
    await app.anonymous.get('/api/v1/stream', { 'Last-Event-ID': 'x' }),
    await app.anonymous.get('/api/v1/stream?lastEventId=x'),
  ])
    expect(answer.status).toBe(400);
});

test('the first event says how long to wait before connecting again', async () => {
  await start(async ({ send }) => {
    send({ event: 'start', data: {} });
    send({ event: 'end', data: {} });
  });
  const text = await (await fetch(`${app.url}/api/v1/stream`)).text();
  expect(text).toBe('retry: 2000\nid: 1\nevent: start\ndata: {}\n\nid: 2\nevent: end\ndata: {}\n\n');
});

/** A client that asks and then reads nothing. */
const deafClient = async () => {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.pause();
  socket.write('GET /api/v1/stream HTTP/1.1\r\nHost: test\r\n\r\n');
  return socket;
};

test('a client that reads nothing is dropped before its events fill the memory; others hear them all', async () => {
  const text = 'x'.repeat(64 * 1_024);
  const ends: boolean[] = [];
  await start(async ({ send, signal }) => {
    for (let round = 0; round < 1_000 && !signal.aborted; round++) {
      send({ event: 'token', data: { text } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    ends.push(signal.aborted);
    send({ event: 'done', data: null });
  });
  const deaf = await deafClient();
  await until(() => ends.length > 0);
  expect(ends).toEqual([true]);
  deaf.destroy();
});

test('one who could send faster than anyone reads waits for its reader', async () => {
  const text = 'x'.repeat(64 * 1_024);
  await start(async ({ send, ready }) => {
    for (let round = 0; round < 300; round++) {
      send({ event: 'token', data: { text } });
      await ready();
    }
    send({ event: 'done', data: null });
  });
  const { events } = await app.anonymous.events('GET', '/api/v1/stream');
  expect(events).toHaveLength(301);
});

test('a client that takes nothing for long is dropped, also when the work has ended', async () => {
  const gone = new AbortController();
  await start(
    async ({ send, signal }) => {
      signal.addEventListener('abort', () => gone.abort());
      for (let round = 0; round < 300; round++) send({ event: 'token', data: 'x'.repeat(64 * 1_024) });
    },
    { options: { heartbeatMs: 50, stalledMs: 200, maxBufferedBytes: Infinity } },
  );
  const deaf = await deafClient();
  if (!gone.signal.aborted) await once(gone.signal, 'abort');
  expect(gone.signal.aborted).toBe(true);
  deaf.destroy();
});

test('HEAD has the headers and no events', async () => {
  await start(() => new Promise(() => undefined));
  const response = await fetch(`${app.url}/api/v1/stream`, { method: 'HEAD' });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
});
