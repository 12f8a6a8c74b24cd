import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { countTokens as countWritten } from 'gpt-tokenizer/encoding/o200k_base';
import { countTokens as countEmbedded } from 'gpt-tokenizer/encoding/cl100k_base';
import { startOpenAiDouble, type LedgerEntry, type OpenAiDouble } from '../doubles/openai-double.js';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, unique, unusedId, type Member } from '../helpers/given.js';
import { createInstallation } from '../helpers/installation.js';
import { until } from '../helpers/until.js';

let openai: OpenAiDouble;
let installation: Awaited<ReturnType<typeof createInstallation>>;
let given: ReturnType<typeof createGiven>;
let admin: TestClient;

beforeAll(async () => {
  openai = await startOpenAiDouble('key-o');
  installation = await createInstallation({
    ...{ OPENAI_API_KEY: 'key-o', OPENAI_BASE_URL: openai.url },
    ...{ EMBEDDINGS_URL: openai.url, EMBEDDINGS_MODEL: 'text-embedding-3-small' },
  });
  const api = await installation.start('api');
  await Promise.all([installation.start('worker'), installation.start('queues')]);
  given = createGiven(api.url);
  admin = await given.admin();
  // With few tokens in its window, so that a digest of some messages is made in parts.
  data(await admin.post('/api/admin/ai/config', { openai: { defaultModel: 'gpt-4' } }));
}, 180_000);
afterAll(async () => {
  await installation?.close();
  await openai?.close();
});

const inputsOf = ({ body }: LedgerEntry): string[] => [body.input ?? []].flat();
const summary = JSON.stringify({
  summary: 'They agreed on blue trams and wooden seats.',
  keyPoints: ['Blue.'],
});
/** What the provider counts of a request: as OpenAI does. */
const usageOf = (path: string, body: LedgerEntry['body']) => ({
  promptTokens:
    path === 'embeddings'
      ? [body.input ?? []].flat().reduce((sum, text) => sum + countEmbedded(text), 0)
      : (body.messages ?? []).reduce((sum, { content }) => sum + countWritten(String(content)) + 4, 0),
  completionTokens: path === 'embeddings' ? 0 : countWritten(summary),
});
const embeddings = () => openai.ledger.filter(({ path }) => path === '/v1/embeddings');
const answers = () => openai.ledger.filter(({ path }) => path === '/v1/chat/completions');
/** Dollars that the provider asks for everything since the last reset: list prices of the two models. */
const billed = (): number =>
  [
    ...embeddings().map(({ body }) => usageOf('embeddings', body).promptTokens * 0.02),
    ...answers().map(({ body }) => {
      const { promptTokens, completionTokens } = usageOf('chat', body);
      return promptTokens * 30 + completionTokens * 60;
    }),
  ].reduce((sum, micros) => sum + Math.ceil(micros - 1e-9), 0) / 1e6;

beforeEach(() => {
  openai.reset();
  openai.respond(({ path, body }) => ({ text: summary, usage: usageOf(path, body) }));
});

const estimate = async ({ client }: Member, body: object) =>
  data(await client.post('/api/v1/jobs/estimate', body));
const put = async ({ client }: Member, body: object) => data(await client.put('/api/v1/budgets', body));
const jobOf = async ({ client }: Member, id: string) => data(await client.get(`/api/v1/jobs/${id}`));

let count = 0;
const message = (content: string) => ({
  ...{ id: unique('m'), content, author_id: 'u1', author_name: 'Ada', channel_id: 'general' },
  created_at: new Date(Date.UTC(2026, 0, 5, 8, 0, count++)).toISOString(),
});
const messages = (number: number, words = 8) =>
  Array.from({ length: number }, (_, n) =>
    message(`Note ${n} ${unique()} ${'about the tram '.repeat(words)}`),
  );
const store = async ({ client }: Member, stored: object[]) =>
  expect((await client.post('/api/ai/messages', { messages: stored })).status).toBe(200);

/** Starts a bulk job in the name of somebody. */
const embedAll = async ({ user }: Member): Promise<string> => {
  const { body } = await admin.post('/api/admin/embeddings/generate', { userId: user.id });
  return body.jobId;
};
const digest = (me: Member, body: object, key = unique()) =>
  me.client.with({ 'Idempotency-Key': key }).post('/api/ai/digest', body);
