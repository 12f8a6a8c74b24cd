import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';

const messages = size(800, 10_000);
const kills = size(1, 5);

let double: OpenAiDouble;
let platform: TestPlatform;
let owner: Member;
let admin: TestClient;
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url });
  const given = createGiven(platform.url);
  owner = await given.owner();
  admin = await given.admin();
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await double?.close();
});

const statusOf = async (jobId: string) =>
  (await admin.get(`/api/admin/embeddings/status?jobId=${jobId}`)).body.job;

test('every message is embedded once, although the worker is killed in the middle', async () => {
  for (let start = 0; start < messages; start += 500)
    await owner.client.post('/api/ai/messages', {
      messages: Array.from({ length: Math.min(500, messages - start) }, (_, n) => ({
        ...{
          id: `m${start + n}`,
          content: `Message number ${start + n}`,
          author_id: 'ann',
          author_name: 'Ann',
        },
        ...{ created_at: '2026-01-31T10:00:00Z', channel_id: 'general' },
      })),
    });
  double.respond(({ path }) => (path === 'embeddings' ? { delayMs: 150 } : undefined));
  const { jobId } = (await admin.post('/api/admin/embeddings/generate', { userId: owner.user.id })).body;
  for (let n = 0; n < kills; n++) {
    const before = double.ledger.length;
    await until(() => double.ledger.length >= before + 3, { timeoutMs: 60_000 });
    await platform.kill('worker');
  }
  await until(async () => (await statusOf(jobId)).completed_at !== null, {
    timeoutMs: 180_000,
    everyMs: 200,
  });
  expect(await statusOf(jobId)).toMatchObject({
    ...{ status: 'completed', total_messages: messages, processed_messages: messages },
    ...{ successful_embeddings: messages, failed_embeddings: 0 },
  });
  const times = new Map<string, number>();
  for (const { body } of double.ledger)
    for (const text of [body.input ?? []].flat()) times.set(text, (times.get(text) ?? 0) + 1);
  expect(times.size).toBe(messages);
  // Only the call that was in flight when a worker died may have been repeated.
  const repeated = [...times.values()].filter((count) => count > 1).length;
  expect(repeated).toBeLessThanOrEqual(kills * 96);
  // What was charged is in our ledger; a worker can die after it noted a call and before it made it.
  const { totals } = data(await owner.client.get('/api/v1/usage'));
  expect(totals.requests).toBeGreaterThanOrEqual(double.ledger.length);
  expect(totals.requests - double.ledger.length).toBeLessThanOrEqual(kills);
  const { coverage, indexHealth } = (await admin.get('/api/admin/embeddings/stats')).body;
  expect(coverage).toMatchObject({ totalMessages: messages, messagesWithEmbeddings: messages });
  expect(indexHealth).toMatchObject({ totalVectors: messages, indexEfficiency: 1 });
  expect(data(await owner.client.get('/api/v1/jobs?kind=embeddings'))).toHaveLength(1);
}, 400_000);
