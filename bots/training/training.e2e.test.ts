import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { asked } from '../../test/helpers/double.js';
import { until } from '../../test/helpers/until.js';
import { intents, misnamed, strange, unseen } from '../../test/fixtures/intents.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

type Bot = { id: string };
const newBot = (values: object = {}): Promise<Bot> =>
  given.chatbot(me, { model: { provider: 'local' }, ...values });
const sessionsOf = (bot: Bot) => `/api/v1/chatbots/${bot.id}/training/sessions`;
const at = (id: string) => `/api/v1/training/sessions/${id}`;

const labelled = Object.entries(intents).flatMap(([intent, inputs]) =>
  inputs.map((input) => ({ input, intent })),
);
const outOfScope = strange.map((input) => ({ input, intent: null }));

const dataset = async (bot: Bot, examples: object[]): Promise<string> =>
  data(
    await me.client.post(`/api/v1/chatbots/${bot.id}/training/datasets`, { name: unique('set'), examples }),
    201,
  ).id;
const start = async (bot: Bot, datasetId: string, config: object = {}) =>
  data(await me.client.post(sessionsOf(bot), { datasetId, config }), 202);
const ended = async (id: string) => {
  let session = data(await me.client.get(at(id)));
  await until(
    async () => {
      session = data(await me.client.get(at(id)));
      return !['queued', 'running', 'paused'].includes(session.status);
    },
    { timeoutMs: 120_000 },
  );
  return session;
};
const train = async (bot: Bot, examples: object[], config: object = {}) =>
  ended((await start(bot, await dataset(bot, examples), config)).id);
const ask = async (bot: Bot, message: string) =>
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));

test('a trained bot tells what is meant, and what is none of its business', async () => {
  const bot = await newBot();
  expect((await ask(bot, unseen[0]![0])).intent).toBeNull();
  const started = await start(bot, await dataset(bot, [...labelled, ...outOfScope]));
  expect(started).toEqual({ id: expect.any(String), status: expect.any(String), jobId: expect.any(String) });
  const session = await ended(started.id);
  expect(session).toMatchObject({
    ...{ status: 'completed', error: null, comparison: null, version: 2, chatbotId: bot.id },
    config: { validationSplit: 0.2, seed: 1, epochs: 20 },
    progress: { failed: 0, percentage: 100 },
    metrics: {
      accuracy: expect.any(Number),
      macroF1: expect.any(Number),
      outOfScope: { recall: expect.any(Number) },
      examples: { total: labelled.length + outOfScope.length, intents: Object.keys(intents).length },
    },
  });
  expect(session.metrics.accuracy).toBeGreaterThan(0.6);
  const { heldOut, training } = session.metrics.examples;
  expect(heldOut + training).toBe(labelled.length + outOfScope.length);

  const names = await Promise.all(unseen.map(async ([message]) => (await ask(bot, message)).intent.name));
  const right = names.filter((name, index) => name === unseen[index]![1]).length;
  expect(right).toBeGreaterThanOrEqual(unseen.length - 1);
  const { intent } = await ask(bot, 'Who painted the ceiling of the Sistine Chapel?');
  expect(intent).toEqual({ name: null, confidence: expect.any(Number) });

  const job = data(await me.client.get(`/api/v1/jobs/${session.jobId}`));
  expect(job).toMatchObject({ kind: 'training', status: 'completed', result: { version: 2 } });
  expect(data(await me.client.get(`/api/v1/chatbots/${bot.id}`))).toMatchObject({ publishedVersion: 2 });
  const [listed] = data(await me.client.get(sessionsOf(bot)));
  expect(listed).toEqual(session);
}, 180_000);

test('training changes what a bot answers later', async () => {
  const bot = await newBot();
  const question = 'When do you open on Saturdays?';
  const before = await ask(bot, question);
  expect(before).toMatchObject({ grounded: false });
  await train(bot, [
    ...labelled,
    {
      input: 'What are your opening hours on Saturday?',
      intent: 'hours',
      output: 'On Saturdays from ten to four.',
    },
    { input: 'When are you open?', intent: 'hours', output: 'On weekdays from nine to six.' },
  ]);
  const after = await ask(bot, question);
  expect(after).toMatchObject({
    ...{ message: 'On Saturdays from ten to four.', grounded: true, citations: [] },
    intent: { name: 'hours' },
  });
  expect(after.message).not.toBe(before.message);
  expect((await ask(bot, 'How deep is the Mariana trench?')).message).toBe(before.message);
}, 180_000);

test('a language model reads the nearest trained answers as guidance', async () => {
  const bot = await newBot({ model: { provider: 'openai' } });
  const output = `On Saturdays from ten to four, ${unique()}.`;
  await train(bot, [
    ...labelled,
    { input: 'What are your opening hours on Saturday?', intent: 'hours', output },
  ]);
  const told = async (message: string) => {
    const marker = unique();
    await ask(bot, `${message} ${marker}`);
    const [entry] = await asked(marker);
    return String(entry!.body.messages![0]!.content);
  };
  expect(await told('When are you open on Saturday?')).toContain(output);
  expect(await told('How deep is the Mariana trench?')).not.toContain(output);
}, 180_000);

