import { beforeAll, expect, test } from '@jest/globals';
import { asked, script } from '../../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../../test/helpers/given.js';
import { until } from '../../../test/helpers/until.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

type Bot = { id: string };
const at = (id: string) => `/api/v1/training/sessions/${id}`;
const read = async (id: string) => data(await me.client.get(at(id)));
const ask = async (bot: Bot, message: string) =>
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
const tunable = (values: object = {}): Promise<Bot> =>
  given.chatbot(me, { model: { provider: 'openai' }, instructions: 'You are Ada.', ...values });

/** Questions with answers in words of their own. */
const examplesOf = (marker: string, count = 20) =>
  Array.from({ length: count }, (_, n) => ({
    input: `What about room ${n} of ${marker}?`,
    output: `Room ${n} of ${marker} has ${n + 2} windows.`,
  }));
async function dataset(bot: Bot, examples: object[]): Promise<string> {
  const values = { name: unique('set'), examples };
  return data(await me.client.post(`/api/v1/chatbots/${bot.id}/training/datasets`, values), 201).id;
}
const tune = (bot: Bot, datasetId: string, config: object = {}) =>
  me.client.post(`/api/v1/chatbots/${bot.id}/training/sessions`, {
    datasetId,
    config: { method: 'fine-tuning', model: 'gpt-4.1-mini-2025-04-14', ...config },
  });
const start = async (bot: Bot, examples: object[], config: object = {}): Promise<string> =>
  data(await tune(bot, await dataset(bot, examples), config), 202).id;
async function ended(id: string) {
  await until(async () => !['queued', 'running', 'paused'].includes((await read(id)).status), {
    timeoutMs: 120_000,
  });
  return read(id);
}
/** Requests that were made for a session. */
const jobsMade = async (id: string) =>
  (await asked(id)).filter(({ method, path }) => method === 'POST' && path === '/v1/fine_tuning/jobs');
const uploads = async (id: string) =>
  (await asked(`${id}-`)).filter(({ method, path }) => method === 'POST' && path === '/v1/files');

test('OpenAI trains a model on the outputs, and the bot answers with it', async () => {
  const marker = unique();
  const bot = await tunable();
  const question = `What about room 7 of ${marker}?`;
  expect((await ask(bot, question)).message).toBe(`You said: ${question}`);
  const id = await start(bot, [...examplesOf(marker), { input: 'Hello', intent: 'greeting' }], { seed: 5 });
  const session = await ended(id);
  expect(session).toMatchObject({
    ...{ status: 'completed', error: null, version: 2, metrics: null, comparison: null, warnings: [] },
    config: { method: 'fine-tuning', model: 'gpt-4.1-mini-2025-04-14', epochs: 3, seed: 5 },
    progress: { total: 3, done: 3, percentage: 100 },
    fineTuning: {
      ...{ provider: 'openai', status: 'succeeded', model: expect.stringMatching(/^ft:gpt-4\.1-mini/) },
      examples: { training: 16, heldOut: 4 },
      ...{ trainingLoss: expect.any(Number), validationLoss: expect.any(Number) },
      evaluation: { examples: 4, candidate: 1, isWorse: false },
    },
  });
  const { trainedTokens, cost, evaluation, model, providerJobId } = session.fineTuning;
  expect(cost).toBeCloseTo((trainedTokens * 5) / 1e6, 9);
  expect(evaluation.current).toBeLessThan(1);
  expect(await ask(bot, question)).toMatchObject({
    ...{ message: `Room 7 of ${marker} has 9 windows.`, provider: 'openai', model, version: 2 },
  });
  const changed = data(await me.client.get(`/api/v1/chatbots/${bot.id}`));
  expect(changed).toMatchObject({ model: { provider: 'openai', name: model }, publishedVersion: 2 });

  const [made, ...more] = await jobsMade(id);
  expect(more).toEqual([]);
  expect(made!.body).toMatchObject({ seed: 5, method: { supervised: { hyperparameters: { n_epochs: 3 } } } });
  const files = await uploads(id);
  const lines = files.map(({ body }) => String(body.text).trim().split('\n'));
  expect(lines.map(({ length }) => length)).toEqual([16, 4]);
  const [system, user, assistant] = JSON.parse(lines[0]![0]!).messages;
  expect(system).toMatchObject({ role: 'system', content: expect.stringContaining('You are Ada.') });
  expect(user.content).toContain(marker);
  expect(assistant.content).toMatch(/windows\.$/);
  // What was uploaded is removed again.
  const removed = (await asked('')).filter(
    ({ method, path }) => method === 'DELETE' && path.includes('file-'),
  );
  expect(removed.length).toBeGreaterThanOrEqual(2);
  expect(providerJobId).toMatch(/^ftjob-/);
  const job = data(await me.client.get(`/api/v1/jobs/${session.jobId}`));
  expect(job).toMatchObject({ kind: 'training', status: 'completed', result: { version: 2 } });
}, 180_000);

