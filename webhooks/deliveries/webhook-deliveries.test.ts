import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSite, type Page } from '../../test/doubles/web-site.js';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { until } from '../../test/helpers/until.js';
import { verified } from '../../test/helpers/webhooks.js';
import { createSealer } from '../../platform/crypto/sealer.js';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';
import { parseOutboundAllow } from '../../platform/http/outbound-allow.js';
import { newId } from '../../platform/ids.js';
import { createLogger } from '../../platform/logging/logger.js';
import { migrate } from '../../platform/mongo/migrate.js';
import { event } from '../../platform/outbox/event.js';
import { OutboxModel } from '../../platform/outbox/outbox.model.js';
import { deleteOrganizationWebhooks } from '../delete-webhook.js';
import { newSecret, sealContext } from '../secrets.js';
import { WebhookModel } from '../webhook.model.js';
import { webhookRepository } from '../webhook.repository.js';
import type { AttemptDependencies } from './attempt-delivery.js';
import { DeliveryModel } from './delivery.model.js';
import { createWebhookDeliveries, type WebhookDeliveries } from './webhook-deliveries.js';

const logger = createLogger({ name: 'test', level: 'silent' });
const sealer = createSealer({ secret: 'a key of thirty-two characters!!' });
let stores: TestStores;
let site: WebSite;
let client: ReturnType<typeof createGuardedFetch>;
const running: WebhookDeliveries[] = [];

beforeAll(async () => {
  stores = await startTestStores();
  await migrate({ migrations: [], logger });
}, 60_000);
beforeEach(async () => {
  site = await new WebSite({ '/hook': 'ok' }).start();
  client = createGuardedFetch({
    ...{ publicUrl: 'https://bots.example', connections: 100 },
    allow: parseOutboundAllow(`127.0.0.1:${site.port}`),
  });
});
afterEach(async () => {
  // Answers that hang would hold up the end.
  await site.close();
  await Promise.all(running.splice(0).map((deliveries) => deliveries.close()));
  await client.close();
  await Promise.all([DeliveryModel.deleteMany(), WebhookModel.deleteMany(), OutboxModel.deleteMany()]);
});
afterAll(() => stores?.stop());

const start = (settings: Partial<AttemptDependencies & { redisUrl: string }> = {}): WebhookDeliveries => {
  const deliveries = createWebhookDeliveries({
    ...{ redisUrl: stores.redisUrl, logger, sealer, fetch: client.fetch },
    ...{ timeoutMs: 5_000, delays: [100, 100], disableAfterMs: 60_000, logMs: 60_000 },
    ...settings,
  });
  running.push(deliveries);
  return deliveries;
};

async function webhook(organizationId: string, path = '/hook', { seal = sealer.seal } = {}) {
  const [id, secret] = [newId(), newSecret()];
  await webhookRepository.insert(organizationId, id, {
    ...{ name: null, url: site.url(path), events: ['*'], filters: {}, active: true },
    ...{ secret: seal(secret, sealContext(id)), createdBy: 'u', directedBy: 'u' },
  });
  return { id, secret };
}
const created = (organizationId: string) =>
  event('chatbot.created', { organizationId, data: { chatbotId: newId() } });
const states = async (webhookId: string) =>
  (await DeliveryModel.find({ webhookId }).lean()).map(({ state }) => state);
const areSettled = (webhookId: string, size: number) => async (): Promise<boolean> => {
  const all = await states(webhookId);
  return all.length === size && !all.includes('pending');
};

test('an event that is relayed again and again, by two processes, is delivered once', async () => {
  const { id, secret } = await webhook('o');
  const processes = [start(), start()];
  const told = created('o');
  await Promise.all([0, 1, 0, 1, 1].map((place) => processes[place]!.subscriber.handle([told])));
  await until(areSettled(id, 1));
  await processes[0]!.subscriber.handle([told]);
  await processes[1]!.sweep();
  await sleep(500);
  expect(site.requests.map((request) => verified(request, secret).id)).toEqual([told.id]);
  expect(await states(id)).toEqual(['delivered']);
});

test('a slow receiver with a long list holds up neither the others of its organisation nor another one', async () => {
  let inFlight = 0;
  let most = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((done) => (open = done));
  const slow: Page = async (_request, response) => {
    most = Math.max(most, ++inFlight);
    await gate;
    inFlight--;
    response.end();
  };
  site.set({ '/slow': slow });
  const waiting = await webhook('o', '/slow');
  const [neighbour, stranger] = [await webhook('o'), await webhook('p')];
  const deliveries = start({ timeoutMs: 50_000 });
  const size = 30;
  for (let n = 0; n < size; n++) await deliveries.subscriber.handle([created('o')]);
  await deliveries.subscriber.handle([created('p')]);
  await until(areSettled(stranger.id, 1));
  await until(areSettled(neighbour.id, size));
  // Nothing of the slow one has ended yet.
  expect(await states(waiting.id)).toEqual(Array(size).fill('pending'));
  open();
  await until(areSettled(waiting.id, size));
  expect(most).toBe(5);
  expect(site.count('/slow')).toBe(size);
});

