import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { unique } from '../../test/helpers/given.js';
import { eventually } from '../../test/helpers/leftovers.js';
import { storeUrls } from '../../test/helpers/stores.js';
import { createLogger } from '../logging/logger.js';
import { createEventLogWriter } from './event-log-writer.js';
import { createEventLog, type EventLog, type LoggedEvent } from './event-log.js';
import { announcePresence, watchPresence } from './presence.js';
import { createRedis, untilReady } from './redis.js';

const logger = createLogger({ name: 'test', level: 'silent' });
let redis: Redis;
let log: EventLog;
beforeAll(async () => {
  redis = createRedis({ url: storeUrls('platform').redis, logger });
  await untilReady(redis);
  log = createEventLog({ redis, prefix: 'test-log' });
});
afterAll(() => redis.disconnect());

const events = (from: number, to: number): LoggedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    id: from + index,
    event: 'token',
    data: { text: `t${from + index}` },
  }));
const keepMs = 60_000;

test('a log tells its events after any of them', async () => {
  const id = unique();
  expect(await log.append(id, events(1, 3), { keepMs })).toBe(3);
  expect(await log.append(id, events(4, 5), { keepMs })).toBe(5);
  expect(await log.read(id, 0)).toEqual(events(1, 5));
  expect(await log.read(id, 3)).toEqual(events(4, 5));
  expect(await log.read(id, 5)).toEqual([]);
});

test('a repeat adds nothing, and behind a gap nothing is added', async () => {
  const id = unique();
  await log.append(id, events(1, 3), { keepMs });
  expect(await log.append(id, events(2, 5), { keepMs })).toBe(5);
  expect(await log.append(id, events(8, 9), { keepMs })).toBe(5);
  expect(await log.read(id, 0)).toEqual(events(1, 5));
});

test('a log is forgotten after its time', async () => {
  const id = unique();
  await log.append(id, events(1, 3), { keepMs: 100 });
  await sleep(200);
  expect(await log.read(id, 0)).toEqual([]);
});

test('what the store loses meanwhile is written again', async () => {
  const id = unique();
  const writer = createEventLogWriter({ log, id, logger });
  for (const event of events(1, 1_200)) writer.write(event);
  await eventually(async () => expect(await log.read(id, 1_199)).toHaveLength(1));
  await redis.del(`test-log:${id}`);
  for (const event of events(1_201, 1_203)) writer.write(event);
  await writer.end({ keepMs });
  const told: LoggedEvent[] = [];
  for (let page = await log.read(id, 0); page.length > 0; page = await log.read(id, told.length))
    told.push(...page);
  expect(told).toEqual(events(1, 1_203));
});

test('a store that fails for a while gets the events afterwards', async () => {
  const id = unique();
  let isAway = true;
  const moody: EventLog = {
    ...log,
    append: async (...call) => {
      if (isAway) throw new Error('away');
      return log.append(...call);
    },
  };
  const writer = createEventLogWriter({ log: moody, id, logger });
  for (const event of events(1, 10)) writer.write(event);
  await sleep(200);
  expect(await log.read(id, 0)).toEqual([]);
  const ended = writer.end({ keepMs });
  isAway = false;
  await ended;
  expect(await log.read(id, 0)).toEqual(events(1, 10));
});

test('a process is gone when its lease is missing for some time, not at the first look', async () => {
  let time = 0;
  const { isGone } = watchPresence(redis, () => time);
  const { id, leave } = announcePresence(redis);
  await eventually(async () => expect(await redis.exists(`process:${id}`)).toBe(1));
  const looks: boolean[] = [];
  const look = async (at: number) => {
    time = at;
    looks.push(await isGone(id));
  };
  await look(0);
  await look(5_000);
  await leave();
  await look(6_000);
  await look(8_000);
  await look(10_001);
  expect(looks).toEqual([false, false, false, false, true]);
  // What was seen long ago says nothing about the time since.
  await look(30_000);
  await look(31_000);
  await look(35_000);
  expect(looks.slice(5)).toEqual([false, false, true]);
});

test('a lease that is renewed after an outage proves that the process lives', async () => {
  let time = 0;
  const { isGone } = watchPresence(redis, () => time);
  const { id, leave } = announcePresence(redis);
  await redis.del(`process:${id}`);
  expect(await isGone(id)).toBe(false);
  await eventually(async () => expect(await redis.exists(`process:${id}`)).toBe(1));
  time = 5_000;
  expect(await isGone(id)).toBe(false);
  await leave();
});

test('nothing is certain while the store cannot be asked', async () => {
  let time = 0;
  const away = createRedis({ url: 'redis://127.0.0.1:1', logger });
  const { isGone } = watchPresence(away, () => time);
  expect(await isGone('anyone')).toBe(false);
  time = 9_000;
  expect(await isGone('anyone')).toBe(false);
  away.disconnect();
});
