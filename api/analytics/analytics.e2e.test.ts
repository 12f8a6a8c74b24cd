import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose, { type mongo } from 'mongoose';
import { script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';
import { until } from '../../test/helpers/until.js';

const given = createGiven(platformUrl());
let me: Member;
let client: mongo.MongoClient;
beforeAll(async () => {
  me = await given.owner();
  client = await new mongoose.mongo.MongoClient(storeUrls('platform').mongodb).connect();
});
afterAll(() => client.close());

type Bot = { id: string };
const kinds = ['messages', 'users', 'sessions', 'intents'] as const;
type Kind = (typeof kinds)[number];
const at = ({ id }: Bot, kind: Kind, query = '') => `/api/v1/chatbots/${id}/analytics/${kind}?${query}`;
const read = async (bot: Bot, kind: Kind, query = '') => data(await me.client.get(at(bot, kind, query)));
const remote = (values: object = {}) => given.chatbot(me, { model: { provider: 'openai' }, ...values });

/** Says something and has it answered at a known price. */
async function ask(bot: Bot, values: Record<string, unknown> = {}, answer: object = {}) {
  const marker = unique();
  await script(marker, { text: 'Fine.', usage: { promptTokens: 1_000, completionTokens: 500 }, ...answer });
  const message = `How is the weather today in the mountains ${marker}?`;
  return me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message, ...values });
}

/** All totals by their path, such as `messages.byLanguage.en`. */
async function figures(bot: Bot): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  const put = (path: string, value: unknown): void => {
    if (Array.isArray(value))
      for (const { intent, ...rest } of value as { intent: string }[]) put(`${path}.${intent}`, rest);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) put(`${path}.${key}`, inner);
    else all[path] = value;
  };
  for (const kind of kinds) {
    const { totals, series } = await read(bot, kind);
    put(kind, totals);
    expect(series).toHaveLength(30);
  }
  return all;
}

/** What moved, and to what; latencies differ each time. */
async function moved(bot: Bot, cause: () => Promise<unknown>): Promise<Record<string, unknown>> {
  const before = await figures(bot);
  await cause();
  const after = await figures(bot);
  return Object.fromEntries(
    Object.keys({ ...before, ...after })
      .filter((path) => before[path] !== after[path] && !path.includes('LatencyMs'))
      .map((path) => [path, after[path]]),
  );
}

const answered = { 'messages.received': 1, 'messages.sent': 1, 'intents.unclassified': 1 };

test('a message moves what it causes, and nothing else', async () => {
  const bot = await remote();
  let conversationId = '';
  expect(await moved(bot, async () => ({ conversationId } = data(await ask(bot))))).toEqual({
    ...answered,
    ...{ 'messages.tokens': 1_500, 'messages.promptTokens': 1_000, 'messages.completionTokens': 500 },
    'messages.cost': 0.000_45,
    'messages.byLanguage.en': 1,
    'sessions.started': 1,
  });
  const { totals } = await read(bot, 'messages');
  expect(totals.averageLatencyMs).toBeGreaterThan(0);
  expect(totals.p95LatencyMs).toBeGreaterThan(0);
  const two = { 'messages.received': 2, 'messages.sent': 2, 'intents.unclassified': 2 };
  expect(await moved(bot, () => ask(bot, { conversationId }))).toEqual({
    ...two,
    ...{ 'messages.tokens': 3_000, 'messages.promptTokens': 2_000, 'messages.completionTokens': 1_000 },
    'messages.cost': 0.000_9,
    'messages.byLanguage.en': 2,
  });
});

test('a slow answer moves latencies, and they are those that were told', async () => {
  const bot = await remote();
  const latencies = [];
  for (let n = 0; n < 4; n++) latencies.push(data(await ask(bot)).latencyMs as number);
  latencies.push(data(await ask(bot, {}, { delayMs: 700 })).latencyMs);
  const { totals } = await read(bot, 'messages');
  const average = latencies.reduce((sum, ms) => sum + ms, 0) / 5;
  expect(totals).toMatchObject({
    averageLatencyMs: expect.closeTo(average, 0),
    p95LatencyMs: Math.max(...latencies),
  });
  expect(totals.p95LatencyMs).toBeGreaterThanOrEqual(700);
});

