import { beforeAll, expect, test } from '@jest/globals';
import { asked, script } from '../../../test/helpers/double.js';
import { createGiven, platformUrl, unique, unusedId, type Member } from '../../../test/helpers/given.js';
import type { TestClient } from '../../../test/helpers/client.js';
import { until } from '../../../test/helpers/until.js';

const given = createGiven(platformUrl());
let admin: TestClient;
beforeAll(async () => {
  admin = await given.admin();
});

const path = '/api/admin/embeddings';
const message = (id: string, content: string, extra: object = {}) => ({
  ...{ id, content, author_id: 'ann', author_name: 'Ann', channel_id: 'general' },
  created_at: '2026-01-31T10:00:00Z',
  ...extra,
});
const store = async ({ client }: Member, messages: object[]) => {
  const { status, body } = await client.post('/api/ai/messages', { messages });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const statsOf = async ({ user }: Member) =>
  (await admin.get(`${path}/stats?orgId=${user.organizationId}`)).body;
const statusOf = async (jobId: string) => (await admin.get(`${path}/status?jobId=${jobId}`)).body.job;
const start = async (member: Member, type?: string): Promise<string> => {
  const { status, body } = await admin.post(`${path}/generate`, {
    userId: member.user.id,
    ...(type ? { type } : {}),
  });
  expect({ status, success: body.success }).toEqual({ status: 200, success: true });
  expect(body.message).toBe(`Embedding generation job started (type: ${type ?? 'initial'})`);
  return body.jobId;
};
const ended = async (jobId: string) => {
  await until(async () => (await statusOf(jobId)).completed_at !== null, { everyMs: 100 });
  return statusOf(jobId);
};
const run = async (member: Member, type?: string) => ended(await start(member, type));

test('messages are kept by their ids, replaced, listed and deleted; nobody else sees them', async () => {
  const [owner, stranger] = [await given.owner(), await given.owner()];
  expect(await store(owner, [message('a', 'one'), message('b', 'two')])).toEqual({
    ...{ success: true, created: 2, updated: 0, unchanged: 0 },
  });
  const again = [message('a', 'one'), message('b', 'two!'), message('c', 'three', { channel_id: 'other' })];
  expect(await store(owner, again)).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
  await store(stranger, [message('a', 'theirs')]);
  const list = async (query = '', { client } = owner) => (await client.get(`/api/ai/messages${query}`)).body;
  expect(
    (await list('?channelId=general')).messages.map((one: { content: string }) => one.content).sort(),
  ).toEqual(['one', 'two!']);
  expect((await list()).pagination).toMatchObject({ total: 3, pages: 1 });
  expect((await list('', stranger)).messages).toEqual([
    expect.objectContaining({ id: 'a', content: 'theirs', author_name: 'Ann', channel_id: 'general' }),
  ]);
  expect((await owner.client.delete('/api/ai/messages?id=a')).body).toEqual({ success: true, deleted: 1 });
  expect((await owner.client.delete('/api/ai/messages?channelId=other')).body.deleted).toBe(1);
  expect((await list()).messages).toHaveLength(1);
  expect((await list('', stranger)).pagination.total).toBe(1);
  // What comes again after its deletion is there again.
  expect(await store(owner, [message('a', 'one')])).toMatchObject({ created: 1, updated: 0 });
  expect((await list()).pagination.total).toBe(2);
});

test.each([
  ['no messages', {}, 'Invalid request: messages array required'],
  [
    'too many',
    { messages: Array.from({ length: 1_001 }, (_, i) => message(`${i}`, 'x')) },
    'Too many messages. Maximum: 1000',
  ],
])('%s: refused', async (_, body, error) => {
  const { client } = await given.owner();
  const answer = await client.post('/api/ai/messages', body);
  expect([answer.status, answer.body.error]).toEqual([400, error]);
});

test('a job embeds what has no vector yet, each text once, and coverage follows', async () => {
  const owner = await given.owner();
  const marker = unique('marker');
  await store(
    owner,
    Array.from({ length: 120 }, (_, i) => message(`m${i}`, `${marker} number ${i % 100}`)),
  );
  expect((await statsOf(owner)).coverage).toEqual({
    ...{ totalMessages: 120, messagesWithEmbeddings: 0, coveragePercentage: 0, pendingEmbeddings: 120 },
    ...{ failedEmbeddings: 0, oldestUnembeddedMessage: '2026-01-31T10:00:00.000Z' },
  });
  const job = await run(owner);
  expect(job).toMatchObject({
    ...{ job_type: 'initial', status: 'completed', total_messages: 120, processed_messages: 120 },
    ...{ successful_embeddings: 120, failed_embeddings: 0, error_message: null, percentage: 100 },
    ...{ estimatedTimeRemaining: 0, failures: [] },
  });
  const texts = (await asked(marker)).flatMap(({ body }) => [body.input ?? []].flat());
  expect(texts).toHaveLength(100);
  const stats = await statsOf(owner);
  expect(stats.coverage).toMatchObject({
    ...{ messagesWithEmbeddings: 120, coveragePercentage: 100, pendingEmbeddings: 0 },
    oldestUnembeddedMessage: null,
  });
  expect(stats.indexHealth).toMatchObject({ totalVectors: 120, indexEfficiency: 1 });
  expect(stats.indexHealth.indexSize).toBeGreaterThan(120 * 4 * 100);
  // The first text told how long vectors are: 21 of 121 texts asked for were known.
  expect(stats.performance).toMatchObject({ totalEmbeddings: 100, cacheHitRate: '17.36', errorRate: '0.00' });
  expect(Number(stats.performance.totalCost)).toBeGreaterThan(0);
  expect(stats.cache).toMatchObject({ totalEntries: 100, totalUsage: 1 });
  expect(stats.dailyStats).toEqual([
    expect.objectContaining({
      ...{ model: 'text-embedding-3-small', total_embeddings: 100, cache_hit_count: 21 },
      ...{ cache_miss_count: 100, error_count: 0, estimated_cost: stats.performance.totalCost },
    }),
  ]);

  // Nothing is left to do; a changed text, a new and a deleted message are.
  expect(await run(owner)).toMatchObject({ total_messages: 0, status: 'completed' });
  await store(owner, [message('m0', `${marker} changed`), message('new', `${marker} new`)]);
  await owner.client.delete('/api/ai/messages?id=m1');
  await until(async () => (await statsOf(owner)).indexHealth.totalVectors === 119, { everyMs: 200 });
  const changed = await statsOf(owner);
  expect(changed.coverage).toMatchObject({ totalMessages: 120, messagesWithEmbeddings: 118 });
  // One of the vectors is that of a text that was replaced.
  expect(changed.indexHealth.indexEfficiency).toBe(0.9916);
  expect(await run(owner)).toMatchObject({ total_messages: 2, successful_embeddings: 2 });
  expect(await asked(marker)).toHaveLength(4);

  // All of it anew, from what was paid for.
  expect(await run(owner, 'reindex')).toMatchObject({ job_type: 'reindex', successful_embeddings: 120 });
  expect(await asked(marker)).toHaveLength(4);
  expect((await statsOf(owner)).coverage.coveragePercentage).toBe(100);
  expect(await run(owner, 'repair')).toMatchObject({ job_type: 'repair', total_messages: 0 });
}, 120_000);

test('a text that the provider refuses is listed with its reason, and the others are embedded', async () => {
  const owner = await given.owner();
  const bad = unique('refused');
  const refusal = { for: 'embeddings' as const, status: 400, message: 'this text is not welcome' };
  await script(bad, refusal, refusal);
  await store(owner, [message('good', unique('good ')), message('bad', `${bad} text`)]);
  const job = await run(owner);
  expect(job).toMatchObject({ status: 'completed', successful_embeddings: 1, failed_embeddings: 1 });
  expect(job.failures).toEqual([
    expect.objectContaining({ status: 'failed', error: expect.stringContaining('not welcome') }),
  ]);
  const { coverage, queue } = await statsOf(owner);
  expect(coverage).toMatchObject({ messagesWithEmbeddings: 1, pendingEmbeddings: 1, failedEmbeddings: 1 });
  expect(queue.failed).toBe(1);
  // The next job tries again, and this time it is taken.
  expect(await run(owner)).toMatchObject({ total_messages: 1, successful_embeddings: 1 });
  expect((await statsOf(owner)).coverage.failedEmbeddings).toBe(0);
});

test('a job is cancelled at once; what is embedded stays', async () => {
  const owner = await given.owner();
  const marker = unique('slow');
  await script(marker, ...Array.from({ length: 3 }, () => ({ for: 'embeddings' as const, delayMs: 1_500 })));
  await store(
    owner,
    Array.from({ length: 1_000 }, (_, i) => message(`m${i}`, `${marker} ${i}`)),
  );
  const jobId = await start(owner);
  await until(async () => (await asked(marker)).length > 0);
  const { status, body } = await admin.post(`${path}/cancel`, { jobId });
  expect(status).toBe(200);
  expect(body).toMatchObject({ success: true, message: 'Job cancelled successfully' });
  expect(body.job).toEqual({ id: jobId, status: 'cancelled', completed_at: expect.any(String) });
  expect((await admin.post(`${path}/cancel`, { jobId })).status).toBe(409);
  const listed = (await admin.get(`${path}/status?limit=100`)).body.jobs;
  expect(listed.find(({ id }: { id: string }) => id === jobId).status).toBe('cancelled');
  const missing = await admin.post(`${path}/cancel`, { jobId: unusedId() });
  expect([missing.status, missing.body.error]).toEqual([404, 'Job not found']);
  expect((await admin.get(`${path}/status?jobId=${unusedId()}`)).status).toBe(404);
  expect((await admin.post(`${path}/generate`, { userId: unusedId() })).status).toBe(404);
});

test('only administrators see and start them', async () => {
  const { client } = await given.owner();
  for (const answer of await Promise.all([
    client.get(`${path}/stats`),
    client.get(`${path}/status`),
    client.post(`${path}/generate`, {}),
  ]))
    expect([answer.status, answer.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
});
