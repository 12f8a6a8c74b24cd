import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { page, type WebSite } from '../doubles/web-site.js';
import { createGiven, data, platformUrl, type Member } from '../helpers/given.js';
import { startSite } from '../helpers/sites.js';

const given = createGiven(platformUrl());
let me: Member;
let base: { id: string };
let site: WebSite;
/** Something inside that no page may lead to: it is not on the list of what is allowed. */
let inside: Server;
let reached = 0;
const insideUrl = (host = '127.0.0.1'): string => `http://${host}:${(inside.address() as AddressInfo).port}/`;
beforeAll(async () => {
  me = await given.owner();
  base = await given.knowledgeBase(me, (await given.chatbot(me)).id);
  site = await startSite();
  inside = createServer((_request, response) => response.end(`reached ${++reached}`));
  inside.on('connection', () => reached++);
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await site.close();
  await new Promise((done) => inside.close(done));
});

const path = () => `/api/v1/knowledge-bases/${base.id}/items`;

test.each([
  ...['http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/', 'http://[::1]/', 'http://localhost/'],
  ...['http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://[::ffff:127.0.0.1]/'],
  ...['http://metadata.google.internal/', 'http://user:secret@example.com/', 'file:///etc/passwd'],
  ...['http://example.com:6379/'],
])('%s is refused by the request already', async (url) => {
  const answer = await me.client.post(path(), { url });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'VALIDATION_ERROR' });
  expect(answer.body.message).toContain('body.url');
});

test('an address of this machine that is not on the list is refused, in every notation', async () => {
  for (const host of ['127.0.0.1', '127.1', '2130706433', '0x7f000001', 'localhost', '[::ffff:7f00:1]', '0'])
    expect((await me.client.post(path(), { url: insideUrl(host) })).status).toBe(400);
  expect(reached).toBe(0);
});

test.each(['', 'localhost', '2130706433', '[::ffff:127.0.0.1]'])(
  'a page that redirects inside (%s) fails without a connection, and says nothing of what is there',
  async (host) => {
    site.set({ '/': { status: 302, headers: { location: insideUrl(host || undefined) } } });
    const accepted = data(await me.client.post(path(), { url: site.url() }), 202);
    await given.finished(me.client, accepted.jobId);
    const item = data(await me.client.get(`${path()}/${accepted.items[0].id}`));
    expect(item).toMatchObject({
      status: 'failed',
      error: 'The host is not a public one; OUTBOUND_ALLOW may name it',
    });
    expect(reached).toBe(0);
  },
);

test('links, canonical addresses, sitemaps and robots.txt lead a crawl nowhere inside', async () => {
  site.set({
    '/robots.txt': `Sitemap: ${insideUrl()}sitemap.xml\nSitemap: http://169.254.169.254/sitemap.xml\n`,
    '/home': page(
      'Home',
      'Welcome.',
      [insideUrl(), insideUrl('localhost'), 'http://10.0.0.1/', '/next'],
      `<link rel="canonical" href="${insideUrl()}"><base href="${site.url()}">`,
    ),
    '/next': { status: 301, headers: { location: insideUrl() } },
  });
  const accepted = data(await me.client.post(path(), { url: site.url('/home'), crawl: true }), 202);
  const job = await given.finished(me.client, accepted.jobId);
  expect(job).toMatchObject({ status: 'completed', progress: { total: 2, done: 1, skipped: 1 } });
  expect(reached).toBe(0);
});

test('the address of a picture to moderate is for the provider that looks at it: nobody here fetches it', async () => {
  const { port } = inside.address() as AddressInfo;
  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'])
    for (const scheme of ['http', 'https']) {
      const metadata = { url: `${scheme}://${host}:${port}/cat.png` };
      const request = { contentId: 'c', contentType: 'image', content: 'a cat', metadata };
      expect((await me.client.post('/api/moderation/analyze', request)).status).toBe(200);
    }
  expect(reached).toBe(0);
});