test('entities are found by what examples have marked', async () => {
  const bot = await newBot();
  const marked = (input: string, part: string, type: string, intent: string) => {
    const begin = input.indexOf(part);
    return { input, intent, entities: [{ start: begin, end: begin + part.length, type }] };
  };
  await train(bot, [
    ...labelled,
    marked('Where is order AB-1234?', 'AB-1234', 'order', 'track'),
    marked('Has CD-9876 been sent?', 'CD-9876', 'order', 'track'),
    marked('Do you deliver to Lisbon?', 'Lisbon', 'city', 'hours'),
  ]);
  const { entities } = await ask(bot, 'Is XY-5555 on its way to lisbon?');
  expect(entities).toEqual([
    { type: 'order', value: 'XY-5555', confidence: expect.any(Number), source: 'extracted', span: [3, 10] },
    { type: 'city', value: 'Lisbon', confidence: expect.any(Number), source: 'extracted', span: [25, 31] },
  ]);
  expect((await ask(bot, 'Is it on its way?')).entities).toEqual([]);
}, 180_000);

test('the same seed gives the same model and figures, another seed another split', async () => {
  const bot = await newBot();
  const set = await dataset(bot, labelled);
  const one = await ended((await start(bot, set, { seed: 7 })).id);
  const two = await ended((await start(bot, set, { seed: 7 })).id);
  expect(two.modelHash).toBe(one.modelHash);
  expect(two.metrics).toEqual(one.metrics);
  expect(two.comparison).toMatchObject({
    modelId: one.modelId,
    isWorse: false,
    current: two.comparison.candidate,
  });
  const other = await ended((await start(bot, set, { seed: 8, validationSplit: 0.4 })).id);
  expect(other.modelHash).not.toBe(one.modelHash);
  expect(other.metrics.examples.heldOut).toBeGreaterThan(one.metrics.examples.heldOut);
}, 240_000);

test('a worse model waits for approval, is discarded or published', async () => {
  const bot = await newBot();
  const good = await train(bot, labelled);
  const set = await dataset(bot, misnamed);
  const waiting = await ended((await start(bot, set, { epochs: 1 })).id);
  if (waiting.status !== 'awaiting-approval') throw new Error(JSON.stringify(waiting));
  expect(waiting.comparison).toMatchObject({ modelId: good.modelId, isWorse: true });
  expect(waiting.comparison.candidate.accuracy).toBeLessThan(waiting.comparison.current.accuracy);
  const versionOf = async () => data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).publishedVersion;
  expect([waiting.version, await versionOf()]).toEqual([null, 2]);

  expect(data(await me.client.delete(at(waiting.id)))).toMatchObject({ status: 'cancelled' });
  expect((await me.client.delete(at(waiting.id))).status).toBe(409);
  expect((await me.client.post(`${at(waiting.id)}/publish`)).status).toBe(409);
  const again = await ended((await start(bot, set, { epochs: 1 })).id);
  expect(again.status).toBe('awaiting-approval');
  expect(data(await me.client.post(`${at(again.id)}/publish`))).toMatchObject({
    status: 'completed',
    version: 3,
  });
  expect(await versionOf()).toBe(3);
}, 240_000);

test('what is too little to learn from fails and says what is missing', async () => {
  const bot = await newBot();
  const failed = async (examples: object[]) => {
    const session = await train(bot, examples);
    expect(session).toMatchObject({ status: 'failed', metrics: null, modelId: null });
    return session.error;
  };
  expect(await failed([])).toContain('no examples');
  expect(await failed([{ input: 'Hello' }])).toContain('nothing to learn');
  expect(await failed(labelled.slice(0, 5))).toContain('only one intent');
  expect(await failed([...labelled, { input: 'Lonely', intent: 'lonely' }])).toContain('lonely');
  expect((await ask(bot, 'Where is my parcel?')).intent).toBeNull();
}, 240_000);

test('a cancelled session leaves the old model serving', async () => {
  const bot = await newBot();
  const first = await train(bot, labelled);
  const many = Array.from({ length: 4_000 }, (_, n) => ({
    input: `Question ${n} of ${unique()}`,
    intent: `i${n % 9}`,
  }));
  const { id } = await start(bot, await dataset(bot, many));
  await until(async () => data(await me.client.get(at(id))).stage === 'embedding', { timeoutMs: 60_000 });
  expect((await me.client.delete(at(id))).status).toBe(200);
  const session = await ended(id);
  expect(session).toMatchObject({ status: 'cancelled', modelId: null, metrics: null });
  expect((await me.client.delete(at(id))).status).toBe(409);
  expect((await me.client.post(`${at(id)}/publish`)).status).toBe(409);
  expect(data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).publishedVersion).toBe(first.version);
  expect((await ask(bot, unseen[0]![0])).intent.name).toBe(unseen[0]![1]);
}, 240_000);

test('viewers read sessions, editors start and end them, and nobody else knows of them', async () => {
  const bot = await newBot();
  const datasetId = await dataset(bot, labelled);
  const session = await ended((await start(bot, datasetId)).id);
  const viewer = await given.member(me, 'viewer');
  expect(data(await viewer.client.get(at(session.id)))).toEqual(session);
  const tries = (client: Member['client']) =>
    Promise.all([
      client.post(sessionsOf(bot), { datasetId }),
      client.delete(at(session.id)),
      client.post(`${at(session.id)}/publish`),
    ]);
  for (const { status } of await tries(viewer.client)) expect(status).toBe(403);
  const stranger = await given.owner();
  const foreign = [
    ...(await tries(stranger.client)),
    await stranger.client.get(at(session.id)),
    await stranger.client.get(sessionsOf(bot)),
    await me.client.get(at(unusedId())),
    await me.client.post(sessionsOf(bot), { datasetId: unusedId() }),
    await me.client.post(sessionsOf(await newBot()), { datasetId }),
  ];
  for (const { status } of foreign) expect(status).toBe(404);
  for (const body of [{}, { datasetId, datasetIds: [datasetId] }, { datasetId, config: { seed: -1 } }])
    expect((await me.client.post(sessionsOf(bot), body)).status).toBe(400);
}, 180_000);