test('an end user is new once, and active once', async () => {
  const bot = await remote();
  const only = async (userId?: string) => {
    const changes = await moved(bot, () => ask(bot, { userId }));
    return Object.fromEntries(Object.entries(changes).filter(([path]) => path.startsWith('users.')));
  };
  expect(await only()).toEqual({});
  expect(await only('ada')).toEqual({ 'users.active': 1, 'users.new': 1 });
  expect(await only('ada')).toEqual({});
  expect(await only('bea')).toEqual({ 'users.active': 2, 'users.new': 2 });
  expect((await read(bot, 'users')).totals).toEqual({ active: 2, new: 2, returning: 0, retention: null });
});

test('a language, an unknown price and a failure each move figures of their own', async () => {
  const bot = await remote();
  await ask(bot);
  const german = await moved(bot, () =>
    me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, {
      message: 'Wie ist heute das Wetter in den Bergen, und morgen?',
    }),
  );
  expect(german).toMatchObject({ 'messages.byLanguage.de': 1 });
  expect(german).not.toHaveProperty('messages.byLanguage.en');
  const unpriced = await moved(bot, () => ask(bot, {}, { model: 'gpt-of-nobody-knows-what' }));
  expect(unpriced).toMatchObject({ 'messages.unpriced': 1, 'messages.sent': 3 });
  expect(unpriced).not.toHaveProperty('messages.cost');
  const failed = await moved(bot, () => ask(bot, {}, { text: 'One two three', stopAfter: 2 }));
  expect(failed).toEqual({
    ...{ 'messages.received': 4, 'messages.failed': 1, 'messages.byLanguage.en': 3 },
    ...{ 'sessions.started': 4, 'intents.unclassified': 4 },
  });
});

test('a cost that is known of no answer is not known', async () => {
  const bot = await remote();
  expect((await read(bot, 'messages')).totals).toMatchObject({ sent: 0, cost: 0, averageLatencyMs: null });
  await ask(bot, {}, { model: 'gpt-of-nobody-knows-what' });
  expect((await read(bot, 'messages')).totals).toMatchObject({
    sent: 1,
    unpriced: 1,
    cost: null,
    tokens: 1_500,
  });
});

test('a rating moves the ratings alone, whenever it is given', async () => {
  const bot = await remote();
  const { messageId } = data(await ask(bot));
  const { messageId: other } = data(await ask(bot));
  const rate = (id: string, rating: unknown) => () =>
    me.client.post(`/api/v1/chatbots/${bot.id}/response-rating`, { messageId: id, rating });
  expect(await moved(bot, rate(messageId, 'up'))).toEqual({
    'sessions.ratings.average': 5,
    'sessions.ratings.count': 1,
  });
  expect(await moved(bot, rate(other, 2))).toEqual({
    'sessions.ratings.average': 3.5,
    'sessions.ratings.count': 2,
  });
  expect(await moved(bot, rate(other, 4))).toEqual({ 'sessions.ratings.average': 4.5 });
});

test('the end of a conversation moves what is known of whole sessions', async () => {
  const bot = await remote();
  const { conversationId } = data(await ask(bot));
  await ask(bot, { conversationId });
  await ask(bot, { conversationId }, { text: 'One two', stopAfter: 1 });
  await ask(bot);
  const end = (id: string) => () => me.client.post(`/api/v1/chatbots/${bot.id}/conversation/${id}/end`);
  expect(await moved(bot, end(conversationId))).toEqual({
    'sessions.ended': 1,
    'sessions.averageMessages': 5,
    'sessions.averageDurationMs': expect.any(Number),
  });
  const { totals } = await read(bot, 'sessions');
  expect(totals).toMatchObject({ started: 2, ended: 1 });
  expect(totals.averageDurationMs).toBeGreaterThan(0);
  expect(totals.averageDurationMs).toBeLessThan(60_000);
});

