import { beforeAll, expect, test } from '@jest/globals';
import { asked } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let viewer: Member;
let stranger: Member;
beforeAll(async () => {
  [me, stranger] = [await given.owner(), await given.owner()];
  viewer = await given.member(me, 'viewer');
});

type Bot = { id: string };
const of = (bot: Bot) => `/api/v1/chatbots/${bot.id}/personalities`;
const at = (personality: { id: string }) => `/api/v1/personalities/${personality.id}`;
const create = async (bot: Bot, values: object = {}) =>
  data(await me.client.post(of(bot), { name: unique('voice'), ...values }), 201);
const botNow = async (bot: Bot) => data(await me.client.get(`/api/v1/chatbots/${bot.id}`));
const modifierOf = async (personality: { id: string }): Promise<string> =>
  data(await me.client.get(`${at(personality)}/prompt-modifier`)).modifier;
const defaults = async (bot: Bot): Promise<string[]> =>
  data(await me.client.get(of(bot)))
    .filter(({ isDefault }: { isDefault: boolean }) => isDefault)
    .map(({ id }: { id: string }) => id);

async function told(bot: Bot): Promise<string> {
  const marker = unique();
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: `Say ${marker}` }));
  const [entry] = await asked(marker);
  return String(entry!.body.messages![0]!.content);
}

const whole = {
  name: 'Ada',
  description: 'Knows every tram line.',
  tone: 'warm',
  traits: [{ name: 'curious', value: 0.9 }],
  style: { formality: 0.2, verbosity: 0.8, humor: 0.5, empathy: 1 },
  instructions: 'Say "tram".',
  examples: ['Hop on!', { input: 'Hi', output: 'Good day.' }],
};

test('a personality is kept and read back whole; a new one has every field', async () => {
  const bot = await given.chatbot(me);
  const ada = await create(bot, whole);
  expect(ada).toEqual({
    ...whole,
    ...{ id: expect.any(String), chatbotId: bot.id, organizationId: me.user.organizationId },
    ...{ isDefault: true, createdBy: me.user.id },
    ...{ createdAt: expect.any(String), updatedAt: expect.any(String) },
  });
  expect(data(await me.client.get(at(ada)))).toEqual(ada);
  expect(await create(bot, { name: 'Bea' })).toMatchObject({
    ...{
      name: 'Bea',
      description: null,
      tone: null,
      traits: [],
      style: {},
      instructions: null,
      examples: [],
    },
    isDefault: false,
  });
});

test('the model is told exactly what the modifier says, before and after a change', async () => {
  const bot = await given.chatbot(me, { instructions: 'Answer about trams.' });
  const ada = await create(bot, whole);
  const before = await modifierOf(ada);
  expect((await told(bot)).split('\n\n')).toContain(before);
  data(await me.client.put(at(ada), { style: { humor: 0 }, tone: 'cool' }));
  const after = await modifierOf(ada);
  expect(after).not.toBe(before);
  expect((await told(bot)).split('\n\n')).toContain(after);
  expect(await told(bot)).not.toContain(before);
  // One that is not the default says nothing.
  const bea = await create(bot, { name: 'Bea', tone: 'shrill' });
  expect(await told(bot)).not.toContain('shrill');
  data(await me.client.post(`${at(bea)}/default`));
  const [system, modifier] = [await told(bot), await modifierOf(bea)];
  expect(system.split('\n\n')).toContain(modifier);
  expect(system).not.toContain(after);
  data(await me.client.delete(at(bea)));
  expect(await told(bot)).not.toContain('personality');
});

test('without a model verbosity decides how much is quoted: at least twice as much', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, {
    'canteen.md': [
      '# The canteen',
      'The canteen opens at eight in the morning on every working day.',
      'On Fridays the canteen closes at two in the afternoon for cleaning.',
      'During the summer holidays the canteen opens only from ten to one.',
      'Guests may use the canteen when they are accompanied by an employee.',
      'The canteen on the second floor opens later, at nine, and serves breakfast only.',
      'On public holidays both canteens stay closed, and the kiosk opens instead.',
    ].join('\n\n'),
  });
  const voice = await create(bot, { style: { verbosity: 0 } });
  const ask = async () =>
    data(
      await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, {
        message: 'When does the canteen open?',
      }),
    );
  const short = await ask();
  data(await me.client.put(at(voice), { style: { verbosity: 1 } }));
  const long = await ask();
  expect([short.grounded, long.grounded]).toEqual([true, true]);
  expect(short.message).toBe('The canteen opens at eight in the morning on every working day. [1]');
  expect(long.message).toContain('The canteen opens at eight in the morning on every working day.');
  expect(long.message.length).toBeGreaterThanOrEqual(2 * short.message.length);
});

