import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { parseOutboundAllow } from '../../platform/http/outbound-allow.js';
import { privateAddresses } from '../fixtures/private-addresses.js';
import { WebSite } from '../doubles/web-site.js';
import { recordingConnect, resolverOf } from '../helpers/recording-connect.js';

/** A public address; connections to it are led to the local site. */
const somewhere = '93.184.215.14';
const site = new WebSite({ '/': 'hello' });
beforeAll(() => site.start());
afterAll(() => site.close());
beforeEach(() => void site.forget());

const guarded = ({ names = {}, allow = '' }: { names?: Record<string, string[][]>; allow?: string } = {}) => {
  const connect = recordingConnect(site.port);
  const resolve = resolverOf(names);
  const { fetch, close } = createGuardedFetch({
    publicUrl: 'https://bots.example',
    allow: parseOutboundAllow(allow),
    resolve,
    connect,
  });
  return { fetch, close, tried: connect.tried, asked: resolve.asked };
};

const refusalOf = async (attempt: Promise<unknown>): Promise<string> => {
  const error: unknown = await attempt.then(
    () => 'it was answered',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OutboundError);
  expect((error as OutboundError).reason).toBe('refused');
  return (error as OutboundError).message;
};

test.each(privateAddresses)('%s is refused before anything is resolved or connected to', async (url) => {
  const { fetch, tried, asked, close } = guarded();
  expect(await refusalOf(fetch({ url }))).toMatch(/public|written|password|not an URL/);
  expect([tried, asked]).toEqual([[], []]);
  await close();
});

test('private addresses are known in more than sixty spellings', () => {
  expect(new Set(privateAddresses).size).toBeGreaterThan(90);
});

test.each(privateAddresses)('a redirect to %s is not followed, not even as the third', async (location) => {
  // A header has no other letters; browsers and servers send them encoded.
  const written = encodeURI(location).replaceAll('%25', '%').replaceAll('%5B', '[').replaceAll('%5D', ']');
  site.set({
    '/one': { status: 302, headers: { location: '/two' } },
    '/two': { status: 307, headers: { location: '/three' } },
    '/three': { status: 308, headers: { location: written } },
  });
  const { fetch, tried, close } = guarded({ names: { 'example.com': [[somewhere]] } });
  const outcome = await fetch({ url: 'http://example.com/one' }).catch((error: unknown) => error);
  // What is no address of a host, such as a path that begins with a backslash, stays at the site.
  if (!(outcome instanceof OutboundError)) expect(outcome).toMatchObject({ status: 404 });
  expect(new Set(tried)).toEqual(new Set([somewhere]));
  await close();
});

test.each([
  ['file:///etc/passwd', /http/],
  ['gopher://example.com/', /http/],
  ['ftp://example.com/', /http/],
  ['data:text/html,hello', /http/],
  ['javascript:alert(1)', /http/],
  ['http://user:secret@example.com/', /password/],
  ['http://example.com@127.0.0.1/', /password/],
  ['http://example.com:22/', /Port 22/],
  ['http://example.com:6379/', /Port 6379/],
  ['https://example.com:25/', /Port 25/],
  ['http://1572395042/', /four decimal/],
  ['http://0x5d.0xb8.0xd7.0x0e/', /four decimal/],
  ['http://', /not an URL/],
  ['//example.com', /not an URL/],
  [`http://example.com/${'a'.repeat(2_000)}`, /longer/],
])('%s is refused for its form', async (url, message) => {
  const { fetch, tried, asked, close } = guarded({ names: { 'example.com': [[somewhere]] } });
  expect(await refusalOf(fetch({ url }))).toMatch(message);
  expect([tried, asked]).toEqual([[], []]);
  await close();
});

