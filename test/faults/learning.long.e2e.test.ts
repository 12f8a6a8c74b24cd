import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';

const answers = size(12, 200);
const examples = size(8, 60);
const questions = size(6, 40);

let double: OpenAiDouble;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let owner: Member;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: double.url,
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

type Bot = { id: string };
const at = (bot: Bot, path: string) => `/api/v1/chatbots/${bot.id}/${path}`;
const post = async (path: string, body: object, status = 202) =>
  data(await owner.client.post(path, body), status);
const job = async (id: string) => data(await owner.client.get(`/api/v1/jobs/${id}`));
const everyPage = async (path: string) => {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const all: any[] = [];
  for (let page = 1; ; page++) {
    const items = data(await owner.client.get(`${path}?limit=100&page=${page}`));
    all.push(...items);
    if (items.length < 100) return all;
  }
};
const word = (n: number): string => `item${String.fromCharCode(97 + (n % 26))}${n}`;

/** Kills the worker, and again as soon as another one works, until the job has ended. */
async function killUntilEnded(jobId: string, kills: number) {
  for (let n = 0; n < kills; n++) {
    await until(async () => (await platform.pids()).worker !== undefined);
    const before = (await job(jobId)).progress;
    await until(
      async () => {
        const { status, progress } = await job(jobId);
        return status !== 'queued' && (status !== 'running' || progress.done > before.done || n === 0);
      },
      { timeoutMs: 120_000 },
    );
    const { worker } = await platform.pids();
    if (worker !== undefined) process.kill(worker, 'SIGKILL');
    await until(async () => ![worker, undefined].includes((await platform.pids()).worker));
  }
  return given.finished(owner.client, jobId, 180_000);
}

test('learning is applied once, and taken back once, although the worker is killed in the middle', async () => {
  const bot: Bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const ids: string[] = [];
  const add = async (values: object) => {
    const { id } = await post(at(bot, 'learning'), values, 201);
    data(await owner.client.put(`/api/v1/learning/${id}/status`, { status: 'approved' }));
    ids.push(id);
  };
  for (let n = 0; n < answers; n++)
    await add({ question: `What is ${word(n)}?`, answer: `The ${word(n)} is number ${n}.` });
  for (let n = 0; n < examples; n++)
    await add({ kind: 'example', question: `I want ${word(n)} please`, intent: n % 2 ? 'odd' : 'even' });

  const { jobId } = await post(at(bot, 'learning/apply'), { train: true });
  const ended = await killUntilEnded(jobId, size(2, 4));
  const total = answers + examples;
  expect(ended).toMatchObject({
    ...{ status: 'completed', result: { applied: total, trainingSessionId: expect.any(String) } },
    progress: { total, done: total, failed: 0, skipped: 0 },
  });

  const items = await everyPage(at(bot, 'learning'));
  expect(items.map(({ status }) => status)).toEqual(items.map(() => 'applied'));
  expect(new Set(items.map(({ appliedAt, jobId }) => [typeof appliedAt, jobId].join()))).toEqual(
    new Set(['string,']),
  );
  // One knowledge base with each answer once, one dataset with each example once, one version, one session.
  const bases = await everyPage(at(bot, 'knowledge-bases'));
  expect(bases).toMatchObject([{ name: 'Learned answers', items: { total: answers, ready: answers } }]);
  const stored = await everyPage(`/api/v1/knowledge-bases/${bases[0].id}/items`);
  expect(new Set(stored.map(({ title }) => title)).size).toBe(answers);
  const datasets = await everyPage(at(bot, 'training/datasets'));
  expect(datasets).toMatchObject([{ name: 'Learned examples', examples: { total: examples } }]);
  const sessions = await everyPage(at(bot, 'training/sessions'));
  expect(sessions.map(({ id }) => id)).toEqual([ended.result.trainingSessionId]);
  await given.finished(owner.client, sessions[0].jobId, 180_000);
  const versions = await everyPage(at(bot, 'versions'));
  const reasons = versions.map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason.includes('Learned answers'))).toHaveLength(1);
  const jobs = await everyPage('/api/v1/jobs');
  expect(jobs.filter(({ kind }) => kind === 'ingest')).toHaveLength(1);

  const answered = await post(at(bot, 'conversation'), { message: `What is ${word(3)}?` }, 200);
  expect(answered).toMatchObject({ grounded: true });
  expect(answered.message).toContain(`The ${word(3)} is number 3.`);

  const back = items.find(({ question }) => question === `What is ${word(3)}?`);
  const undone = await post(at(bot, `learning/${back.id}/undo`), {});
  const { worker } = await platform.pids();
  process.kill(worker!, 'SIGKILL');
  expect(await given.finished(owner.client, undone.jobId, 180_000)).toMatchObject({
    ...{ status: 'completed', progress: { total: 1, done: 1 } },
  });
  expect(data(await owner.client.get(`/api/v1/learning/${back.id}`))).toMatchObject({ status: 'approved' });
  expect(data(await owner.client.get(`/api/v1/knowledge-bases/${bases[0].id}`)).items).toMatchObject({
    total: answers - 1,
  });
  const again = await post(at(bot, 'conversation'), { message: `What is ${word(3)}?` }, 200);
  expect(again.message).not.toContain(`The ${word(3)} is number 3.`);
}, 600_000);