/** Examples of two intents, each input once. */
const trainable = async (me: Member, number = 120) => {
  const bot = await given.chatbot(me);
  const examples = Array.from({ length: number }, (_, n) => ({
    input: n % 2 ? `Where is the stop of tram ${n} ${unique()}?` : `What does ticket ${n} ${unique()} cost?`,
    intent: n % 2 ? 'stops' : 'prices',
    output: `That is number ${n}.`,
  }));
  const set = { name: unique('set'), examples };
  const { id: datasetId } = data(
    await me.client.post(`/api/v1/chatbots/${bot.id}/training/datasets`, set),
    201,
  );
  const start = async (): Promise<string> =>
    data(await me.client.post(`/api/v1/chatbots/${bot.id}/training/sessions`, { datasetId }), 202).jobId;
  return { bot, datasetId, start, inputs: examples.map(({ input }) => input) };
};

describe('an estimate', () => {
  test('of embeddings is what the texts cost that have no vector, and nothing for those that have', async () => {
    const me = await given.owner();
    expect(await estimate(me, { kind: 'embeddings' })).toMatchObject({
      ...{ kind: 'embeddings', requests: 0, tokens: { prompt: 0, completion: 0 } },
      ...{ cost: { expected: 0, maximum: 0 }, fits: true },
      budgets: [{ scope: 'organization', remaining: { daily: null, monthly: null } }],
    });
    const texts = messages(110);
    await store(me, texts);
    const before = await estimate(me, { kind: 'embeddings', type: 'initial' });
    const tokens = texts.reduce((sum, { content }) => sum + countEmbedded(content), 0);
    expect(before).toMatchObject({
      ...{ provider: 'openai', model: 'text-embedding-3-small', requests: 2 },
      tokens: { prompt: tokens, completion: 0 },
      fits: true,
    });
    expect(before.cost.expected).toBeCloseTo(Math.ceil(tokens * 0.02) / 1e6, 9);
    // Another organisation has nothing of it.
    expect((await estimate(await given.owner(), { kind: 'embeddings' })).requests).toBe(0);
    expect(openai.ledger).toHaveLength(0);
    await given.finished(me.client, await embedAll(me));
    expect(billed()).toBeLessThanOrEqual(before.cost.maximum);
    expect(billed()).toBeGreaterThanOrEqual(before.cost.expected);
    expect(billed()).toBeLessThan(before.cost.expected * 1.1);
    for (const type of ['initial', 'repair', 'reindex'])
      expect(await estimate(me, { kind: 'embeddings', type })).toMatchObject({
        requests: 0,
        cost: { maximum: 0 },
      });
    const one = message('One more tram.');
    await store(me, [one]);
    expect(await estimate(me, { kind: 'embeddings' })).toMatchObject({
      ...{ requests: 1, tokens: { prompt: countEmbedded(one.content) } },
    });
    // What is left of the budget, and whether it is enough.
    await put(me, { daily: 1 });
    const roomy = await estimate(me, { kind: 'embeddings' });
    expect(roomy.budgets[0].remaining).toEqual({ daily: expect.closeTo(1 - billed(), 9), monthly: null });
    expect(roomy.fits).toBe(true);
    await put(me, { daily: billed() });
    expect(await estimate(me, { kind: 'embeddings' })).toMatchObject({
      ...{ fits: false, budgets: [{ remaining: { daily: 0 } }] },
    });
  }, 120_000);

  test('of a digest is near its cost once it is known how much such answers say', async () => {
    const me = await given.owner();
    const asking = (number: number) => ({ channelId: 'general', messages: messages(number) });
    const input = { kind: 'digest', ...asking(12) };
    const first = await estimate(me, input);
    expect(first).toMatchObject({
      ...{ provider: 'openai', model: 'gpt-4', requests: 1, fits: true },
      ...{ tokens: { completion: null }, cost: { expected: null, maximum: expect.any(Number) } },
    });
    expect((await digest(me, asking(3))).status).toBe(200);
    openai.ledger.length = 0;
    const second = await estimate(me, input);
    const body = { channelId: input.channelId, messages: input.messages };
    expect((await digest(me, body)).status).toBe(200);
    expect(billed()).toBeLessThanOrEqual(second.cost.maximum);
    expect(Math.abs(billed() - second.cost.expected)).toBeLessThan(billed() * 0.05);
    expect(second.tokens.prompt).toBe(usageOf('chat', answers()[0]!.body).promptTokens);
    // One in parts asks more often.
    const long = await estimate(me, { kind: 'digest', channelId: 'general', messages: messages(40, 200) });
    expect(long.requests).toBeGreaterThan(2);
    expect(long.cost.maximum).toBeGreaterThan(second.cost.maximum * 2);
    // Of what is stored of a channel there is nothing in this month.
    expect(await estimate(me, { kind: 'digest', channelId: 'empty', period: 'monthly' })).toMatchObject({
      ...{ requests: 0, cost: { expected: 0, maximum: 0 } },
    });
  }, 120_000);

  test('of documents is what their passages cost, of training what its inputs do', async () => {
    const me = await given.owner();
    const { bot, datasetId, start, inputs } = await trainable(me);
    const base = await given.knowledgeBase(me, bot.id);
    const content = Array.from(
      { length: 60 },
      (_, n) => `Tram ${n} ${unique()} stops at the old depot.`,
    ).join('\n\n');
    const items = [{ title: 'Trams', content, type: 'markdown' }];
    const taking = { kind: 'ingest', knowledgeBaseId: base.id };
    const counted = { ...taking, characters: content.length };
    expect(await estimate(me, counted)).toMatchObject({
      requests: null,
      cost: { expected: null, maximum: null },
    });
    const before = await estimate(me, { ...taking, items });
    expect(openai.ledger).toHaveLength(0);
    const path = `/api/v1/knowledge-bases/${base.id}/items`;
    await given.finished(me.client, data(await me.client.post(path, items[0]), 202).jobId);
    const embedded = embeddings().flatMap(inputsOf);
    expect(before.tokens.prompt).toBe(embedded.reduce((sum, text) => sum + countEmbedded(text), 0));
    expect(billed()).toBeLessThanOrEqual(before.cost.maximum);
    expect(billed()).toBeGreaterThanOrEqual(before.cost.expected);
    const likely = await estimate(me, counted);
    expect(likely.tokens.prompt).toBeGreaterThan(before.tokens.prompt * 0.7);
    expect(likely.tokens.prompt).toBeLessThan(before.tokens.prompt * 1.5);
    // Nothing would change, or everything is cut otherwise.
    const again = { kind: 'reindex', knowledgeBaseId: base.id };
    expect(await estimate(me, again)).toMatchObject({
      requests: 0,
      cost: { expected: 0, maximum: 0 },
      fits: true,
    });
    const recut = await estimate(me, { ...again, chunking: { size: 64, overlap: 0 } });
    expect(recut).toMatchObject({ cost: { expected: expect.any(Number), maximum: null } });
    expect(recut.tokens.prompt).toBeGreaterThan(before.tokens.prompt * 0.5);

    openai.ledger.length = 0;
    const training = { kind: 'training', chatbotId: bot.id, datasetId };
    const learning = await estimate(me, training);
    expect(learning.tokens.prompt).toBe(inputs.reduce((sum, text) => sum + countEmbedded(text), 0));
    await given.finished(me.client, await start());
    expect(billed()).toBeLessThanOrEqual(learning.cost.maximum);
    expect(billed()).toBeGreaterThanOrEqual(learning.cost.expected);
    expect(await estimate(me, training)).toMatchObject({ requests: 0, cost: { maximum: 0 } });
    const tuning = async (epochs: number) =>
      estimate(me, {
        ...training,
        config: { method: 'fine-tuning', model: 'gpt-4o-mini-2024-07-18', epochs },
      });
    const [one, two] = [await tuning(1), await tuning(2)];
    expect(one).toMatchObject({ provider: 'openai', model: 'gpt-4o-mini-2024-07-18' });
    // A second epoch costs what the first did; the comparison comes once.
    expect(two.cost.expected - one.cost.expected).toBeGreaterThan(0);
    expect((two.tokens.prompt - one.tokens.prompt) * 3).toBeCloseTo(
      (two.cost.expected - one.cost.expected) * 1e6,
      -1,
    );
    const unknown = { method: 'fine-tuning', model: 'gpt-4.1-of-tomorrow' };
    expect((await estimate(me, { ...training, config: unknown })).cost).toEqual({
      expected: null,
      maximum: null,
    });
    const viewer = await given.member(me, 'viewer');
    expect((await estimate(viewer, training)).kind).toBe('training');
  }, 120_000);

  test('of moderation is nothing, and of what is not there there is none', async () => {
    const me = await given.owner();
    expect(await estimate(me, { kind: 'moderation-batch', items: 40 })).toMatchObject({
      ...{ provider: 'openai', requests: 40, cost: { expected: 0, maximum: 0 }, fits: true },
    });
    const theirs = await given.owner();
    const { bot, datasetId } = await trainable(theirs, 4);
    const base = await given.knowledgeBase(theirs, bot.id);
    const mine = await given.chatbot(me);
    for (const body of [
      { kind: 'ingest', knowledgeBaseId: base.id, characters: 10 },
      { kind: 'reindex', knowledgeBaseId: base.id },
      { kind: 'training', chatbotId: bot.id, datasetId },
      { kind: 'training', chatbotId: mine.id, datasetId },
      { kind: 'learning', chatbotId: bot.id },
      { kind: 'learning', chatbotId: unusedId() },
    ])
      expect((await me.client.post('/api/v1/jobs/estimate', body)).status).toBe(404);
    for (const body of [{ kind: 'ingest', knowledgeBaseId: base.id }, { kind: 'report' }, {}])
      expect((await me.client.post('/api/v1/jobs/estimate', body)).status).toBe(400);
  });
});

