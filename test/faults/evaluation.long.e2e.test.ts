import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { WebSite } from '../doubles/web-site.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { createWebhook, settledLog } from '../helpers/webhooks.js';
import { size } from './size.js';

const questions = size(24, 200);
/** That a worker has in hand. */
const sideBySide = 4;
const kills = 3;

let double: OpenAiDouble;
let site: WebSite;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let owner: Member;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  double.respond(({ path }) => (path === 'chat' ? { text: 'It is green.', delayMs: 300 } : {}));
  site = await new WebSite({ '/hook': { status: 204 } }).start();
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: double.url,
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'remote-embeddings',
    OUTBOUND_ALLOW: `127.0.0.1:${site.port}`,
  });
  given = createGiven(platform.url);
  owner = await given.owner();
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await site?.close();
  await double?.close();
});

/** How often each text was sent to a model of answers, or of vectors. */
const sent = (path: string, from: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { path: asked, body } of double.ledger.slice(from)) {
    if (asked !== path) continue;
    const texts = 'input' in body ? [body.input].flat() : [body.messages?.at(-1)?.content];
    for (const text of texts) counts.set(String(text), (counts.get(String(text)) ?? 0) + 1);
  }
  return counts;
};
const repeats = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count - 1, 0);

test('every question of two versions is asked and measured once, although the worker is killed in the middle', async () => {
  const hook = await createWebhook(owner, site, { events: ['evaluation.completed'] });
  const bot = await given.chatbot(owner, { model: { provider: 'openai' }, publishing: 'manual' });
  data(await owner.client.put(`/api/v1/chatbots/${bot.id}`, { instructions: 'You are the porter.' }));
  const cases = Array.from({ length: questions }, (_, n) => ({
    question: `Which colour has gate ${n} ${unique()}?`,
    expected: n % 2 ? `Gate ${n} is green.` : 'It is green.',
  }));
  const from = double.ledger.length;
  const path = `/api/v1/chatbots/${bot.id}/evaluations`;
  const { id, jobId } = data(await owner.client.post(path, { cases, compareWith: 'published' }), 202);
  const job = async () => data(await owner.client.get(`/api/v1/jobs/${jobId}`));
  for (let kill = 1; kill <= kills; kill++) {
    const reached = (kill * 2 * questions) / (kills + 1);
    await until(async () => (await job()).progress.done >= reached, { timeoutMs: 180_000 });
    const { worker } = await platform.pids();
    process.kill(worker!, 'SIGKILL');
    await until(async () => ![worker, undefined].includes((await platform.pids()).worker));
  }
  expect(await given.finished(owner.client, jobId, 300_000)).toMatchObject({
    ...{ status: 'completed', error: null },
    progress: { total: 2 * questions, done: 2 * questions, failed: 0, skipped: 0 },
  });

  const evaluation = data(await owner.client.get(`${path}/${id}`));
  expect(evaluation).toMatchObject({
    ...{ scores: { score: { n: questions }, f1: { n: questions }, similarity: { n: questions } } },
    ...{ figures: { answered: questions, failed: 0 }, baseline: { figures: { answered: questions } } },
    comparison: {
      better: 0,
      same: questions,
      worse: 0,
      differences: { score: { mean: 0, low: 0, high: 0 } },
    },
  });
  const asked = sent('/v1/chat/completions', from);
  expect([...asked.keys()].sort()).toEqual(cases.map(({ question }) => question).sort());
  // Both versions ask each; a kill repeats what was in flight, and nothing that was answered.
  expect(repeats(asked) - questions).toBeLessThanOrEqual(kills * sideBySide);
  expect(repeats(sent('/v1/embeddings', from))).toBeLessThanOrEqual((kills + 2) * sideBySide);

  // The ledger has each call once: what was paid for, and what was lost with a worker.
  const { totals } = data(await owner.client.get('/api/v1/usage?groupBy=feature'));
  expect(totals.requests).toBe(double.ledger.length - from);
  const log = await settledLog(owner.client, hook.id, 1);
  expect(log.map(({ type }) => type)).toEqual(['evaluation.completed']);
  const elsewhere = `/api/v1/chatbots/${bot.id}/conversation/history`;
  expect(data(await owner.client.get(elsewhere))).toEqual([]);
}, 900_000);

test('a paused evaluation asks nothing until it is resumed, and a cancelled one keeps its answers for a retry', async () => {
  const bot = await given.chatbot(owner, { model: { provider: 'openai' } });
  const cases = Array.from({ length: questions }, (_, n) => ({ question: `Pause ${n} ${unique()}?` }));
  const from = double.ledger.length;
  const { id, jobId } = data(
    await owner.client.post(`/api/v1/chatbots/${bot.id}/evaluations`, { cases }),
    202,
  );
  const steer = async (how: string) => data(await owner.client.post(`/api/v1/jobs/${jobId}/${how}`), 202);
  const job = async () => data(await owner.client.get(`/api/v1/jobs/${jobId}`));
  const asked = () => sent('/v1/chat/completions', from);
  await until(async () => (await job()).progress.done >= sideBySide);
  await steer('pause');
  await until(async () => (await job()).status === 'paused');
  const before = asked().size;
  expect(before).toBeLessThan(questions);
  await steer('resume');
  await until(() => asked().size > before);
  await steer('cancel');
  await until(async () => (await job()).status === 'cancelled');
  const read = async () => data(await owner.client.get(`/api/v1/chatbots/${bot.id}/evaluations/${id}`));
  await until(async () => (await read()).status === 'cancelled');
  const kept = (await read()).cases.filter(
    ({ result }: { result: { status: string } }) => result.status === 'answered',
  );
  expect(kept.length).toBeGreaterThanOrEqual(sideBySide);
  await steer('retry');
  expect(await given.finished(owner.client, jobId)).toMatchObject({
    ...{ status: 'completed', progress: { done: questions, failed: 0, skipped: 0 } },
  });
  expect(await read()).toMatchObject({ status: 'completed', figures: { answered: questions } });
  expect(asked().size).toBe(questions);
  expect(repeats(asked())).toBeLessThanOrEqual(sideBySide);
}, 400_000);