test('a public name is resolved once, and the address that was checked is connected to', async () => {
  const { fetch, tried, asked, close } = guarded({ names: { 'example.com': [[somewhere], ['127.0.0.1']] } });
  const answer = await fetch({ url: 'http://example.com/' });
  expect(answer).toMatchObject({ status: 200, body: Buffer.from('hello') });
  expect([tried, asked]).toEqual([[somewhere], ['example.com']]);
  expect(site.requests[0]?.headers).toMatchObject({
    host: 'example.com',
    'user-agent': expect.stringMatching(/^ChatbotsPlatform\/\d+\.\d+\.\d+ \(\+https:\/\/bots\.example\)$/),
  });
  await close();
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
])('a name that leads to %s is refused without a connection', async (address) => {
  const { fetch, tried, close } = guarded({ names: { 'example.com': [[address]] } });
  expect(await refusalOf(fetch({ url: 'http://example.com/' }))).toBe(
    'The host is not a public one; OUTBOUND_ALLOW may name it',
  );
  expect(tried).toEqual([]);
  await close();
});

test('a name with one public and one private address is refused: either might be taken', async () => {
  for (const addresses of [
    [somewhere, '10.0.0.1'],
    ['::1', '2606:4700::6810:84e5', somewhere],
  ]) {
    const { fetch, tried, close } = guarded({ names: { 'example.com': [addresses] } });
    await refusalOf(fetch({ url: 'http://example.com/' }));
    expect(tried).toEqual([]);
    await close();
  }
});

test('a name that becomes private between two connections is refused at the second', async () => {
  site.set({ '/closing': { headers: { connection: 'close' }, body: 'once' } });
  const { fetch, tried, close } = guarded({ names: { 'example.com': [[somewhere], ['127.0.0.1']] } });
  expect((await fetch({ url: 'http://example.com/closing' })).status).toBe(200);
  await refusalOf(fetch({ url: 'http://example.com/' }));
  expect(tried).toEqual([somewhere]);
  expect(site.visited).toEqual(['/closing']);
  await close();
});

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://[::ffff:10.0.0.1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://inside.example.net/',
  'http://localhost:6379/',
  'file:///etc/passwd',
  'http://user:secret@example.com/',
  'http://example.com:11211/',
])('a redirect to %s is not followed', async (location) => {
  site.set({ '/away': { status: 302, headers: { location } } });
  const names = { 'example.com': [[somewhere]], 'inside.example.net': [['192.168.0.10']] };
  const { fetch, tried, close } = guarded({ names });
  await refusalOf(fetch({ url: 'http://example.com/away' }));
  expect(tried).toEqual([somewhere]);
  expect(site.visited).toEqual(['/away']);
  await close();
});

test('a redirect that rebinds its own name is not followed', async () => {
  site.set({ '/again': { status: 302, headers: { location: '/', connection: 'close' } } });
  const { fetch, tried, close } = guarded({ names: { 'example.com': [[somewhere], ['10.0.0.1']] } });
  await refusalOf(fetch({ url: 'http://example.com/again' }));
  expect(tried).toEqual([somewhere]);
  await close();
});

test('what an operator allows is reached, and nothing beside it', async () => {
  const allow = 'wiki.intern:8000, 10.9.0.0/16, [::1]:8080';
  const names = {
    'wiki.intern': [['10.0.0.5']],
    'other.example.net': [['10.9.1.1']],
    'x.example.net': [['10.8.1.1']],
  };
  const { fetch, tried, close } = guarded({ allow, names });
  for (const url of [
    'http://wiki.intern:8000/',
    'http://10.9.3.4:9999/',
    'http://other.example.net/',
    'http://[::1]:8080/',
  ])
    expect((await fetch({ url })).status).toBe(200);
  expect(tried).toEqual(['10.0.0.5', '10.9.3.4', '10.9.1.1', '::1']);
  for (const url of [
    'http://wiki.intern:8001/',
    'http://wiki.intern/',
    'http://10.8.0.1/',
    'http://x.example.net/',
    'http://[::1]/',
  ])
    await refusalOf(fetch({ url }));
  expect(tried).toHaveLength(4);
  await close();
});
