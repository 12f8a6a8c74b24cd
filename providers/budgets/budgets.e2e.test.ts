import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/cl100k_base';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { createGiven, data, unique, type Member } from '../../test/helpers/given.js';
import { createInstallation, type OwnProcess } from '../../test/helpers/installation.js';
import { until } from '../../test/helpers/until.js';

let openai: OpenAiDouble;
let installation: Awaited<ReturnType<typeof createInstallation>>;
let worker: OwnProcess;
let given: ReturnType<typeof createGiven>;

beforeAll(async () => {
  openai = await startOpenAiDouble('key-o');
  installation = await createInstallation({
    ...{ OPENAI_API_KEY: 'key-o', OPENAI_BASE_URL: openai.url },
    ...{ EMBEDDINGS_URL: openai.url, EMBEDDINGS_MODEL: 'text-embedding-3-small' },
  });
  const api = await installation.start('api');
  [worker] = await Promise.all([installation.start('worker'), installation.start('queues')]);
  given = createGiven(api.url);
}, 180_000);
beforeEach(() => openai.reset());
afterAll(async () => {
  await installation?.close();
  await openai?.close();
});

const put = async ({ client }: Member, body: object) => data(await client.put('/api/v1/budgets', body));
const budgets = async ({ client }: Member) => data(await client.get('/api/v1/budgets'));
const conversation = ({ id }: { id: string }) => `/api/v1/chatbots/${id}/conversation`;
const embedded = () =>
  openai.ledger.filter(({ path }) => path === '/v1/embeddings').flatMap(({ body }) => body.input as string[]);

test('calls that come together never spend more than the limit; at it this machine answers where it can', async () => {
  const me = await given.owner();
  const bot = await given.chatbot(me, { model: { name: 'gpt-4o-mini', maxTokens: 100 } });
  const [before] = await budgets(me);
  expect(before).toEqual({
    ...{ scope: 'organization', scopeId: me.user.organizationId, daily: null, monthly: null },
    ...{ spent: { daily: 0, monthly: 0 }, reserved: 0, alertThresholds: [50, 75, 90, 100], state: 'ok' },
  });
  const hook = data(
    await me.client.post('/api/v1/webhooks', {
      url: 'https://example.com/hook',
      events: ['budget.alert', 'budget.capped'],
    }),
    201,
  );
  await put(me, { daily: 0.001 });
  const usage = { promptTokens: 50, completionTokens: 100 };
  openai.respond(() => ({ text: 'Fine.', usage, delayMs: 100 }));
  const cost = Math.ceil(50 * 0.15 + 100 * 0.6);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => me.client.post(conversation(bot), { message: `Say ${unique()}` })),
  );
  const by = (name: string) => answers.filter((answer) => data(answer).provider === name).length;
  const paid = by('openai');
  expect(paid).toBeGreaterThan(3);
  expect(openai.ledger).toHaveLength(paid);
  expect(paid * cost).toBeLessThanOrEqual(1_000);
  // The others were answered on this machine, which costs nothing.
  expect([by('local'), paid]).toEqual([20 - paid, expect.any(Number)]);
  expect(paid).toBeLessThan(20);
  const provider = async () =>
    data(await me.client.post(conversation(bot), { message: `Say ${unique()}` })).provider;
  // One after the other until nothing fits any more, whatever was set aside meanwhile.
  while ((await provider()) === 'openai');
  const spent = openai.ledger.length * cost;
  expect(spent).toBeLessThanOrEqual(1_000);
  expect(spent).toBeGreaterThan(800);
  const [after] = await budgets(me);
  expect(after).toMatchObject({
    ...{ daily: 0.001, spent: { daily: spent / 1e6, monthly: spent / 1e6 }, reserved: 0, state: 'capped' },
  });
  const told = async () =>
    data(await me.client.get(`/api/v1/webhooks/${hook.id}/deliveries?limit=100`)).map(
      ({ type }: { type: string }) => type,
    );
  const passed = [50, 75, 90, 100].filter((threshold) => spent >= threshold * 10).length;
  await until(async () => (await told()).length >= passed + 1);
  const types: string[] = await told();
  expect(types.filter((type) => type === 'budget.alert')).toHaveLength(passed);
  expect(types.filter((type) => type === 'budget.capped')).toHaveLength(1);
  // The limit of another scope is another matter, and raising this one lets answers through again.
  await put(me, [{ daily: 1 }, { scope: 'chatbot', scopeId: bot.id, monthly: 0 }]);
  expect(await provider()).toBe('local');
  await put(me, { scope: 'chatbot', scopeId: bot.id, monthly: null });
  expect(await provider()).toBe('openai');
  // Where nobody else can do it, the caller is told why it is not done.
  await put(me, { daily: 0 });
  const refused = await me.client.post('/api/ai/embed', { texts: ['A'], model: 'text-embedding-3-small' });
  expect([refused.status, refused.body.code]).toEqual([402, 'BUDGET_EXCEEDED']);
  expect(refused.body.error).toContain('The daily budget of the organization (0 dollars) is used up');
}, 120_000);

const texts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `${n}.md`,
      `Room ${n} of the house ${unique()} has ${n + 2} windows and a door that leads to the garden behind it.`,
    ]),
  );