/** At the limit a job rests and says why, and nothing more is asked for until it is raised. */
async function restsUntilRaised(me: Member, jobId: string): Promise<void> {
  const rests = async () => (await jobOf(me, jobId)).status === 'paused';
  // Requests side by side cost less than was set aside for them, so that one more may fit.
  for (let asked = -1; asked !== openai.ledger.length; await sleep(2_500)) {
    await until(rests);
    asked = openai.ledger.length;
  }
  expect([await rests(), (await jobOf(me, jobId)).waiting]).toEqual([
    true,
    expect.stringContaining('daily budget of the organization'),
  ]);
  await put(me, { daily: 100 });
  expect(await given.finished(me.client, jobId)).toMatchObject({ status: 'completed', waiting: null });
}
const spentBy = async ({ client }: Member): Promise<number> =>
  data(await client.get('/api/v1/budgets'))[0].spent.daily;
const each = (texts: string[]) => ({ texts: texts.length, different: new Set(texts).size });

describe('at the limit', () => {
  test('training and bulk embeddings rest between two requests and pay for no text twice', async () => {
    const me = await given.owner();
    const { bot, datasetId, start, inputs } = await trainable(me);
    const training = await estimate(me, { kind: 'training', chatbotId: bot.id, datasetId });
    await put(me, { daily: training.cost.expected * 0.9 });
    await restsUntilRaised(me, await start());
    expect(each(embeddings().flatMap(inputsOf))).toEqual({ texts: inputs.length, different: inputs.length });

    openai.ledger.length = 0;
    const other = await given.owner();
    await store(other, messages(130));
    const bulk = await estimate(other, { kind: 'embeddings' });
    await put(other, { daily: bulk.cost.expected * 0.9 });
    expect((await estimate(other, { kind: 'embeddings' })).fits).toBe(false);
    await restsUntilRaised(other, await embedAll(other));
    const { texts, different } = each(embeddings().flatMap(inputsOf));
    expect([texts, different]).toEqual([130, 130]);
    expect(await spentBy(other)).toBeCloseTo(billed(), 9);
  }, 180_000);

  test('a digest in parts rests, whoever waits is told, and no part is paid for twice', async () => {
    const me = await given.owner();
    const body = { channelId: 'general', messages: messages(48, 200) };
    const { requests, cost } = await estimate(me, { kind: 'digest', ...body });
    expect(requests).toBeGreaterThan(5);
    // Enough for some parts: the maximum counts two tries of each, and long answers.
    await put(me, { daily: cost.maximum * 0.06 });
    const key = unique();
    const refused = await digest(me, body, key);
    expect([refused.status, refused.body.code]).toEqual([402, 'BUDGET_EXCEEDED']);
    const jobId = /job (\w+)$/.exec(refused.body.error)![1]!;
    expect(answers().length).toBeGreaterThan(0);
    await restsUntilRaised(me, jobId);
    const done = await digest(me, body, key);
    expect([done.status, done.body.jobId]).toEqual([200, jobId]);
    const questions = answers().map(({ body: asked }) => JSON.stringify(asked.messages));
    expect(each(questions)).toEqual({ texts: requests, different: requests });
    // The answer tells what all of it did cost, from before the rest too.
    expect(done.body.costInfo).toEqual({ totalCost: expect.closeTo(billed(), 9), requestCount: requests });
  }, 180_000);

  test('learning rests before an answer that is too dear, and nothing before it is paid for again', async () => {
    const me = await given.owner();
    const bot = await given.chatbot(me, { model: { provider: 'openai' }, retrieval: { minScore: 1 } });
    const base = await given.knowledgeBase(me, bot.id);
    await given.documents(me, base.id, {
      'tents.md': '# Tents\n\nTents of the series Aurora may be returned within 30 days if unused.',
    });
    const question = 'May tents of the series Aurora be returned within 30 days if unused?';
    const say = { message: question };
    expect(data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, say)).grounded).toBe(false);
    openai.ledger.length = 0;
    const forecast = await estimate(me, { kind: 'learning', chatbotId: bot.id });
    expect(forecast).toMatchObject({ provider: 'openai', model: 'gpt-4', fits: true });
    await put(me, { daily: (await spentBy(me)) + 0.01 });
    // The worker has just looked the limits up, and looks again after two seconds.
    await sleep(2_200);
    const generate = `/api/v1/chatbots/${bot.id}/learning/generate`;
    const { jobId } = data(await me.client.post(generate, {}), 202);
    await until(async () => (await jobOf(me, jobId)).status === 'paused', { timeoutMs: 60_000 });
    expect(answers()).toHaveLength(0);
    openai.respond(({ path, body }) => ({ text: 'Yes, within 30 days [1].', usage: usageOf(path, body) }));
    await restsUntilRaised(me, jobId);
    expect(answers()).toHaveLength(1);
    expect(each(embeddings().flatMap(inputsOf))).toEqual({ texts: 1, different: 1 });
    expect(billed()).toBeLessThanOrEqual(forecast.cost.maximum);
    const [item] = data(await me.client.get(`/api/v1/chatbots/${bot.id}/learning`));
    expect(item).toMatchObject({ answer: 'Yes, within 30 days.' });
  }, 180_000);

  test('an evaluation rests between two questions, costs what its ledger says, and asks nothing twice', async () => {
    const me = await given.owner();
    const bot = await given.chatbot(me, { model: { provider: 'openai', maxTokens: 60 } });
    const cases = Array.from({ length: 14 }, (_, n) => ({
      question: `Which colour has tram ${n} ${unique()}?`,
      expected: `Tram ${n} is blue.`,
    }));
    const forecast = await estimate(me, { kind: 'evaluation', chatbotId: bot.id, cases });
    expect(forecast).toMatchObject({
      ...{ provider: 'openai', model: 'gpt-4', fits: true, cost: { expected: null } },
      tokens: { completion: null },
    });
    await put(me, { daily: forecast.cost.maximum * 0.5 });
    const started = data(await me.client.post(`/api/v1/chatbots/${bot.id}/evaluations`, { cases }), 202);
    await restsUntilRaised(me, started.jobId);
    const read = data(await me.client.get(`/api/v1/chatbots/${bot.id}/evaluations/${started.id}`));
    expect(read).toMatchObject({ status: 'completed', figures: { answered: 14, failed: 0 } });
    const questions = answers().map(({ body }) => JSON.stringify(body.messages));
    expect(each(questions)).toEqual({ texts: 14, different: 14 });
    expect(billed()).toBeLessThanOrEqual(forecast.cost.maximum);
    expect(await spentBy(me)).toBeCloseTo(billed(), 9);
    const written = answers().map(({ path, body }) => usageOf(path.slice(4), body));
    expect(read.figures.tokens).toEqual({
      prompt: written.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
      completion: written.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
    });
    // Once it is known how much such answers say, what is expected is near.
    const next = await estimate(me, { kind: 'evaluation', chatbotId: bot.id, cases });
    expect(Math.abs(next.cost.expected - billed())).toBeLessThan(billed() * 0.3);
  }, 120_000);

  test('moderation, which costs nothing, goes on', async () => {
    const me = await given.owner();
    await put(me, { daily: 0 });
    const items = Array.from({ length: 5 }, (_, n) => ({
      ...{ contentId: unique(), contentType: 'text', content: `Good morning, tram ${n}` },
    }));
    const { body } = await me.client.post('/api/moderation/batch/jobs', { items });
    expect(await given.finished(me.client, body.jobId)).toMatchObject({
      ...{ status: 'completed', progress: { done: 5 } },
    });
    expect(openai.ledger.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => '/v1/moderations'));
  }, 60_000);

  test('a job over all organisations goes on without those whose budget is used up', async () => {
    const [rich, poor] = [await given.owner(), await given.owner()];
    await put(poor, { daily: 0 });
    const [theirs, kept] = [messages(2), messages(3)];
    await Promise.all([store(rich, theirs), store(poor, kept)]);
    const { body } = await admin.post('/api/admin/embeddings/generate', {});
    const read = async () => (await admin.get(`/api/admin/embeddings/status?jobId=${body.jobId}`)).body.job;
    await until(async () => (await read()).status === 'completed', { timeoutMs: 60_000 });
    const { failed_embeddings, failures } = await read();
    expect(failed_embeddings).toBeGreaterThanOrEqual(3);
    expect(failures[0].error).toContain('is used up');
    const texts = embeddings().flatMap(inputsOf);
    expect(texts).toEqual(expect.arrayContaining(theirs.map(({ content }) => content)));
    expect(texts.filter((text) => kept.some(({ content }) => content === text))).toEqual([]);
  }, 120_000);
});
