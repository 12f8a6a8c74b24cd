import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createLogger } from '../../../platform/logging/logger.js';
import { newId } from '../../../platform/ids.js';
import { migrate } from '../../../platform/mongo/migrate.js';
import { startTestStores, type TestStores } from '../../../test/helpers/own-stores.js';
import { ConversationModel } from '../../conversations/conversation.model.js';
import { TurnModel, type TurnDocument } from '../../conversations/turn.model.js';
import { activityRepository, type Span } from '../activity.repository.js';
import { keepSlots, takeBackIfLate, takeBackSlots } from './keep-slots.js';
import { readSlots } from './read-slots.js';
import { slotMs, type BotKey, type Slot } from './slot.js';
import { SlotModel, SummedModel } from './slot.model.js';
import { sumUp } from './sum-up.js';

let stores: TestStores;
beforeAll(async () => {
  stores = await startTestStores();
  await migrate({ migrations: [], logger: createLogger({ name: 'test', level: 'silent' }) });
}, 120_000);
afterAll(() => stores.stop());

let bot: BotKey;
beforeEach(() => {
  bot = { organizationId: newId(), chatbotId: newId() };
});

const hour = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms);
const fields = [
  'received',
  'sent',
  'latencies',
  'users',
  'newUsers',
  'sessionsEnded',
  'sessionMessages',
] as const;

async function say(createdAt: Date, values: Partial<TurnDocument> = {}): Promise<string> {
  const turn = new TurnModel({
    ...{ _id: newId(), userMessageId: newId(), conversationId: newId(), ...bot },
    ...{ question: 'Hello', answer: 'Hello', status: 'answered', latencyMs: 40, createdAt },
    answeredAt: new Date(createdAt.getTime() + 40),
    ...values,
  });
  await turn.save();
  return turn._id;
}

async function talk(createdAt: Date, endedAt: Date | null, turns: Date[]): Promise<void> {
  const _id = newId();
  await ConversationModel.collection.insertOne({
    ...{ _id: _id as never, ...bot, userId: null, status: endedAt ? 'ended' : 'active', endedAt, createdAt },
  });
  for (const time of turns) await say(time, { conversationId: _id });
}

async function read(span: Span): Promise<Pick<Slot, (typeof fields)[number] | 'start'>[]> {
  return all(readSlots(bot, span, fields));
}
const received = async (span: Span) => (await read(span)).reduce((sum, slot) => sum + slot.received, 0);
async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found = [];
  for await (const value of values) found.push(value);
  return found;
}
const kept = () => SlotModel.countDocuments(bot);

test('what is kept and what is counted now are the same as counting everything now', async () => {
  const users = ['ada', 'bea', 'cyd', null];
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let n = 0; n < 120; n++)
    await say(ago(random() * 50 * hour), {
      userId: users[Math.floor(random() * 4)]!,
      status: random() < 0.9 ? 'answered' : 'interrupted',
      latencyMs: Math.floor(random() * 900),
      ...(random() < 0.5 ? { intent: { name: 'hours', confidence: 0.25 } } : {}),
    });
  await talk(ago(30 * hour), ago(20 * hour), [ago(30 * hour), ago(29 * hour)]);
  for (const span of [
    { from: ago(60 * hour), to: new Date() },
    { from: ago(33.3 * hour), to: ago(3.7 * hour) },
    { from: ago(10.01 * hour), to: ago(10 * hour) },
    { from: ago(hour), to: new Date() },
  ]) {
    const { slots } = await sumUp(bot, span);
    const expected = slots.map((slot) => ({
      ...slot,
      start: slot.start < span.from ? span.from : slot.start,
    }));
    const found = await read(span);
    expect(found.map(({ start }) => start)).toEqual(expected.map(({ start }) => start));
    for (const [place, slot] of found.entries()) expect(expected[place]).toMatchObject(slot);
  }
  expect(await kept()).toBeGreaterThan(50);
});

test('what changed afterwards is counted once it was taken back', async () => {
  const span = { from: ago(30 * hour), to: new Date() };
  const ids = [await say(ago(20 * hour)), await say(ago(10 * hour)), await say(ago(5 * hour))];
  expect(await received(span)).toBe(3);
  await TurnModel.deleteOne({ _id: ids[1] });
  expect(await received(span)).toBe(3);
  await takeBackSlots(bot, ago(10 * hour));
  expect(await received(span)).toBe(2);
  expect(await kept()).toBe(2);
});