test('a bot has one default at most, also when several are made it at once', async () => {
  const bot = await given.chatbot(me);
  const first = await create(bot);
  expect(await defaults(bot)).toEqual([first.id]);
  const second = await create(bot, { isDefault: true });
  expect(await defaults(bot)).toEqual([second.id]);
  const all = [first, second, await create(bot), await create(bot)];
  const answers = await Promise.all(all.map((one) => me.client.post(`${at(one)}/default`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await defaults(bot)).toHaveLength(1);
  const [now] = await defaults(bot);
  expect(data(await me.client.put(at({ id: now! }), { isDefault: false }))).toMatchObject({
    isDefault: false,
  });
  expect(await defaults(bot)).toEqual([]);
  expect(await create(await given.chatbot(me), { isDefault: false })).toMatchObject({ isDefault: false });
});

test('a default personality is made once; a bot that has one keeps it', async () => {
  const bot = await given.chatbot(me);
  const made = data(await me.client.post(`${of(bot)}/default`), 201);
  expect(made).toMatchObject({ isDefault: true, name: 'Default', chatbotId: bot.id });
  expect(await told(bot)).toContain(await modifierOf(made));
  expect(data(await me.client.post(`${of(bot)}/default`))).toEqual(made);
  expect(data(await me.client.get(of(bot)))).toHaveLength(1);
  const other = await given.chatbot(me);
  const own = await create(other);
  expect(data(await me.client.post(`${of(other)}/default`))).toMatchObject({ id: own.id });
});

test('a change merges, also inside the style; lists are replaced and null clears', async () => {
  const ada = await create(await given.chatbot(me), whole);
  expect(
    data(
      await me.client.put(at(ada), {
        ...{ style: { humor: null, formality: 1 }, traits: [{ name: 'shy', value: 1 }], description: null },
        examples: null,
      }),
    ),
  ).toMatchObject({
    ...{ name: 'Ada', tone: 'warm', description: null, examples: [] },
    ...{ style: { formality: 1, verbosity: 0.8, empathy: 1 }, traits: [{ name: 'shy', value: 1 }] },
    isDefault: true,
  });
  expect(data(await me.client.put(at(ada), { style: null }))).toMatchObject({ style: {} });
});

test('each change of the default personality is a version of its bot, others are none', async () => {
  const bot = await given.chatbot(me);
  const ada = await create(bot, { name: 'Ada', tone: 'warm' });
  expect(await botNow(bot)).toMatchObject({ headVersion: 2 });
  await me.client.put(at(ada), { tone: 'cool' });
  expect(await botNow(bot)).toMatchObject({ headVersion: 3 });
  const bea = await create(bot, { name: 'Bea' });
  await me.client.put(at(bea), { tone: 'shrill' });
  expect(await botNow(bot)).toMatchObject({ headVersion: 3 });
  await me.client.post(`${at(bea)}/default`);
  await me.client.delete(at(bea));
  expect(await botNow(bot)).toMatchObject({ headVersion: 5 });
  const versions = data(await me.client.get(`/api/v1/chatbots/${bot.id}/versions`));
  expect(versions.map(({ reason }: { reason: string }) => reason)).toEqual([
    'Deleted the personality Bea',
    'Changed the personality Bea',
    'Changed the personality Ada',
    'Added the personality Ada',
    'Created',
  ]);
  const compared = data(await me.client.get(`/api/v1/chatbots/${bot.id}/versions/compare?a=2&b=3`));
  expect(compared).toEqual([{ path: 'personality.tone', a: 'warm', b: 'cool' }]);
});

test('an unpublished change of a personality is not heard; rolling back brings the old voice, deleted or not', async () => {
  const bot = await given.chatbot(me);
  const ada = await create(bot, { name: 'Ada', tone: 'warm' });
  const warm = await modifierOf(ada);
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/versions/2/publish`));
  data(await me.client.put(at(ada), { tone: 'cool' }));
  expect(await told(bot)).toContain(warm);
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/versions/draft/publish`));
  expect(await told(bot)).toContain('Tone: cool.');
  const rollback = async () =>
    data(await me.client.post(`/api/v1/chatbots/${bot.id}/rollback`, { version: 2 }));
  expect(await rollback()).toMatchObject({ notes: [] });
  expect(await told(bot)).toContain(warm);
  expect(data(await me.client.get(at(ada)))).toMatchObject({ tone: 'warm', isDefault: true });
  data(await me.client.delete(at(ada)));
  const bea = await create(bot, { name: 'Bea', isDefault: true });
  expect(await rollback()).toMatchObject({
    notes: ['The personality Ada had been deleted and was made anew'],
    content: { personality: { id: ada.id, tone: 'warm' } },
  });
  expect(await told(bot)).toContain(warm);
  expect(await defaults(bot)).toEqual([ada.id]);
  expect(data(await me.client.get(at(bea)))).toMatchObject({ isDefault: false });
});

