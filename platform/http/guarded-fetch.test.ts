import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { WebSite, type Page } from '../../test/doubles/web-site.js';
import { createGuardedFetch } from './guarded-fetch.js';
import type { GuardedRequest } from './guarded-fetch.types.js';
import { parseOutboundAllow } from './outbound-allow.js';
import { OutboundError } from './outbound-error.js';

const site = new WebSite();
let client: ReturnType<typeof createGuardedFetch>;
beforeAll(async () => {
  await site.start();
  client = createGuardedFetch({
    publicUrl: 'https://bots.example',
    allow: parseOutboundAllow(`127.0.0.1:${site.port},localhost:${site.port}`),
  });
});
afterAll(async () => {
  await client.close();
  await site.close();
});
beforeEach(() => void site.forget());

const ask = (answer: Page, request: Partial<GuardedRequest> = {}) => {
  site.set({ '/': answer });
  return client.fetch({ url: site.url(), ...request });
};
const reasonOf = async (attempt: Promise<unknown>): Promise<[string, string]> => {
  const error: unknown = await attempt.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutboundError);
  return [(error as OutboundError).reason, (error as OutboundError).message];
};

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('%s is unpacked', async (encoding, pack) => {
  const { body } = await ask({ headers: { 'content-encoding': encoding }, body: pack(Buffer.from('hello')) });
  expect(body.toString()).toBe('hello');
});

test('of a body that is too large the beginning is returned when that is wanted', async () => {
  const wanted = { cutBody: true, limits: { maxBytes: 5 } };
  expect((await ask('hello world', wanted)).body.toString()).toBe('hello');
  const packed = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(60_000_000, 'x')) };
  expect((await ask(packed, wanted)).body.toString()).toBe('xxxxx');
});

test('a redirect is an answer like any other when that is wanted', async () => {
  site.set({ '/else': 'never' });
  const redirect = { status: 308, headers: { location: '/else' }, body: 'there' };
  expect(await ask(redirect, { keepRedirects: true })).toMatchObject({
    status: 308,
    body: Buffer.from('there'),
  });
  expect(site.visited).toEqual(['/']);
});

test('a small answer that unpacks to a large one is not read to its end', async () => {
  const bomb = gzipSync(Buffer.alloc(60_000_000));
  expect(bomb.length).toBeLessThan(100_000);
  const answer = { headers: { 'content-encoding': 'gzip' }, body: bomb };
  expect(await reasonOf(ask(answer, { limits: { maxBytes: 1_000_000 } }))).toEqual([
    'too-large',
    'The answer is larger than 1 MB',
  ]);
});

test('an endless answer is left after the bytes that are allowed', async () => {
  let sent = 0;
  const endless: Page = (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  };
  expect((await reasonOf(ask(endless, { limits: { maxBytes: 1_000_000 } })))[0]).toBe('too-large');
  expect(sent).toBeLessThan(50_000_000);
});

test('a length that is too large is refused without reading', async () => {
  const answer = { headers: { 'content-length': '900000000' }, body: '' };
  expect((await reasonOf(ask(answer)))[0]).toBe('too-large');
});

test('broken and unknown compression is said to be so', async () => {
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip'])
    expect((await reasonOf(ask({ headers: { 'content-encoding': encoding }, body: 'plain' })))[0]).toBe(
      'protocol',
    );
});

test('headers without end are refused', async () => {
  expect((await reasonOf(ask({ headers: { 'x-long': 'a'.repeat(40_000) } })))[0]).toBe('too-large');
});

test('silence before the answer, within it, and an answer that takes too long are ended', async () => {
  const silent: Page = () => undefined;
  const stalls: Page = (_request, response) => void response.write('a');
  const drips: Page = (_request, response) => {
    const timer = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(timer));
  };
  for (const answer of [silent, stalls])
    expect((await reasonOf(ask(answer, { limits: { silenceMs: 300 } })))[0]).toBe('timeout');
  expect((await reasonOf(ask(drips, { limits: { totalMs: 400 } })))[0]).toBe('timeout');
});

