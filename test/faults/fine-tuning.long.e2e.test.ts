import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';

let double: OpenAiDouble;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let owner: Member;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({
    ...{ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url, FINE_TUNING_POLL_SECONDS: '0.3' },
  });
  given = createGiven(platform.url);
  owner = await given.owner();
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await double?.close();
});

const read = async (id: string) => data(await owner.client.get(`/api/v1/training/sessions/${id}`));
const killWorker = async (): Promise<boolean> => process.kill((await platform.pids()).worker!, 'SIGKILL');
const requests = (method: string, path: string) =>
  double.ledger.filter((entry) => entry.method === method && entry.path.split('?')[0] === path);

test('a model is fine-tuned once although the worker is killed while it asks for it and while it is followed', async () => {
  const bot = await given.chatbot(owner, { model: { provider: 'openai' } });
  const marker = unique();
  const examples = Array.from({ length: 20 }, (_, n) => ({
    input: `What about room ${n} of ${marker}?`,
    output: `Room ${n} of ${marker} has ${n + 2} windows.`,
  }));
  const set = { name: unique('set'), examples };
  const { id: datasetId } = data(
    await owner.client.post(`/api/v1/chatbots/${bot.id}/training/datasets`, set),
    201,
  );
  // The job is accepted, but whoever asked for it does not live to hear of it.
  double.enqueue({ for: 'fine-tuning', when: 'training_file', loseAnswer: true, tuning: { polls: 12 } });
  const config = { method: 'fine-tuning', model: 'gpt-4.1-mini-2025-04-14' };
  const started = { datasetId, config };
  const { id } = data(await owner.client.post(`/api/v1/chatbots/${bot.id}/training/sessions`, started), 202);
  await until(() => requests('POST', '/v1/fine_tuning/jobs').length === 1, { everyMs: 5 });
  await killWorker();
  await until(async () => (await read(id)).fineTuning.status === 'running', { timeoutMs: 120_000 });
  await killWorker();
  await until(async () => !['queued', 'running'].includes((await read(id)).status), { timeoutMs: 180_000 });

  const session = await read(id);
  expect(session).toMatchObject({ status: 'completed', error: null, version: 2 });
  expect(requests('POST', '/v1/fine_tuning/jobs')).toHaveLength(1);
  expect(requests('POST', '/v1/files')).toHaveLength(2);
  // Its cost is among the calls once.
  const calls = data(await owner.client.get('/api/v1/usage?groupBy=model')).groups;
  expect(calls.find(({ key }: { key: string }) => key === config.model)).toMatchObject({
    requests: 1,
    promptTokens: session.fineTuning.trainedTokens,
  });
  const question = `What about room 3 of ${marker}?`;
  const answer = data(
    await owner.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: question }),
  );
  expect(answer).toMatchObject({
    message: `Room 3 of ${marker} has 5 windows.`,
    model: session.fineTuning.model,
  });
  const versions = data(await owner.client.get(`/api/v1/chatbots/${bot.id}/versions`));
  expect(versions.filter(({ reason }: { reason: string }) => reason === 'Fine-tuned')).toHaveLength(1);
}, 400_000);