test('an answer that comes hours late is counted', async () => {
  const span = { from: ago(30 * hour), to: new Date() };
  await say(ago(20 * hour));
  await say(ago(4 * hour));
  expect(await received(span)).toBe(2);
  await say(ago(9 * hour));
  await takeBackIfLate(bot, ago(9 * hour));
  expect(await received(span)).toBe(3);
});

test('a time whose answer is still being made is not kept', async () => {
  const span = { from: ago(30 * hour), to: new Date() };
  await say(ago(20 * hour));
  const open = await say(ago(10 * hour), { status: 'answering', answeredAt: null, latencyMs: null });
  await say(ago(5 * hour));
  const sent = async () => (await read(span)).reduce((sum, slot) => sum + slot.sent, 0);
  expect([await sent(), await received(span), await kept()]).toEqual([2, 3, 1]);
  await TurnModel.updateOne({ _id: open }, { $set: { status: 'answered', latencyMs: 5 } });
  expect([await sent(), await kept()]).toEqual([3, 3]);
});

test('who sums up an older state keeps nothing', async () => {
  const id = await say(ago(20 * hour));
  let isRead = (): void => undefined;
  const reading = new Promise<void>((done) => (isRead = done));
  let goOn = (): void => undefined;
  const held = new Promise<void>((done) => (goOn = done));
  const { turns } = activityRepository;
  activityRepository.turns = async function* (...of) {
    activityRepository.turns = turns;
    for await (const turn of turns(...of)) {
      yield turn;
      isRead();
      await held;
    }
  };
  const slow = keepSlots(bot);
  await reading;
  await TurnModel.deleteOne({ _id: id });
  await takeBackSlots(bot, ago(20 * hour));
  goOn();
  await slow;
  expect(await kept()).toBe(0);
  expect(await received({ from: ago(30 * hour), to: new Date() })).toBe(0);
});

test('many who sum up at once keep everything once', async () => {
  for (let n = 0; n < 40; n++) await say(ago((3 + n * 3) * hour));
  const span = { from: ago(200 * hour), to: new Date() };
  expect(await Promise.all(Array.from({ length: 6 }, () => received(span)))).toEqual(Array(6).fill(40));
  expect([await kept(), await SummedModel.countDocuments(bot)]).toEqual([40, 1]);
});

test('every query is answered from an index alone', async () => {
  const span = { from: ago(20 * hour), to: new Date() };
  await talk(ago(10 * hour), ago(9 * hour), [ago(10 * hour)]);
  await say(ago(9 * hour), { userId: 'ada', rating: { rating: 5, feedback: null, ratedAt: new Date() } });
  const db = TurnModel.db.db!;
  await db.command({ profile: 2 });
  await all(activityRepository.turns(bot, span));
  await activityRepository.firstMessages(bot, ['ada']);
  await activityRepository.sessionStarts(bot, span);
  await all(activityRepository.sessionEnds(bot, span));
  await activityRepository.ratings(bot, span);
  await db.command({ profile: 0 });
  const read = await db
    .collection('system.profile')
    .find({ op: { $in: ['query', 'command'] }, planSummary: { $exists: true }, ns: /turns|conversations/ })
    .toArray();
  expect(read).toHaveLength(6);
  for (const { docsExamined, planSummary, keysExamined, hasSortStage } of read) {
    expect({ docsExamined, planSummary, hasSortStage }).toEqual({
      docsExamined: 0,
      planSummary: expect.stringMatching(/^(IXSCAN|DISTINCT_SCAN)/),
      hasSortStage: undefined,
    });
    expect(keysExamined).toBeLessThan(6);
  }
});

test('a quarter of an hour is read by its parts', async () => {
  const start = new Date(Math.floor(ago(20 * hour).getTime() / slotMs) * slotMs);
  const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  for (const minutes of [1, 7, 14]) await say(at(minutes));
  expect(await received({ from: at(5), to: at(10) })).toBe(1);
  expect(await received({ from: at(5), to: at(15) })).toBe(2);
  expect(await received({ from: at(0), to: at(14) })).toBe(2);
  expect(await received({ from: at(-30), to: at(30) })).toBe(3);
});