test('training waits at the cap, and what it did cost is spent, once', async () => {
  const rich = me;
  me = await given.owner();
  try {
    const bot = await tunable();
    const put = async (daily: number) => data(await me.client.put('/api/v1/budgets', { daily }));
    await put(0.000_1);
    const id = await start(bot, examplesOf(unique()), { validationSplit: 0.05 });
    await until(async () => (await read(id)).status === 'paused');
    const job = async () => data(await me.client.get(`/api/v1/jobs/${(await read(id)).jobId}`));
    expect((await job()).waiting).toContain(
      'The daily budget of the organization (0.0001 dollars) is used up',
    );
    expect([await jobsMade(id), await uploads(id)]).toEqual([[], []]);
    await script(`"training_session":"${id}"`, { for: 'fine-tuning', tuning: { polls: 15 } });
    await put(5);
    await until(async () => (await read(id)).fineTuning.status === 'running');
    // As long as it trains, the money is set aside; a limit that is set meanwhile counts it too.
    const { reserved } = data(await me.client.get('/api/v1/budgets'))[0];
    expect(reserved).toBeGreaterThan(0.000_1);
    data(await me.client.put('/api/v1/budgets', { scope: 'chatbot', scopeId: bot.id, daily: 5 }));
    const ofBot = data(await me.client.get('/api/v1/budgets'))[1];
    expect(ofBot).toMatchObject({ scope: 'chatbot', reserved });
    const { fineTuning } = await ended(id);
    const usage = data(await me.client.get('/api/v1/usage?groupBy=model'));
    const trained = usage.groups.find(({ key }: { key: string }) => key === 'gpt-4.1-mini-2025-04-14');
    expect(trained).toMatchObject({ requests: 1, promptTokens: fineTuning.trainedTokens });
    expect(trained.cost).toBeCloseTo(fineTuning.cost, 9);
    expect(fineTuning.cost).toBeLessThanOrEqual(reserved);
    for (const { spent, reserved: left } of data(await me.client.get('/api/v1/budgets')))
      expect([spent.daily >= fineTuning.cost, spent.daily < fineTuning.cost * 2, left]).toEqual([
        true,
        true,
        0,
      ]);
    expect(await jobsMade(id)).toHaveLength(1);
  } finally {
    me = rich;
  }
}, 180_000);

test('one job is made although OpenAI is busy, fails and loses its answers', async () => {
  const marker = unique();
  const bot = await tunable();
  const datasetId = await dataset(bot, examplesOf(marker));
  const model = `gpt-4.1-${marker}`;
  await script(`${marker}?`, { for: 'files', loseAnswer: true }, { for: 'files', status: 500 });
  await script(
    `"model":"${model}"`,
    { for: 'fine-tuning', status: 429, retryAfter: 1 },
    { for: 'fine-tuning', loseAnswer: true },
  );
  const { id } = data(await tune(bot, datasetId, { model }), 202);
  const session = await ended(id);
  // The price of such a model is not known.
  expect(session).toMatchObject({ status: 'completed', fineTuning: { status: 'succeeded', cost: null } });
  // Refused once, accepted once.
  const made = await jobsMade(id);
  expect(made.map(({ outcome }) => outcome)).toEqual(['completed', 'cut']);
  const names = (await uploads(id)).map(({ body, outcome }) => [body.filename, outcome]);
  // One was accepted and not answered, one was refused.
  expect(names.filter(([name]) => String(name).includes('training'))).toEqual([
    [`${id}-1-training.jsonl`, 'cut'],
  ]);
}, 240_000);

