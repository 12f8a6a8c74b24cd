import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';

/** Texts of one call. */
const batch = 96;
const examples = size(1_500, 6_000);
const topics = ['parcel', 'refund', 'door', 'garden', 'ticket', 'lamp', 'coffee', 'train', 'music'];

let double: OpenAiDouble;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let owner: Member;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  double.respond(() => ({ delayMs: 100 }));
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'remote-embeddings',
  });
  given = createGiven(platform.url);
  owner = await given.owner();
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await double?.close();
});

const sent = (from: number): string[] =>
  double.ledger.slice(from).flatMap(({ body }) => ('input' in body ? [body.input].flat().map(String) : []));

/** A bot with a document and as many examples as are wanted. */
async function botWithExamples() {
  const bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id);
  await given.documents(owner, base.id, { 'house.md': 'The house has nine rooms and a large cellar.' });
  const rows = Array.from({ length: examples }, (_, n) => ({
    input: `Question ${n} about the ${topics[n % topics.length]} ${unique()}`,
    intent: topics[n % topics.length],
  }));
  const set = { name: unique('set'), examples: rows };
  const { id } = data(await owner.client.post(`/api/v1/chatbots/${bot.id}/training/datasets`, set), 201);
  return {
    chatbotId: bot.id as string,
    datasetId: id as string,
    inputs: new Set(rows.map(({ input }) => input)),
  };
}
const start = async (chatbotId: string, datasetId: string) =>
  data(await owner.client.post(`/api/v1/chatbots/${chatbotId}/training/sessions`, { datasetId }), 202)
    .id as string;
const read = async (id: string) => data(await owner.client.get(`/api/v1/training/sessions/${id}`));
const hasEnded = async (id: string): Promise<boolean> =>
  !['queued', 'running', 'paused'].includes((await read(id)).status);
const killWorker = async (): Promise<boolean> => process.kill((await platform.pids()).worker!, 'SIGKILL');

test('training ends once although its worker is killed while it embeds and while it fits', async () => {
  const { chatbotId, datasetId, inputs } = await botWithExamples();
  const from = double.ledger.length;
  const id = await start(chatbotId, datasetId);
  await until(async () => (await read(id)).progress.percentage >= 30, { timeoutMs: 120_000 });
  await killWorker();
  await until(async () => String((await read(id)).stage).startsWith('fitting'), { timeoutMs: 120_000 });
  await killWorker();
  await until(() => hasEnded(id), { timeoutMs: 180_000, everyMs: 100 });

  const session = await read(id);
  expect(session).toMatchObject({
    ...{ status: 'completed', error: null, progress: { failed: 0, skipped: 0, percentage: 100 } },
    metrics: { examples: { total: examples, intents: topics.length } },
  });
  expect(session.metrics.accuracy).toBeGreaterThan(0.9);
  // What was answered before the worker died was kept; only the call in flight is made again.
  const paid = sent(from);
  expect(new Set(paid)).toEqual(inputs);
  expect(paid.length).toBeLessThanOrEqual(examples + batch);
  const versions = data(await owner.client.get(`/api/v1/chatbots/${chatbotId}/versions`));
  expect(versions.filter(({ reason }: { reason: string }) => reason === 'Trained')).toHaveLength(1);

  // A question is embedded once, for its intent and for retrieval.
  const asking = double.ledger.length;
  const question = `What about the garden ${unique()}?`;
  const { intent } = data(
    await owner.client.post(`/api/v1/chatbots/${chatbotId}/conversation`, { message: question }),
  );
  expect(intent.name).toBe('garden');
  expect(sent(asking).filter((text) => text === question)).toHaveLength(1);

  // Training again embeds nothing but what is new.
  const again = double.ledger.length;
  const added = { examples: [{ input: `A new lamp ${unique()}`, intent: 'lamp' }] };
  data(await owner.client.post(`/api/v1/training/datasets/${datasetId}/examples`, added), 201);
  const second = await start(chatbotId, datasetId);
  await until(() => hasEnded(second), { timeoutMs: 180_000, everyMs: 100 });
  expect(await read(second)).toMatchObject({ comparison: { modelId: session.modelId } });
  expect(sent(again)).toEqual([added.examples[0]!.input]);
}, 600_000);

test('a paused session makes no call until it is resumed', async () => {
  const { chatbotId, datasetId, inputs } = await botWithExamples();
  const from = double.ledger.length;
  const id = await start(chatbotId, datasetId);
  const { jobId } = await read(id);
  await until(() => sent(from).length >= 3 * batch, { timeoutMs: 60_000 });
  data(await owner.client.post(`/api/v1/jobs/${jobId}/pause`), 202);
  await until(async () => (await read(id)).status === 'paused', { timeoutMs: 60_000 });
  const before = sent(from).length;
  expect(before).toBeLessThan(examples);
  data(await owner.client.post(`/api/v1/jobs/${jobId}/resume`), 202);
  await until(() => hasEnded(id), { timeoutMs: 180_000, everyMs: 100 });
  expect((await read(id)).status).toBe('completed');
  expect(sent(from).sort()).toEqual([...inputs].sort());
}, 400_000);
