import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';

let double: OpenAiDouble;
let platform: TestPlatform;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'remote-embeddings',
  });
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await double?.close();
});

test('a job that waits for the embedding provider says until when, and then goes on', async () => {
  const given = createGiven(platform.url);
  const owner = await given.owner();
  const bot = await given.chatbot(owner);
  const base = await given.knowledgeBase(owner, bot.id);
  expect(base.embeddingModel).toBe('remote-embeddings');
  // Longer than a call waits by itself.
  double.enqueue({ for: 'embeddings', when: 'nine rooms', status: 429, retryAfter: 12 });
  const items = `/api/v1/knowledge-bases/${base.id}/items`;
  const { jobId } = data(
    await owner.client.post(items, { title: 'Rooms', content: 'The house has nine rooms.' }),
    202,
  );
  let job = data(await owner.client.get(`/api/v1/jobs/${jobId}`));
  // The worker comes up beside the API; until then the job says that.
  for (let i = 0; i < 300 && !job.waiting?.startsWith('embedding'); i++) {
    await sleep(100);
    job = data(await owner.client.get(`/api/v1/jobs/${jobId}`));
  }
  expect(job.waiting).toMatch(/^embedding provider limit until \d\d:\d\d:\d\d UTC$/);
  expect(job.status).toBe('running');
  const ended = await given.finished(owner.client, jobId);
  expect(ended).toMatchObject({
    status: 'completed',
    waiting: null,
    progress: { total: 1, done: 1, failed: 0 },
  });
}, 120_000);