test('a model that answers worse waits for approval', async () => {
  const marker = unique();
  const bot = await tunable();
  const datasetId = await dataset(bot, examplesOf(marker));
  const tuning = { for: 'fine-tuning' as const, when: 'gpt-4o-mini-2024-07-18', tuning: { forgets: true } };
  await script('gpt-4o-mini-2024-07-18', tuning);
  const { id } = data(await tune(bot, datasetId, { model: 'gpt-4o-mini-2024-07-18' }), 202);
  const session = await ended(id);
  expect(session).toMatchObject({
    ...{ status: 'awaiting-approval', version: null },
    fineTuning: { evaluation: { candidate: 0, isWorse: true } },
  });
  const question = `What about room 7 of ${marker}?`;
  expect((await ask(bot, question)).message).toBe(`You said: ${question}`);
  expect(data(await me.client.post(`${at(id)}/publish`))).toMatchObject({ status: 'completed', version: 2 });
  expect(await ask(bot, question)).toMatchObject({ message: 'Hm.', model: session.fineTuning.model });
}, 180_000);

test('what OpenAI ends without a model fails with its words', async () => {
  const marker = unique();
  const bot = await tunable();
  await script('gpt-4o-2024-08-06', {
    for: 'fine-tuning',
    tuning: { polls: 1, fails: 'The training file was blocked' },
  });
  const failed = await ended(await start(bot, examplesOf(marker), { model: 'gpt-4o-2024-08-06' }));
  expect(failed).toMatchObject({
    ...{
      status: 'failed',
      error: 'OpenAI ended the fine-tuning: The training file was blocked',
      version: null,
    },
  });
  const refused = await ended(await start(bot, examplesOf(marker), { model: 'gpt-9' }));
  expect(refused).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('gpt-9 is not available'),
  });
  const few = await ended(await start(bot, examplesOf(marker, 9)));
  expect(few).toMatchObject({ status: 'failed', error: expect.stringContaining('needs 10 examples') });
  expect(data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).publishedVersion).toBe(1);
}, 180_000);

test('a cancelled session cancels at OpenAI, and a retry makes a job of its own', async () => {
  const bot = await tunable();
  await script('gpt-4.1-nano-2025-04-14', { for: 'fine-tuning', tuning: { polls: 100_000 } });
  const id = await start(bot, examplesOf(unique()), { model: 'gpt-4.1-nano-2025-04-14' });
  await until(async () => (await read(id)).fineTuning.status === 'running');
  expect(await read(id)).toMatchObject({ status: 'running', stage: expect.stringContaining('fine-tuning') });
  const { providerJobId } = (await read(id)).fineTuning;
  expect((await me.client.delete(at(id))).status).toBe(200);
  const session = await ended(id);
  expect(session).toMatchObject({ status: 'cancelled', version: null });
  const cancels = (await asked('')).filter(
    ({ path }) => path === `/v1/fine_tuning/jobs/${providerJobId}/cancel`,
  );
  expect(cancels).toHaveLength(1);
  expect(data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).publishedVersion).toBe(1);

  data(await me.client.post(`/api/v1/jobs/${session.jobId}/retry`), 202);
  expect(await ended(id)).toMatchObject({ status: 'completed', fineTuning: { status: 'succeeded' } });
  expect(await jobsMade(id)).toHaveLength(2);
}, 180_000);

test('a deleted chatbot leaves nothing in training at OpenAI', async () => {
  const bot = await tunable();
  const model = `gpt-4.1-${unique()}`;
  await script(`"model":"${model}"`, { for: 'fine-tuning', tuning: { polls: 100_000 } });
  const id = await start(bot, examplesOf(unique()), { model });
  await until(async () => (await read(id)).fineTuning.status === 'running');
  const { providerJobId } = (await read(id)).fineTuning;
  data(await me.client.delete(`/api/v1/chatbots/${bot.id}`));
  const cancelled = async () =>
    (await asked('')).some(({ path }) => path === `/v1/fine_tuning/jobs/${providerJobId}/cancel`);
  await until(cancelled);
}, 120_000);

test('what cannot be fine-tuned is refused at once', async () => {
  const bot = await tunable();
  const datasetId = await dataset(bot, examplesOf(unique(), 2));
  const message = async (of: Bot, id: string, config: object) => {
    const { status, body } = await tune(of, id, config);
    expect([status, body.code]).toEqual([400, 'VALIDATION_ERROR']);
    return body.message as string;
  };
  expect(await message(bot, datasetId, { model: undefined })).toContain('model');
  expect(await message(bot, datasetId, { method: 'classifier' })).toContain('model');
  expect(await message(bot, datasetId, { epochs: 51 })).toContain('epochs');
  const local = await given.chatbot(me, { model: { provider: 'local' } });
  expect(await message(local, await dataset(local, examplesOf(unique(), 2)), {})).toContain('provider local');
});