test('whoever asked can leave, and gets the own reason', async () => {
  const reason = new Error('the job was cancelled');
  const silent: Page = () => undefined;
  await expect(ask(silent, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(site.requests).toEqual([]);
  const controller = new AbortController();
  const asked = ask(silent, { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 50);
  await expect(asked).rejects.toBe(reason);
});

test('only content types that were asked for are read', async () => {
  const pdf = { headers: { 'content-type': 'application/pdf' }, body: '%PDF' };
  expect(await reasonOf(ask(pdf, { accept: ['text/html', 'text/*'] }))).toEqual([
    'content-type',
    'The answer is application/pdf',
  ]);
  expect((await ask('<p>', { accept: ['text/*'] })).status).toBe(200);
  expect((await ask({ ...pdf, status: 404 }, { accept: ['text/html'] })).status).toBe(404);
});

test('redirects are followed as browsers do, and five of them at most', async () => {
  for (let n = 0; n < 7; n++) site.set({ [`/${n}`]: { status: 302, headers: { location: `/${n + 1}` } } });
  site.set({ '/7': 'arrived' });
  const { url, body } = await client.fetch({ url: site.url('/2') });
  expect([url.href, body.toString()]).toEqual([site.url('/7'), 'arrived']);
  expect((await reasonOf(client.fetch({ url: site.url('/1') })))[0]).toBe('protocol');
  site.set({ '/loop': { status: 301, headers: { location: '/loop' } } });
  expect((await reasonOf(client.fetch({ url: site.url('/loop') })))[0]).toBe('protocol');
  expect(site.count('/loop')).toBe(6);
});

test('a POST becomes a GET without its body, or stays what it is, as the status says', async () => {
  const post = { method: 'POST', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } } as const;
  for (const [status, method] of [
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
    [308, 'POST'],
  ] as const) {
    site.forget().set({ '/from': { status, headers: { location: '/to' } }, '/to': 'here' });
    await client.fetch({ url: site.url('/from'), ...post });
    expect(site.requests[1]).toMatchObject({ method, body: method === 'GET' ? '' : post.body });
  }
});

test('credentials go to the origin that they were given for; cookies are not kept', async () => {
  site.set({
    '/other': {
      status: 302,
      headers: { location: `http://localhost:${site.port}/end`, 'set-cookie': 'a=1' },
    },
    '/same': { status: 302, headers: { location: '/end', 'set-cookie': 'a=1' } },
    '/end': 'end',
  });
  const headers = { Authorization: 'Bearer secret', 'X-API-Key': 'secret' };
  await client.fetch({ url: site.url('/other'), headers });
  await client.fetch({ url: site.url('/same'), headers });
  const [, other, , same] = site.requests.map((request) => request.headers);
  expect([other?.authorization, other?.['x-api-key'], other?.cookie]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([same?.authorization, same?.['x-api-key'], same?.cookie]).toEqual([
    'Bearer secret',
    'secret',
    undefined,
  ]);
});

test('the caller is asked before each redirect and may refuse it', async () => {
  site.set({ '/from': { status: 302, headers: { location: '/to' } } });
  const stop = new TypeError('not there');
  const attempt = client.fetch({ url: site.url('/from'), onRedirect: () => Promise.reject(stop) });
  await expect(attempt).rejects.toBe(stop);
  expect(site.visited).toEqual(['/from']);
});

test('what cannot be reached says so without details of the network', async () => {
  const closed = await new WebSite().start();
  const { port } = closed;
  await closed.close();
  const own = createGuardedFetch({
    publicUrl: 'https://bots.example',
    allow: parseOutboundAllow(`127.0.0.1:${port}`),
  });
  const [reason, message] = await reasonOf(own.fetch({ url: `http://127.0.0.1:${port}/` }));
  expect([reason, message]).toEqual(['unreachable', 'The site cannot be reached']);
  await own.close();
});