test('what documents support is grounded, and what they do not is unanswered', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'care.md': 'The guarantee of the machine lasts 24 months.' });
  const say = (message: string) => () =>
    me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message, userId: 'ada' });
  const known = await moved(bot, say('How long does the guarantee of the machine last?'));
  expect(known).toMatchObject({ 'messages.grounded': 1 });
  expect(known).not.toHaveProperty('messages.unanswered');
  const unknown = await moved(bot, say('Who painted the ceiling of the Sistine Chapel?'));
  expect(unknown).toMatchObject({ 'messages.unanswered': 1, 'messages.sent': 2 });
  expect(unknown).not.toHaveProperty('messages.grounded');
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/context/ada`, { data: { plan: 'Premium' } }), 201);
  const remembered = await moved(bot, say('Which plan am I on?'));
  expect(remembered).toMatchObject({ 'messages.sent': 3 });
  expect(remembered).not.toHaveProperty('messages.unanswered');
}, 120_000);

test('intents are counted as a trained bot tells them', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const inputs = {
    hours: [
      'When are you open?',
      'What are your opening hours?',
      'When do you close?',
      'Are you open on Sundays?',
    ],
    price: ['How much does it cost?', 'What is the price?', 'Is it expensive?', 'How much money is that?'],
    none: [
      'Who painted the Mona Lisa?',
      'How deep is the sea?',
      'Sing me a song',
      'What is the capital of Peru?',
    ],
  };
  const examples = Object.entries(inputs).flatMap(([intent, all]) =>
    all.map((input) => ({ input, intent: intent === 'none' ? null : intent })),
  );
  const trainings = `/api/v1/chatbots/${bot.id}/training`;
  const dataset = data(await me.client.post(`${trainings}/datasets`, { name: unique(), examples }), 201);
  const { id } = data(await me.client.post(`${trainings}/sessions`, { datasetId: dataset.id }), 202);
  await until(
    async () => data(await me.client.get(`/api/v1/training/sessions/${id}`)).status === 'completed',
    { timeoutMs: 120_000, everyMs: 200 },
  );
  const told: { name: string | null; confidence: number }[] = [];
  const say = (message: string) => async () =>
    told.push(data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message })).intent);
  const only = async (cause: () => Promise<unknown>) =>
    Object.entries(await moved(bot, cause)).filter(([path]) => path.startsWith('intents.'));
  const hours = Object.fromEntries(await only(say('What are your opening hours?')));
  expect(hours).toEqual({
    ...{ 'intents.classified': 1, 'intents.intents.hours.count': 1, 'intents.intents.hours.share': 1 },
    'intents.intents.hours.averageConfidence': told[0]!.confidence,
  });
  await say('When do you close?')();
  const strange = Object.fromEntries(await only(say('Who painted the Mona Lisa?')));
  expect(told.map(({ name }) => name)).toEqual(['hours', 'hours', null]);
  expect(strange).toEqual({
    'intents.classified': 3,
    'intents.outOfScope': 1,
    'intents.intents.hours.share': 0.6667,
  });
  await say('What is the price?')();
  const { totals, series } = await read(bot, 'intents', 'limit=1');
  const confidence = (told[0]!.confidence + told[1]!.confidence) / 2;
  const named = [{ intent: 'hours', count: 2, averageConfidence: expect.closeTo(confidence, 4), share: 0.5 }];
  expect(totals).toMatchObject({ classified: 4, outOfScope: 1, otherIntents: 1, intents: named });
  expect(series.at(-1)).toMatchObject({ classified: 4, outOfScope: 1, otherIntents: 1, intents: named });
}, 240_000);

test('another chatbot, another organisation and reading move nothing', async () => {
  const bot = await remote();
  const other = await remote();
  const stranger = await given.owner();
  const theirs = await given.chatbot(stranger, { model: { provider: 'openai' } });
  await ask(bot, { userId: 'ada' });
  const nothing = await moved(bot, async () => {
    await ask(other, { userId: 'ada' });
    const said = { message: 'Hello', userId: 'ada' };
    data(await stranger.client.post(`/api/v1/chatbots/${theirs.id}/conversation`, said));
    for (const kind of kinds) await read(bot, kind);
  });
  expect(nothing).toEqual({});
  for (const kind of kinds) {
    expect((await stranger.client.get(at(bot, kind))).body).toEqual(
      (await stranger.client.get(at({ id: unusedId() }, kind))).body,
    );
    expect((await stranger.client.get(at(bot, kind))).status).toBe(404);
  }
});

/** Messages of long ago, as they are stored; what is not said is as of an answer that a model gave. */
async function past(bot: Bot, turns: { at: string; userId?: string; rating?: number; ended?: string }[]) {
  const organizationId = me.user.organizationId as string;
  const db = client.db('platform');
  for (const { at: time, userId = null, rating, ended } of turns) {
    const createdAt = new Date(time);
    const conversationId = unusedId();
    const own = { organizationId, chatbotId: bot.id, userId, createdAt };
    const endedAt = ended === undefined ? null : new Date(ended);
    const status = endedAt ? 'ended' : 'active';
    await db.collection('conversations').insertOne({ _id: conversationId as never, ...own, status, endedAt });
    await db.collection('turns').insertOne({
      ...{ _id: unusedId() as never, userMessageId: unusedId(), ...own, conversationId, question: 'Hello' },
      ...{
        answer: 'Hello',
        status: 'answered',
        grounded: false,
        unanswered: false,
        latencyMs: 10,
        usage: null,
      },
      ...{ intent: null, language: 'en', rating: rating ? { rating } : null, metadata: null, trace: null },
      answeredAt: new Date(createdAt.getTime() + 4_000),
    });
  }
}

const received = async (bot: Bot, query: string) => {
  const { series } = await read(bot, 'messages', query);
  return (series as { start: string; received: number }[])
    .filter(({ received }) => received > 0)
    .map(({ start, received }) => [start, received]);
};

test('hours, days, weeks and months are those of the time zone', async () => {
  const bot = await remote();
  await past(bot, [
    { at: '2026-03-01T22:59:00Z' },
    { at: '2026-03-01T23:00:00Z' },
    { at: '2026-03-29T00:30:00Z' },
    { at: '2026-03-29T01:30:00Z' },
    { at: '2026-03-29T21:59:59Z' },
    { at: '2026-03-29T22:00:00Z' },
    { at: '2026-03-31T22:00:00Z' },
  ]);
  const march = 'from=2026-03-01&to=2026-04-05&timezone=Europe/Berlin';
  expect(await received(bot, `${march}&interval=day`)).toEqual([
    ['2026-02-28T23:00:00.000Z', 1],
    ['2026-03-01T23:00:00.000Z', 1],
    // The day on which clocks are put forward has 23 hours.
    ['2026-03-28T23:00:00.000Z', 3],
    ['2026-03-29T22:00:00.000Z', 1],
    ['2026-03-31T22:00:00.000Z', 1],
  ]);
  expect(await received(bot, `${march}&interval=week`)).toEqual([
    ['2026-02-22T23:00:00.000Z', 1],
    ['2026-03-01T23:00:00.000Z', 1],
    ['2026-03-22T23:00:00.000Z', 3],
    ['2026-03-29T22:00:00.000Z', 2],
  ]);
  expect(await received(bot, `${march}&interval=month`)).toEqual([
    ['2026-02-28T23:00:00.000Z', 6],
    ['2026-03-31T22:00:00.000Z', 1],
  ]);
  const day = 'from=2026-03-29&to=2026-03-30&interval=hour';
  expect((await read(bot, 'messages', `${day}&timezone=Europe/Berlin`)).series).toHaveLength(23);
  expect(await received(bot, `${day}&timezone=Europe/Berlin`)).toEqual([
    ['2026-03-29T00:00:00.000Z', 1],
    ['2026-03-29T01:00:00.000Z', 1],
    ['2026-03-29T21:00:00.000Z', 1],
  ]);
  expect(await received(bot, `${day}&timezone=Asia/Kathmandu`)).toEqual([
    ['2026-03-29T00:15:00.000Z', 1],
    ['2026-03-29T01:15:00.000Z', 1],
  ]);
  const edges = 'from=2026-03-29T00:45:00Z&to=2026-03-29T21:59:59.001Z&interval=day';
  const { from, to, series, totals } = await read(bot, 'messages', edges);
  expect([from, to]).toEqual(['2026-03-29T00:45:00.000Z', '2026-03-29T21:59:59.001Z']);
  expect([totals.received, series.length, series[0].start]).toEqual([2, 1, '2026-03-29T00:00:00.000Z']);
});

test('an empty bucket is there, with zeros where something is counted and null where it is not known', async () => {
  const bot = await remote();
  await past(bot, [{ at: '2026-05-02T10:00:00Z', userId: 'ada', rating: 4, ended: '2026-05-02T10:30:00Z' }]);
  const empty = {
    messages: {
      ...{ received: 0, sent: 0, failed: 0, averageLatencyMs: null, p95LatencyMs: null, tokens: 0 },
      ...{
        promptTokens: 0,
        completionTokens: 0,
        cost: 0,
        unpriced: 0,
        grounded: 0,
        unanswered: 0,
        byLanguage: {},
      },
    },
    users: { active: 0, new: 0, returning: 0, retention: null },
    sessions: {
      ...{ started: 0, ended: 0, averageMessages: null, averageDurationMs: null },
      ratings: { average: null, count: 0 },
    },
    intents: { classified: 0, unclassified: 0, outOfScope: 0, intents: [], otherIntents: 0 },
  };
  const there = {
    messages: {
      received: 1,
      sent: 1,
      averageLatencyMs: 10,
      p95LatencyMs: 10,
      cost: null,
      unpriced: 1,
      byLanguage: { en: 1 },
    },
    users: { active: 1, new: 1, returning: 0, retention: null },
    sessions: {
      ...{ started: 1, ended: 1, averageMessages: 2, averageDurationMs: 4_000 },
      ratings: { average: 4, count: 1 },
    },
    intents: { unclassified: 1 },
  };
  for (const kind of kinds) {
    const { series, totals, ...rest } = await read(bot, kind, 'from=2026-05-01&to=2026-05-04');
    expect(rest).toEqual({
      ...{
        from: '2026-05-01T00:00:00.000Z',
        to: '2026-05-04T00:00:00.000Z',
        interval: 'day',
        timezone: 'UTC',
      },
    });
    expect(series).toEqual([
      { start: '2026-05-01T00:00:00.000Z', ...empty[kind] },
      { start: '2026-05-02T00:00:00.000Z', ...empty[kind], ...there[kind] },
      { start: '2026-05-03T00:00:00.000Z', ...empty[kind], ...(kind === 'users' ? { retention: 0 } : {}) },
    ]);
    expect(totals).toEqual({ ...empty[kind], ...there[kind] });
  }
});

test('users return, and are retained from one bucket to the next', async () => {
  const bot = await remote();
  const on = (day: number, ...users: string[]) =>
    users.map((userId) => ({ at: `2026-06-${String(day).padStart(2, '0')}T12:00:00Z`, userId }));
  await past(bot, [
    ...on(1, 'ada', 'bea'),
    ...on(8, 'ada', 'cyd'),
    ...on(9, 'ada', 'bea', 'cyd'),
    ...on(11, 'dan'),
  ]);
  const { totals, series } = await read(bot, 'users', 'from=2026-06-08&to=2026-06-12');
  expect(series.map(({ start: _start, ...rest }: { start: string }) => rest)).toEqual([
    { active: 2, new: 1, returning: 1, retention: null },
    { active: 3, new: 0, returning: 3, retention: 1 },
    { active: 0, new: 0, returning: 0, retention: 0 },
    { active: 1, new: 1, returning: 0, retention: null },
  ]);
  expect(totals).toEqual({ active: 4, new: 2, returning: 2, retention: null });
  const weeks = await read(bot, 'users', 'from=2026-06-08&to=2026-06-15&interval=week');
  expect(weeks.series).toEqual([
    { start: '2026-06-08T00:00:00.000Z', active: 4, new: 2, returning: 2, retention: 1 },
  ]);
  expect(weeks.totals.retention).toBe(1);
});

test('viewers read figures, and a deleted chatbot has none left anywhere', async () => {
  const bot = await remote();
  await past(bot, [{ at: '2026-04-02T10:00:00Z', userId: 'ada' }]);
  const viewer = await given.member(me, 'viewer');
  const query = 'from=2026-04-01&to=2026-04-04';
  for (const kind of kinds)
    expect(data(await viewer.client.get(at(bot, kind, query)))).toEqual(await read(bot, kind, query));
  const kept = () => client.db('platform').collection('analyticsSlots').countDocuments({ chatbotId: bot.id });
  expect(await kept()).toBe(1);
  data(await me.client.delete(`/api/v1/chatbots/${bot.id}`));
  expect(await kept()).toBe(0);
  for (const kind of kinds) expect((await me.client.get(at(bot, kind))).status).toBe(404);
});

test.each([
  ['from=2026-05-02&to=2026-05-02', 'from'],
  ['from=2026-05-02&to=2026-05-01', 'from'],
  ['from=2020-01-01&to=2026-01-01', 'from'],
  ['from=2026-01-01&to=2026-03-01&interval=hour', 'interval'],
  ['interval=minute', 'interval'],
  ['timezone=Mars/Olympus', 'timezone'],
  ['timezone=%2B05:00', 'timezone'],
  ['from=yesterday', 'from'],
  ['from=2026-02-30', 'from'],
  ['limit=5', 'limit'],
  ['surprise=1', 'surprise'],
])('what cannot be counted is refused: %s', async (query, field) => {
  const bot = await remote();
  const { status, body } = await me.client.get(at(bot, 'messages', query));
  expect([status, body.code, body.message]).toEqual([
    400,
    'VALIDATION_ERROR',
    expect.stringContaining(field),
  ]);
});

test('figures that have not changed are not sent again', async () => {
  const bot = await remote();
  const path = at(bot, 'messages', 'from=2026-05-01&to=2026-05-04');
  const { headers } = await me.client.get(path);
  const again = await me.client.get(path, { 'If-None-Match': headers.get('etag')! });
  expect(again.status).toBe(304);
});
