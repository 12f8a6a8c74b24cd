import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSite } from '../doubles/web-site.js';
import { createGiven, data, platformUrl, type Member } from '../helpers/given.js';
import { startSite } from '../helpers/sites.js';
import { createWebhook, hookPath, settledLog } from '../helpers/webhooks.js';

const given = createGiven(platformUrl());
let me: Member;
let site: WebSite;
/** Something inside: it is not on the list of what is allowed. */
let inside: Server;
let reached = 0;
const insideUrl = (host = '127.0.0.1'): string => `http://${host}:${(inside.address() as AddressInfo).port}/`;
beforeAll(async () => {
  me = await given.owner();
  site = await startSite({ '/hook': 'ok' });
  inside = createServer((_request, response) => response.end('reached'));
  inside.on('connection', () => reached++);
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await site?.close();
  await new Promise((done) => inside.close(done));
});

test.each([
  ...['http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/', 'http://[::1]/', 'http://localhost/'],
  ...['http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://[::ffff:127.0.0.1]/'],
  ...['http://metadata.google.internal/', 'http://user:secret@example.com/', 'file:///etc/passwd'],
  ...['http://example.com:6379/', 'http://192.168.0.1/', 'http://[fd00:ec2::254]/', 'gopher://example.com/'],
])('%s is no target, neither of a new webhook nor of a changed one', async (url) => {
  const { id } = await createWebhook(me, site);
  for (const answer of [
    await me.client.post(hookPath, { url, events: ['*'] }),
    await me.client.put(`${hookPath}/${id}`, { url }),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(answer.body.message).toContain('body.url');
  }
  expect(data(await me.client.get(`${hookPath}/${id}`)).url).toBe(site.url('/hook'));
  data(await me.client.delete(`${hookPath}/${id}`));
});

test('an address of this machine that is not on the list is refused, in every notation', async () => {
  for (const host of ['127.0.0.1', '127.1', '2130706433', '0x7f000001', 'localhost', '[::ffff:7f00:1]', '0'])
    expect((await me.client.post(hookPath, { url: insideUrl(host), events: ['*'] })).status).toBe(400);
  expect(reached).toBe(0);
});

test('a receiver cannot send a delivery or a test on to the inside', async () => {
  const someone = await given.owner();
  site.set({ '/away': { status: 307, headers: { location: insideUrl() } } });
  const { id } = await createWebhook(someone, site, { events: ['chatbot.created'] }, '/away');
  const tested = data(await someone.client.post(`${hookPath}/${id}/test`, {}));
  expect(tested.attempts[0]).toMatchObject({ status: 307, error: expect.stringContaining('not followed') });
  await given.chatbot(someone);
  const log = await settledLog(someone.client, id, 2);
  expect(log.map(({ state }) => state)).toEqual(['failed', 'failed']);
  expect(reached).toBe(0);
});

test('a secret is nowhere in the answers, nor readable in what is stored', async () => {
  const { id, secret } = await createWebhook(me, site);
  const tested = await me.client.post(`${hookPath}/${id}/test`, {});
  const answers = [
    tested,
    await me.client.put(`${hookPath}/${id}`, { name: 'x' }),
    ...(await Promise.all(
      ['', `/${id}`, `/${id}/deliveries`].map((end) => me.client.get(`${hookPath}${end}`)),
    )),
  ];
  for (const { body } of answers) {
    expect(JSON.stringify(body)).not.toContain(secret.slice('whsec_'.length));
    expect(JSON.stringify(body)).not.toContain('v1,');
  }
});