test('the list has pages, an order and a search', async () => {
  const bot = await given.chatbot(me);
  for (const name of ['Ada', 'Bea', 'Adelheid']) await create(bot, { name });
  const names = async (query: string): Promise<string[]> =>
    data(await me.client.get(`${of(bot)}?${query}`)).map(({ name }: { name: string }) => name);
  expect(await names('')).toEqual(['Adelheid', 'Bea', 'Ada']);
  expect(await names('sort=name:asc&limit=2')).toEqual(['Ada', 'Adelheid']);
  expect(await names('search=ad&sort=name:desc')).toEqual(['Adelheid', 'Ada']);
  expect((await me.client.get(`${of(bot)}?limit=2&page=2`)).body.pagination).toEqual({
    ...{ total: 3, pages: 2, page: 2, limit: 2 },
  });
});

test('a bot has no more than fifty personalities', async () => {
  const bot = await given.chatbot(me);
  for (let n = 0; n < 50; n++) await create(bot);
  const answer = await me.client.post(of(bot), { name: 'One more' });
  expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT']);
});

test.each([
  [{ name: ' ' }, 'body.name'],
  [{ name: 'x'.repeat(101) }, 'body.name'],
  [{ traits: [{ name: 'warm', value: 1.1 }] }, 'body.traits.0.value'],
  [{ traits: [{ name: 'warm' }] }, 'body.traits.0.value'],
  [{ traits: Array.from({ length: 21 }, (_, n) => ({ name: `t${n}`, value: 0 })) }, 'body.traits'],
  [
    {
      traits: [
        { name: 'warm', value: 0 },
        { name: 'Warm', value: 1 },
      ],
    },
    'body.traits',
  ],
  [{ style: { verbosity: -0.1 } }, 'body.style.verbosity'],
  [{ style: { volume: 1 } }, 'body.style.volume'],
  [{ tone: 'x'.repeat(201) }, 'body.tone'],
  [{ instructions: 'x'.repeat(5_001) }, 'body.instructions'],
  [{ examples: Array(11).fill('x') }, 'body.examples'],
  [{ colour: 'red' }, 'body.colour'],
])('wrong values are refused with their path: %j', async (values, path) => {
  const bot = await given.chatbot(me);
  const ada = await create(bot);
  for (const answer of [
    await me.client.post(of(bot), { name: 'Ada', ...values }),
    await me.client.put(at(ada), values),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  }
});

test('viewers read, editors change; for others and for nothing there is nothing', async () => {
  const bot = await given.chatbot(me);
  const ada = await create(bot);
  const reads = [of(bot), at(ada), `${at(ada)}/prompt-modifier`];
  for (const path of reads) {
    expect((await viewer.client.get(path)).status).toBe(200);
    expect((await stranger.client.get(path)).status).toBe(404);
  }
  const changes = (client: Member['client'], personality: { id: string }, of_: Bot) => [
    client.post(of(of_), { name: 'Eve' }),
    client.post(`${of(of_)}/default`),
    client.post(`${at(personality)}/default`),
    client.put(at(personality), { name: 'Eve' }),
    client.delete(at(personality)),
  ];
  for (const answer of await Promise.all(changes(viewer.client, ada, bot)))
    expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  const nothing = { id: unusedId() };
  const foreign = await Promise.all(changes(stranger.client, ada, bot));
  const absent = await Promise.all(changes(stranger.client, nothing, nothing));
  expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(foreign.map(({ body }) => body)).toEqual(absent.map(({ body }) => body));
  expect(data(await me.client.get(at(ada)))).toEqual(ada);
  const editor = await given.member(me, 'editor');
  const [made, kept] = [
    await editor.client.post(of(bot), { name: 'Eve' }),
    await editor.client.post(`${of(bot)}/default`),
  ];
  expect([made.status, kept.status]).toEqual([201, 200]);
  expect((await editor.client.put(at(ada), { name: 'Eve' })).body.data).toMatchObject({ name: 'Eve' });
  expect((await editor.client.post(`${at(ada)}/default`)).status).toBe(200);
  expect((await editor.client.delete(at(ada))).body).toMatchObject({ status: 'success', data: null });
  expect((await me.client.get(at(ada))).status).toBe(404);
});

test('personalities go with their bot', async () => {
  const bot = await given.chatbot(me);
  const ada = await create(bot);
  data(await me.client.delete(`/api/v1/chatbots/${bot.id}`));
  expect((await me.client.get(at(ada))).status).toBe(404);
});