test('what is proposed is proposed once, and hardly a call is paid twice', async () => {
  const bot: Bot = await given.chatbot(owner, { model: { provider: 'openai' }, retrieval: { minScore: 1 } });
  const base = await given.knowledgeBase(owner, bot.id);
  const marker = unique('q');
  const names = Array.from({ length: questions }, (_, n) => `${marker}${word(n)}`);
  await given.documents(owner, base.id, {
    'names.md': names.map((name) => `## ${name}\n\nThe ${name} of the house is on the shelf.`).join('\n\n'),
  });
  double.respond(() => ({ text: 'I do not know.' }));
  for (const name of names)
    await post(at(bot, 'conversation'), { message: `${name} ${name} ${name} where?` }, 200);
  double.respond(() => ({ text: 'On the shelf [1].', delayMs: 400 }));
  const from = double.ledger.length;

  const { jobId } = await post(at(bot, 'learning/generate'), {});
  const ended = await killUntilEnded(jobId, size(1, 3));
  expect(ended).toMatchObject({ status: 'completed', progress: { failed: 0 } });
  const items = await everyPage(at(bot, 'learning'));
  expect(items).toHaveLength(ended.result.created);
  expect(items.length).toBeGreaterThan(1);
  expect(new Set(items.map(({ question }) => question)).size).toBe(items.length);
  for (const item of items)
    expect(item).toMatchObject({ status: 'pending', answer: 'On the shelf.', origin: { type: 'draft' } });
  const drafts = double.ledger.slice(from).filter(({ body }) => 'messages' in body);
  // Only the call that was in flight when a worker died is made again.
  expect(drafts.length).toBeLessThanOrEqual(items.length + size(1, 3));
}, 400_000);

test('a cancelled job leaves nothing half applied, and can be begun again', async () => {
  const bot: Bot = await given.chatbot(owner, { model: { provider: 'local' } });
  double.respond(() => ({ for: 'embeddings', delayMs: 3_000 }));
  for (let n = 0; n < 5; n++) {
    const values = { question: `What is ${word(n)}?`, answer: `The ${word(n)} is number ${n}.` };
    const { id } = await post(at(bot, 'learning'), values, 201);
    data(await owner.client.put(`/api/v1/learning/${id}/status`, { status: 'approved' }));
  }
  const { jobId } = await post(at(bot, 'learning/apply'), {});
  await until(async () => (await everyPage(at(bot, 'knowledge-bases'))).length > 0, { timeoutMs: 60_000 });
  await post(`/api/v1/jobs/${jobId}/cancel`, {});
  expect(await given.finished(owner.client, jobId)).toMatchObject({
    ...{ status: 'cancelled', progress: { total: 5, skipped: 5 } },
  });
  const items = await everyPage(at(bot, 'learning'));
  expect(items.map(({ status, jobId: holder }) => [status, holder])).toEqual(
    items.map(() => ['approved', null]),
  );
  const [base] = await everyPage(at(bot, 'knowledge-bases'));
  expect(base.items.total).toBe(0);

  double.respond(() => ({}));
  await post(`/api/v1/jobs/${jobId}/retry`, {});
  expect(await given.finished(owner.client, jobId)).toMatchObject({
    ...{ status: 'completed', result: { applied: 5 }, progress: { total: 5, done: 5 } },
  });
  expect((await everyPage(at(bot, 'knowledge-bases'))).map(({ items }) => items.ready)).toEqual([5]);
}, 200_000);
