import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { createLogger } from '../logging/logger.js';
import { defineModel } from '../mongo/define-model.js';
import { carriesEvents, event } from './event.js';
import { enqueueEvents, OutboxModel } from './outbox.model.js';
import { startRelay, type Relay } from './relay.js';
import { until } from '../../test/helpers/until.js';

interface Carrier {
  name: string;
  events?: DomainEvent[];
}
const schema = new Schema<Carrier>({ name: String }, { versionKey: false });
carriesEvents(schema);
const CarrierModel = defineModel<Carrier>('RelayedCarrier', schema, 'relayedCarriers');

let stores: TestStores;
const relays: Relay[] = [];
const logger = createLogger({ name: 'test', level: 'silent' });

beforeAll(async () => {
  stores = await startTestStores();
  await CarrierModel.createIndexes();
}, 60_000);
afterAll(() => stores?.stop());
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await Promise.all([CarrierModel.deleteMany(), OutboxModel.deleteMany()]);
});

/** Hands the events on to somebody who takes one at a time. */
const relay = (take: (event: DomainEvent) => Promise<void>, sweepMs = 200): Relay => {
  const sources = [CarrierModel] as unknown as Model<never>[];
  const deliver = async (events: DomainEvent[]): Promise<void> => {
    for (const one of events) await take(one);
  };
  const started = startRelay({ sources, deliver, logger, sweepMs });
  relays.push(started);
  return started;
};
const newEvent = (data: Record<string, unknown> = {}): DomainEvent =>
  event('chatbot.created', { organizationId: 'o', data });
const isEmpty = async (): Promise<boolean> =>
  (await CarrierModel.countDocuments({ 'events.id': { $exists: true } })) === 0 &&
  (await OutboxModel.countDocuments()) === 0;

test('an event leaves its document once it was delivered; the document stays, an outbox entry goes', async () => {
  const [embedded, queued] = [newEvent({ n: 1 }), newEvent({ n: 2 })];
  await CarrierModel.create({ name: 'kept', events: [embedded] });
  await enqueueEvents([queued]);
  const seen: DomainEvent[] = [];
  relay(async (delivered) => void seen.push(delivered));
  await until(isEmpty);
  expect(seen).toEqual(expect.arrayContaining([embedded, queued]));
  expect(seen).toHaveLength(2);
  const kept = await CarrierModel.findOne({ name: 'kept' }).lean();
  expect(kept).not.toHaveProperty('events');
});

test('a new event is relayed at once, long before the next sweep', async () => {
  const seen: string[] = [];
  relay(async ({ id }) => void seen.push(id), 60_000);
  await sleep(500);
  const fresh = newEvent();
  const start = performance.now();
  await CarrierModel.create({ name: 'a', events: [fresh] });
  await until(() => seen.includes(fresh.id));
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('a delivery that fails is repeated, and holds up no other event', async () => {
  const [stubborn, easy] = [newEvent(), newEvent()];
  await CarrierModel.create({ name: 'a', events: [stubborn] });
  await CarrierModel.create({ name: 'b', events: [easy] });
  const attempts: string[] = [];
  relay(async ({ id }) => {
    attempts.push(id);
    const tries = attempts.filter((attempt) => attempt === stubborn.id).length;
    if (id === stubborn.id && tries < 3) throw new Error('the queue is away');
  });
  await until(isEmpty);
  expect(attempts.filter((id) => id === stubborn.id)).toHaveLength(3);
  expect(attempts.filter((id) => id === easy.id)).toHaveLength(1);
});

test('events that could not be delivered together are delivered one by one; only what was not delivered is repeated', async () => {
  const events = [newEvent(), newEvent(), newEvent()];
  await enqueueEvents(events);
  const attempts: string[] = [];
  relay(async ({ id }) => {
    attempts.push(id);
    if (attempts.length === 2) throw new Error('the queue is away');
  });
  await until(isEmpty);
  const [first, second, third] = events.map(({ id }) => id);
  expect(attempts).toEqual([first, second, first, second, third]);
});

test('a crash between delivery and removal leads to a second delivery under the same id', async () => {
  const stored = newEvent();
  await CarrierModel.create({ name: 'a', events: [stored] });
  const seen: string[] = [];
  // The first relay stands still for ever after it handed the event on, as a process that was killed.
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  relay(async ({ id }) => {
    seen.push(id);
    await gone;
  });
  await until(() => seen.length === 1);
  relay(async ({ id }) => void seen.push(id));
  await until(isEmpty);
  expect(seen).toEqual([stored.id, stored.id]);
  letGo();
});

test('an event that is added while its document is relayed is not lost', async () => {
  const [first, second] = [newEvent(), newEvent()];
  const { _id } = await CarrierModel.create({ name: 'a', events: [first] });
  const seen: string[] = [];
  relay(async ({ id }) => {
    if (id === first.id) await CarrierModel.updateOne({ _id }, { $push: { events: second } });
    seen.push(id);
  });
  await until(isEmpty);
  expect(seen).toEqual([first.id, second.id]);
});

test('many events, stored while the relay runs, arrive once each', async () => {
  const seen = new Map<string, number>();
  relay(async ({ id }) => void seen.set(id, (seen.get(id) ?? 0) + 1));
  const events = Array.from({ length: 500 }, (_, n) => newEvent({ n }));
  await Promise.all(
    events.map((stored, n) =>
      n % 2 ? enqueueEvents([stored]) : CarrierModel.create({ name: `${n}`, events: [stored] }),
    ),
  );
  await until(isEmpty);
  expect(new Set(seen.keys())).toEqual(new Set(events.map(({ id }) => id)));
  expect([...seen.values()].every((count) => count === 1)).toBe(true);
});

test('the relay outlives the database', async () => {
  const [before, after] = [newEvent(), newEvent()];
  await CarrierModel.create({ name: 'a', events: [before] });
  const seen: string[] = [];
  relay(async ({ id }) => void seen.push(id));
  await until(() => seen.includes(before.id));
  process.kill(stores.mongod.pid!, 'SIGKILL');
  // The write itself may meet the dying server; whoever makes an event would be told and try again.
  await until(() =>
    CarrierModel.create({ name: 'b', events: [after] }).then(
      () => true,
      () => false,
    ),
  );
  await until(() => seen.includes(after.id));
  await until(isEmpty);
  expect(new Set(seen)).toEqual(new Set([before.id, after.id]));
});