test('while a receiver fails it is asked one thing at a time', async () => {
  let inFlight = 0;
  const most: number[] = [];
  site.set({
    '/hook': async (_request, response) => {
      most.push(++inFlight);
      await sleep(100);
      inFlight--;
      response.writeHead(500).end();
    },
  });
  const { id } = await webhook('o');
  await WebhookModel.updateOne({ _id: id }, { failingSince: new Date() });
  const deliveries = start({ delays: [] });
  for (let n = 0; n < 10; n++) await deliveries.subscriber.handle([created('o')]);
  await until(async () => {
    await deliveries.sweep();
    return areSettled(id, 10)();
  });
  expect(Math.max(...most)).toBe(1);
});

test('without Valkey an event is stored, and delivered when there is one again', async () => {
  const { id, secret } = await webhook('o');
  const told = created('o');
  await start({ redisUrl: 'redis://127.0.0.1:1' }).subscriber.handle([told]);
  expect(await states(id)).toEqual(['pending']);
  await start().sweep();
  await until(areSettled(id, 1));
  expect(site.requests.map((request) => verified(request, secret).id)).toEqual([told.id]);
});

test('an attempt whose process died is made again when its lease is over, and not before', async () => {
  const { id } = await webhook('o');
  const told = created('o');
  await start({ redisUrl: 'redis://127.0.0.1:1' }).subscriber.handle([told]);
  const lease = (ms: number) => ({ lease: 'of the dead', leasedUntil: new Date(Date.now() + ms) });
  await DeliveryModel.updateOne({ webhookId: id }, lease(60_000));
  const deliveries = start();
  await deliveries.sweep();
  await sleep(500);
  expect(site.requests).toEqual([]);
  await DeliveryModel.updateOne({ webhookId: id }, lease(-1));
  await deliveries.sweep();
  await until(areSettled(id, 1));
  expect(site.requests).toHaveLength(1);
});

test('a receiver that has failed for too long is switched off with a notice, and what waits is stopped', async () => {
  site.set({ '/hook': { status: 500 } });
  const { id } = await webhook('o');
  const deliveries = start({ delays: [200, 3_600_000], disableAfterMs: 100 });
  await deliveries.subscriber.handle([created('o')]);
  await until(async () => (await WebhookModel.findById(id).lean())?.active === false);
  const [told, stored] = [await OutboxModel.find().lean(), await WebhookModel.findById(id).lean()];
  expect(stored?.disabledReason).toMatch(
    /^Every attempt since .* has failed, the last one with: .* answered 500$/,
  );
  expect(told.flatMap(({ events }) => events)).toMatchObject([
    {
      ...{ type: 'webhook.disabled', organizationId: 'o' },
      data: { webhookId: id, reason: stored?.disabledReason },
    },
  ]);
  await until(areSettled(id, 1));
  expect(await states(id)).toEqual(['disabled']);
  expect(site.requests).toHaveLength(2);
});

test('a success in between starts the time of failing anew', async () => {
  let turn = 0;
  site.set({
    '/hook': (_request, response) => void response.writeHead([500, 200, 500, 200][turn++] ?? 200).end(),
  });
  const { id } = await webhook('o');
  const deliveries = start({ delays: [200, 200], disableAfterMs: 300 });
  for (const size of [1, 2]) {
    await deliveries.subscriber.handle([created('o')]);
    await until(areSettled(id, size));
  }
  expect(await states(id)).toEqual(['delivered', 'delivered']);
  expect(await WebhookModel.findById(id).lean()).toMatchObject({ active: true, failingSince: null });
});

test('a secret that a former key sealed still signs, and is sealed anew', async () => {
  const former = 'another key of 32 characters!!!!';
  const { id, secret } = await webhook('o', '/hook', { seal: createSealer({ secret: former }).seal });
  const next = createSealer({ secret: 'a key of thirty-two characters!!', former: [former] });
  await start({ sealer: next }).subscriber.handle([created('o')]);
  await until(areSettled(id, 1));
  verified(site.requests[0]!, secret);
  await until(async () => !next.isStale((await WebhookModel.findById(id).lean())?.secret ?? ''));
});

test('with a key that is not known nothing is sent, and the log says why', async () => {
  const stranger = createSealer({ secret: 'another key of 32 characters!!!!' });
  const { id } = await webhook('o', '/hook', { seal: stranger.seal });
  await start({ delays: [] }).subscriber.handle([created('o')]);
  await until(areSettled(id, 1));
  expect(site.requests).toEqual([]);
  expect((await DeliveryModel.findOne({ webhookId: id }).lean())?.attempts).toMatchObject([
    { status: null, error: 'The secret cannot be read any more; rotate it' },
  ]);
});

test('an organisation that is deleted leaves neither webhooks nor logs, and others keep theirs', async () => {
  const [mine, theirs] = [await webhook('o'), await webhook('p')];
  const deliveries = start();
  for (const organizationId of ['o', 'p']) await deliveries.subscriber.handle([created(organizationId)]);
  await until(areSettled(mine.id, 1));
  await until(areSettled(theirs.id, 1));
  await deleteOrganizationWebhooks('o');
  expect([await WebhookModel.countDocuments(), await DeliveryModel.countDocuments()]).toEqual([1, 1]);
  expect(await states(theirs.id)).toEqual(['delivered']);
});

test('a delivery that was planned while its webhook was deleted goes with it', async () => {
  const { id } = await webhook('o');
  await start({ redisUrl: 'redis://127.0.0.1:1' }).subscriber.handle([created('o')]);
  await WebhookModel.deleteOne({ _id: id });
  await start().sweep();
  await until(async () => (await DeliveryModel.countDocuments()) === 0);
  expect(site.requests).toEqual([]);
});
