import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client';
import { createGiven, platformUrl, unique, type Member } from '../../../test/helpers/given.js';
import { temporalAddress } from '../../../test/helpers/stores.js';
import { until } from '../../../test/helpers/until.js';
import { derivedId } from '../../../platform/ids.js';

const given = createGiven(platformUrl());
let owner: Member;
let connection: Connection;
beforeAll(async () => {
  owner = await given.owner();
  connection = await Connection.connect({ address: temporalAddress() });
});
afterAll(() => connection?.close());

const path = '/api/ai/digest/schedule';
const put = async (body: object, { client } = owner) => (await client.put(path, body)).body;
const read = async (channelId: string, { client } = owner) =>
  (await client.get(`/api/ai/digest?channelId=${channelId}`)).body;
interface Stored {
  period: { start: string; end: string };
  completedAt: string | null;
  digest: { summary: string; stats: { totalMessages: number } } | null;
}
const digestsOf = async (channelId: string): Promise<Stored[]> =>
  (await owner.client.get(`/api/ai/digests?limit=100&channelId=${channelId}`)).body.digests;
const store = async (channelId: string, times: string[]) =>
  owner.client.post('/api/ai/messages', {
    messages: times.map((created_at, n) => ({
      ...{
        id: `${channelId}-${n}`,
        content: `Train number ${n} was late`,
        channel_id: channelId,
        created_at,
      },
      ...{ author_id: `user-${n % 2}`, author_name: ['Ann', 'Bob'][n % 2] },
    })),
  });

test('a schedule is made, told, changed, rested and dropped', async () => {
  const channelId = unique('channel');
  const none = { enabled: false, nextRun: null, frequency: null, timezone: null, at: null, lastRun: null };
  expect(await read(channelId)).toMatchObject({ success: true, available: true, schedule: none });
  const { schedule } = await put({
    channelId,
    frequency: 'daily',
    timezone: 'Asia/Tokyo',
    at: '06:15',
    enabled: true,
  });
  expect(schedule).toMatchObject({ enabled: true, frequency: 'daily', timezone: 'Asia/Tokyo', at: '06:15' });
  const next = new Date(schedule.nextRun);
  expect(next.toISOString()).toMatch(/T21:15:00\.000Z$/);
  expect(next.getTime() - Date.now()).toBeLessThanOrEqual(86_400_000);
  expect((await read(channelId)).schedule).toEqual(schedule);
  const weekly = (await put({ channelId, frequency: 'weekly', timezone: 'UTC', enabled: true })).schedule;
  expect(new Date(weekly.nextRun).getUTCDay()).toBe(1);
  const monthly = (await put({ channelId, frequency: 'monthly', timezone: 'UTC', enabled: true })).schedule;
  expect(monthly.nextRun).toMatch(/-01T00:00:00\.000Z$/);
  const resting = (await put({ channelId, frequency: 'monthly', timezone: 'UTC', enabled: false })).schedule;
  expect(resting).toMatchObject({ enabled: false, nextRun: null, frequency: 'monthly' });
  // Another organisation's channel of the same name is another channel.
  expect((await read(channelId, await given.owner())).schedule).toEqual(none);
  expect((await owner.client.delete(`${path}?channelId=${channelId}`)).status).toBe(200);
  expect((await owner.client.delete(`${path}?channelId=${channelId}`)).status).toBe(404);
  expect((await read(channelId)).schedule).toEqual(none);
});

test.each([
  [{ timezone: 'UTC', enabled: true }, 'Invalid request: channelId required'],
  [{ channelId: 'c', timezone: 'Mars/Base', enabled: true }, expect.stringContaining('IANA')],
  [{ channelId: 'c', timezone: 'UTC', at: '24:00', enabled: true }, expect.stringContaining('HH:MM')],
  [{ channelId: 'c', frequency: 'hourly', timezone: 'UTC', enabled: true }, expect.any(String)],
])('%j is refused', async (body, error) => {
  const answer = await owner.client.put(path, body);
  expect([answer.status, answer.body.error]).toEqual([400, error]);
});

test('the present period is digested on demand', async () => {
  const channelId = unique('channel');
  expect((await owner.client.post(`${path}/run`, { channelId })).status).toBe(404);
  await put({ channelId, frequency: 'monthly', timezone: 'UTC', enabled: true });
  await store(channelId, [new Date(Date.now() - 1_000).toISOString(), '2020-01-01T00:00:00Z']);
  const { status, body } = await owner.client.post(`${path}/run`, { channelId });
  expect(status).toBe(202);
  expect((await given.finished(owner.client, body.jobId)).status).toBe('completed');
  const [digest] = await digestsOf(channelId);
  expect(digest).toMatchObject({ id: body.digestId, scheduled: true, frequency: 'monthly', channelId });
  expect(digest!.digest!.stats.totalMessages).toBe(1);
});

test('a month of days, with clocks changed and an outage: each is digested once', async () => {
  const channelId = unique('channel');
  await put({ channelId, frequency: 'daily', timezone: 'Europe/Zurich', at: '00:00', enabled: true });
  // Two a day at noon, but nothing on the last day.
  const days = Array.from({ length: 30 }, (_, n) => `2026-03-${String(n + 1).padStart(2, '0')}`);
  await store(
    channelId,
    days.flatMap((day) => [`${day}T11:00:00Z`, `${day}T11:01:00Z`]),
  );
  const id = `digest-schedule-${derivedId('digest-schedule', owner.user.organizationId, channelId)}`;
  const handle = new Client({ connection }).schedule.getHandle(id);
  const between = (start: string, end: string) => ({
    start: new Date(start),
    end: new Date(end),
    overlap: ScheduleOverlapPolicy.ALLOW_ALL,
  });
  await handle.backfill(between('2026-03-01T12:00:00Z', '2026-03-20T12:00:00Z'));
  // What comes after the outage looks back over days that were digested.
  await handle.backfill(between('2026-03-10T12:00:00Z', '2026-04-01T12:00:00Z'));
  await until(
    async () => (await digestsOf(channelId)).filter(({ completedAt }) => completedAt).length >= 31,
    {
      timeoutMs: 100_000,
      everyMs: 500,
    },
  );
  const all = (await digestsOf(channelId)).sort((a, b) => a.period.start.localeCompare(b.period.start));
  expect(all).toHaveLength(31);
  expect(all[0]!.period.start).toBe('2026-02-28T23:00:00.000Z');
  expect(all.at(-1)!.period.end).toBe('2026-03-31T22:00:00.000Z');
  for (const [n, { period }] of all.entries()) {
    if (n > 0) expect(period.start).toBe(all[n - 1]!.period.end);
    const hours = (Date.parse(period.end) - Date.parse(period.start)) / 3_600_000;
    expect([period.start, hours]).toEqual([period.start, n === 28 ? 23 : 24]);
  }
  const counts = all.map(({ digest }) => digest!.stats.totalMessages);
  expect(counts).toEqual([...Array.from({ length: 30 }, () => 2), 0]);
  expect(all.at(-1)!.digest!.summary).toBe('No messages were written in this period.');
}, 180_000);