test('a job rests at the limit, also when its worker is lost, goes on when it is raised, and pays for nothing twice', async () => {
  const me = await given.owner();
  const bot = await given.chatbot(me);
  const base = await given.knowledgeBase(me, bot.id);
  await put(me, { daily: 0.00003 });
  const form = new FormData();
  for (const [name, text] of Object.entries(texts(120))) form.append('file', new Blob([text]), name);
  const { jobId } = data(await me.client.post(`/api/v1/knowledge-bases/${base.id}/items`, form), 202);
  const job = async () => data(await me.client.get(`/api/v1/jobs/${jobId}`));
  await until(async () => (await job()).status === 'paused');
  expect((await job()).waiting).toContain('daily budget of the organization');
  const paid = embedded().length;
  await worker.kill();
  worker = await installation.start('worker');
  await sleep(4_000);
  expect([embedded().length, (await job()).status]).toEqual([paid, 'paused']);
  // A little more: it goes on by itself, and comes to rest again.
  await put(me, { daily: 0.00005 });
  await until(() => embedded().length > paid);
  await until(async () => (await job()).status === 'paused');
  // Who pauses a job that rests has it rest, whatever becomes of the budget.
  data(await me.client.post(`/api/v1/jobs/${jobId}/pause`), 202);
  await put(me, { daily: 5 });
  await sleep(4_000);
  expect(await job()).toMatchObject({ status: 'paused', waiting: 'paused' });
  await me.client.post(`/api/v1/jobs/${jobId}/resume`);
  expect(await given.finished(me.client, jobId)).toMatchObject({
    ...{ status: 'completed', progress: { total: 120, done: 120, failed: 0 }, waiting: null },
  });
  const all = embedded();
  expect([all.length, new Set(all).size]).toEqual([120, 120]);
}, 180_000);

test('at the limit the documents answer by themselves', async () => {
  const me = await given.owner();
  const bot = await given.chatbot(me);
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'soup.md': 'The canteen serves tomato soup on Mondays.' });
  await put(me, { monthly: 0 });
  openai.reset();
  const question = 'When does the canteen serve tomato soup?';
  expect(data(await me.client.post(conversation(bot), { message: question }))).toMatchObject({
    ...{ provider: 'local', grounded: true, usage: { cost: 0 } },
  });
  expect(openai.ledger.filter(({ path }) => path.endsWith('/completions'))).toEqual([]);
});

test('what this machine has a server embed for an answer is in the ledger to the micro-dollar', async () => {
  const me = await given.owner();
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, bot.id);
  const text = 'The canteen serves tomato soup on Mondays. On Fridays there is fish. It closes at three.';
  await given.documents(me, base.id, { 'soup.md': text });
  const totals = async () => data(await me.client.get('/api/v1/usage')).totals;
  const before = await totals();
  openai.reset();
  // Answered, refused for a moment, out of order for a moment, and answered without a word about tokens.
  openai.enqueue({}, { status: 429, retryAfter: 0 }, { status: 500 }, { usage: false });
  const question = 'When does the canteen serve tomato soup?';
  const answer = data(await me.client.post(conversation(bot), { message: question }));
  expect(answer).toMatchObject({ provider: 'local', grounded: true, usage: { cost: 0 } });
  const inputs = openai.ledger.map(({ path, body }) => [path, ...[body.input!].flat()]);
  // The question alone, to search with; then the sentences of what was found, until the server takes them.
  expect(inputs).toEqual([
    ['/v1/embeddings', question],
    ...[1, 2, 3].map(() => ['/v1/embeddings', expect.any(String), ...inputs[3]!.slice(2)]),
  ]);
  const words = (input: string[]) => input.slice(1).join(' ').split(/\s+/).length;
  const own = inputs[3]!.slice(1).reduce((sum, one) => sum + countTokens(one), 0);
  const cost = [words(inputs[0]!), own].reduce((sum, tokens) => sum + Math.ceil(tokens * 0.02), 0);
  await until(async () => (await totals()).requests === before.requests + 5);
  expect((await totals()).cost * 1e6).toBeCloseTo(before.cost * 1e6 + cost, 6);
});

test('owners set budgets, others read them; what is not theirs is not there', async () => {
  const me = await given.owner();
  const viewer = await given.member(me, 'viewer');
  expect((await viewer.client.put('/api/v1/budgets', { daily: 1 })).status).toBe(403);
  expect(await budgets(viewer)).toHaveLength(1);
  const foreign = await given.chatbot(await given.owner());
  for (const scope of ['chatbot', 'job'])
    expect((await me.client.put('/api/v1/budgets', { scope, scopeId: foreign.id, daily: 1 })).status).toBe(
      404,
    );
  expect((await me.client.put('/api/v1/budgets', { scope: 'chatbot', daily: 1 })).status).toBe(400);
  expect((await me.client.put('/api/v1/budgets', { daily: -1 })).status).toBe(400);
  // What the installation says holds where nothing else was said.
  const admin = await given.admin();
  data(await admin.post('/api/admin/ai/config', { budgets: { dailyLimit: 3, alertThresholds: [80] } }));
  expect((await budgets(me))[0]).toMatchObject({ daily: 3, alertThresholds: [80] });
  expect((await put(me, { daily: 7 }))[0]).toMatchObject({ daily: 7, alertThresholds: [80] });
  data(await admin.post('/api/admin/ai/config', { budgets: null }));
  expect((await put(me, { daily: null }))[0]).toMatchObject({ daily: null });
});
