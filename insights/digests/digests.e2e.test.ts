import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WebSite } from '../../test/doubles/web-site.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { startSite } from '../../test/helpers/sites.js';
import { until } from '../../test/helpers/until.js';
import { createWebhook, verified } from '../../test/helpers/webhooks.js';
import { dialogues } from '../text/dialogues.fixture.js';

const given = createGiven(platformUrl());
const { messages } = dialogues[0]!;
let me: Member;
let site: WebSite;
beforeAll(async () => {
  [me, site] = await Promise.all([given.owner(), startSite({ '/hook': '' })]);
});
afterAll(() => site?.close());

const make = (body: object, headers: Record<string, string> = {}, member = me) =>
  member.client.post('/api/ai/digest', body, headers);
const made = async (body: object, headers: Record<string, string> = {}) => {
  const answer = await make(body, headers);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};

test('a digest has its summary, exact figures, topics and trends, and was made by a job', async () => {
  const body = await made({ channelId: 'general', messages });
  expect(body).toMatchObject({ success: true, provider: 'local', digestId: body.jobId });
  expect(body.digest).toMatchObject({
    summary: expect.stringMatching(/^7 messages from 3 participants\. /),
    period: { start: '2026-01-31T00:00:00Z', end: '2026-01-31T23:59:59Z' },
    stats: { totalMessages: 7, activeUsers: 3, threadsStarted: null, reactions: null },
    trends: { mostActive: 'Alice (3 messages)', mostReacted: null, peakHours: ['10:00-11:00'] },
  });
  expect(body.digest.keyTopics[0]).toEqual({
    topic: 'Disk',
    messageCount: 3,
    participants: ['Bob', 'Carol', 'Alice'],
  });
  expect(body.digest.highlights[0]).toBe('Alice suggests that they go with the 8 TB disk.');
  expect(data(await me.client.get(`/api/v1/jobs/${body.jobId}`))).toMatchObject({
    ...{ kind: 'digest', status: 'completed', subject: { type: 'channel', id: 'general' } },
    progress: { total: 1, done: 1 },
  });
});

test('figures follow the messages, the period its kind, and what is not wanted is not there', async () => {
  const more = { ...messages[0]!, id: 'm8', reactions: [{ emoji: '👍', count: 5 }], thread_id: 'm1' };
  const { digest } = await made({
    channelId: 'general',
    messages: [...messages, more],
    options: { period: 'monthly', includeTopics: false, includeTrends: false },
  });
  expect(digest).toMatchObject({
    period: { start: '2026-01-01T00:00:00Z' },
    stats: { totalMessages: 8, activeUsers: 3, threadsStarted: 1, reactions: 5 },
  });
  expect(digest).not.toHaveProperty('keyTopics');
  expect(digest).not.toHaveProperty('trends');
  expect(
    (await made({ channelId: 'general', messages, options: { includeStats: false } })).digest,
  ).not.toHaveProperty('stats');
});

test('a repeat with the same key gets the same digest, paid for once; another request is refused', async () => {
  const channelId = unique('channel');
  const marker = unique('The backup of ');
  const body = { channelId, messages: [{ ...messages[0]!, content: `${marker} failed again.` }] };
  await script(marker, {
    text: '{"summary":"From the model."}',
    model: 'gpt-4o-mini-2024-07-18',
    usage: { promptTokens: 1_000, completionTokens: 100 },
  });
  const headers = { 'Idempotency-Key': unique('key') };
  const first = await made(body, headers);
  expect(first).toMatchObject({
    provider: 'openai',
    digest: { summary: 'From the model.' },
    costInfo: { requestCount: 1 },
  });
  expect(first.costInfo.totalCost).toBeCloseTo((1_000 * 0.15 + 100 * 0.6) / 1_000_000, 12);
  expect(await made(body, headers)).toEqual(first);
  expect(await asked(marker)).toHaveLength(1);
  expect(await make({ ...body, channelId: 'other' }, headers)).toMatchObject({
    status: 409,
    body: { success: false },
  });
  expect((await make(body, headers, await given.owner())).body.digestId).not.toBe(first.digestId);
});

test('who has made the request and gone gets the digest at the next one', async () => {
  const marker = unique('The invoice of ');
  const body = { channelId: 'general', messages: [{ ...messages[0]!, content: `${marker} is missing.` }] };
  await script(marker, { text: '{"summary":"Made meanwhile."}', delayMs: 1_500 });
  const headers = {
    ...me.client.headers,
    'Content-Type': 'application/json',
    'Idempotency-Key': unique('key'),
  };
  const gone = new AbortController();
  const lost = fetch(`${me.client.url}/api/ai/digest`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body), signal: gone.signal },
  }).catch(() => null);
  await until(async () => (await asked(marker)).length > 0);
  gone.abort();
  await lost;
  await until(
    async () => (await make(body, { 'Idempotency-Key': headers['Idempotency-Key'] })).status === 200,
    { everyMs: 300 },
  );
  expect((await made(body, { 'Idempotency-Key': headers['Idempotency-Key'] })).digest.summary).toBe(
    'Made meanwhile.',
  );
  expect(await asked(marker)).toHaveLength(1);
});

test('webhooks are told that a digest was made', async () => {
  const hook = await createWebhook(me, site, { events: ['digest.completed'] });
  const { digestId, digest } = await made({ channelId: 'told', messages });
  await until(() => site.requests.some(({ path }) => path === '/hook'));
  const delivered = verified(
    site.requests.find(({ path }) => path === '/hook')!,
    hook.secret,
  );
  expect(delivered).toMatchObject({
    type: 'digest.completed',
    data: { digestId, channelId: 'told', summary: digest.summary, period: digest.period },
  });
});

test.each([
  [{ messages }, 'Invalid request: channelId required'],
  [{ channelId: '', messages }, 'Invalid request: channelId required'],
  [{ channelId: 'general' }, 'Invalid request: messages array required'],
  [
    { channelId: 'general', messages: Array.from({ length: 1_001 }, () => messages[0]) },
    'Too many messages. Maximum: 1000',
  ],
])('a wrong request is told so: case %#', async (body, error) => {
  expect(await make(body)).toMatchObject({ status: 400, body: { success: false, error } });
});

test('a thousand messages are no matter', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => {
    const { messages: some } = dialogues[index % dialogues.length]!;
    return { ...some[index % some.length]!, id: `m${index}` };
  });
  const { digest } = await made({ channelId: 'general', messages: many });
  expect(digest.stats.totalMessages).toBe(1_000);
  expect(digest.keyTopics).toHaveLength(5);
});
