import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSealer } from '../../platform/crypto/sealer.js';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';
import { checkTarget } from '../../webhooks/check-target.js';
import { sendAttempt } from '../../webhooks/deliveries/send-attempt.js';
import type { WebhookDocument } from '../../webhooks/webhook.model.js';
import { privateAddresses } from '../fixtures/private-addresses.js';
import { WebSite } from '../doubles/web-site.js';
import { recordingConnect, resolverOf } from '../helpers/recording-connect.js';

/** A public address; connections to it are led to the local site. */
const somewhere = '93.184.215.14';
const sealer = createSealer({ secret: 'a key of thirty-two characters!!' });
const site = new WebSite({ '/': 'ok' });
beforeAll(() => site.start());
afterAll(() => site.close());

const webhook = {
  ...{ _id: 'w', organizationId: 'o', url: 'https://receiver.example/', formerSecrets: [] },
  secret: sealer.seal('a secret of one’s own', 'webhook:w'),
} as unknown as WebhookDocument;
const event = { id: 'e', type: 'chatbot.created', timestamp: new Date(), data: {} };

const attempt = async (url: string, names: Record<string, string[][]>, times = 1) => {
  const connect = recordingConnect(site.port);
  const client = createGuardedFetch({
    publicUrl: 'https://bots.example',
    connect,
    resolve: resolverOf(names),
  });
  const sending = { fetch: client.fetch, sealer, timeoutMs: 2_000 };
  const outcomes = [];
  for (let time = 0; time < times; time++)
    outcomes.push(await sendAttempt({ ...webhook, url }, event, sending));
  await client.close();
  return { tried: connect.tried, outcomes };
};
const refused = { status: null, error: 'The host is not a public one; OUTBOUND_ALLOW may name it' };

test.each(['10.0.0.7', '127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
  'a webhook whose name leads to %s is not sent to',
  async (address) => {
    const { tried, outcomes } = await attempt('https://receiver.example/', {
      'receiver.example': [[address]],
    });
    expect(tried).toEqual([]);
    expect(outcomes).toMatchObject([{ kind: 'failure', attempt: refused }]);
  },
);

test.each(privateAddresses)('%s is no target, and nothing is sent there', async (url) => {
  expect(() => checkTarget(url, { allow: [], ports: null })).toThrow(/body\.url/);
  const { tried, outcomes } = await attempt(url, {});
  expect(tried).toEqual([]);
  expect(outcomes).toMatchObject([{ kind: 'failure', attempt: { status: null } }]);
});

test('a name that becomes private after a success is refused at the next delivery', async () => {
  site.set({ '/': { headers: { connection: 'close' }, body: 'ok' } });
  const names = { 'receiver.example': [[somewhere], ['192.168.0.1']] };
  const { tried, outcomes } = await attempt('http://receiver.example/', names, 2);
  expect(tried).toEqual([somewhere]);
  expect(outcomes).toMatchObject([{ kind: 'success' }, { kind: 'failure', attempt: refused }]);
});
