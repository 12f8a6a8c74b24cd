import { beforeAll, expect, test } from '@jest/globals';
import { asked } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

type Bot = { id: string };
const at = (bot: Bot) => `/api/v1/chatbots/${bot.id}`;
const change = async (bot: Bot, values: object) => data(await me.client.put(at(bot), values));
const publish = async (bot: Bot, version: number | string) =>
  data(await me.client.post(`${at(bot)}/versions/${version}/publish`));
const versions = async (bot: Bot) => data(await me.client.get(`${at(bot)}/versions`));

/** What the model was told as the system when the bot was asked. */
async function told(bot: Bot, version?: number | string) {
  const marker = unique();
  const query = version === undefined ? '' : `?version=${version}`;
  const answer = data(await me.client.post(`${at(bot)}/conversation${query}`, { message: `Say ${marker}` }));
  const [entry] = await asked(marker);
  return { version: answer.version, system: String(entry!.body.messages![0]!.content), answer };
}

test('each change of content makes a version; other changes and repeats make none', async () => {
  const bot = await given.chatbot(me, { instructions: 'First.' });
  expect(bot).toMatchObject({ headVersion: 1, publishedVersion: 1, publishing: 'automatic' });
  expect(await change(bot, { instructions: 'Second.' })).toMatchObject({
    headVersion: 2,
    publishedVersion: 2,
  });
  expect(await change(bot, { instructions: 'Second.' })).toMatchObject({ headVersion: 2 });
  expect(await change(bot, { description: 'Of no effect', status: 'active' })).toMatchObject({
    headVersion: 2,
  });
  expect(await change(bot, { settings: { theme: 'dark' } })).toMatchObject({ headVersion: 3 });
  expect(await change(bot, { model: { temperature: 0.2 }, retrieval: { topK: 3 } })).toMatchObject({
    headVersion: 4,
  });
  expect(await versions(bot)).toEqual([
    expect.objectContaining({
      version: 4,
      reason: 'Changed model, retrieval',
      isHead: true,
      isPublished: true,
    }),
    expect.objectContaining({ version: 3, reason: 'Changed settings', isHead: false, isPublished: false }),
    expect.objectContaining({ version: 2, reason: 'Changed instructions', createdBy: me.user.id }),
    expect.objectContaining({ version: 1, reason: 'Created', chatbotId: bot.id }),
  ]);
});

test('a version is what the bot was then, whatever happens to the bot', async () => {
  const bot = await given.chatbot(me, {
    ...{ instructions: 'First.', language: 'de', welcomeMessage: 'Hallo', settings: { a: 1 } },
    ...{ model: { provider: 'openai', temperature: 0 }, retrieval: { mode: 'keyword' } },
  });
  const base = await given.knowledgeBase(me, bot.id);
  await change(bot, { instructions: 'Second.' });
  const first = data(await me.client.get(`${at(bot)}/versions/1`));
  expect(first.content).toEqual({
    ...{ instructions: 'First.', language: 'de', welcomeMessage: 'Hallo', settings: { a: 1 } },
    ...{ model: { provider: 'openai', temperature: 0 }, retrieval: { mode: 'keyword' } },
    ...{ personality: null, plugins: [], intentModelId: null, knowledge: [] },
  });
  expect(data(await me.client.get(`${at(bot)}/versions/draft`))).toMatchObject({
    version: 3,
    isPublished: true,
    content: { instructions: 'Second.', knowledge: [{ knowledgeBaseId: base.id, generation: 1 }] },
  });
  await me.client.delete(`/api/v1/knowledge-bases/${base.id}`);
  expect(data(await me.client.get(`${at(bot)}/versions/draft`))).toMatchObject({
    version: 4,
    content: { knowledge: [] },
  });
});

test('end users talk to what was published; the draft is for editors who ask for it', async () => {
  const bot = await given.chatbot(me, { instructions: 'You are Ada.' });
  await change(bot, { instructions: 'You are Bea.' });
  expect(await told(bot)).toMatchObject({ version: 2, system: expect.stringContaining('You are Bea.') });
  expect(await publish(bot, 2)).toMatchObject({ version: 2, isPublished: true, isHead: true });
  expect(await change(bot, { instructions: 'You are Cleo.' })).toMatchObject({
    ...{ headVersion: 3, publishedVersion: 2, publishing: 'manual' },
  });
  expect(await told(bot)).toMatchObject({ version: 2, system: expect.stringContaining('You are Bea.') });
  for (const [asks, number, words] of [
    ['draft', 3, 'You are Cleo.'],
    [3, 3, 'You are Cleo.'],
    [1, 1, 'You are Ada.'],
    ['published', 2, 'You are Bea.'],
  ] as const)
    expect(await told(bot, asks)).toMatchObject({ version: number, system: expect.stringContaining(words) });
  expect(await publish(bot, 'draft')).toMatchObject({ version: 3 });
  expect(await told(bot)).toMatchObject({ version: 3, system: expect.stringContaining('You are Cleo.') });
});

test('publishing by itself again brings what waited', async () => {
  const bot = await given.chatbot(me, { publishing: 'manual', instructions: 'You are Ada.' });
  expect(bot).toMatchObject({ publishing: 'manual', headVersion: 1, publishedVersion: 1 });
  expect(await change(bot, { instructions: 'You are Bea.' })).toMatchObject({ publishedVersion: 1 });
  expect(await change(bot, { publishing: 'automatic' })).toMatchObject({
    headVersion: 2,
    publishedVersion: 2,
  });
  expect(await told(bot)).toMatchObject({ version: 2, system: expect.stringContaining('You are Bea.') });
});

test('a turn remembers which version answered', async () => {
  const bot = await given.chatbot(me);
  await change(bot, { instructions: 'You are Bea.' });
  const { answer } = await told(bot, 1);
  const trace = `${at(bot)}/conversation/${answer.conversationId}/messages/${answer.messageId}/trace`;
  expect(data(await me.client.get(trace))).toMatchObject({ version: 1 });
});

test('a knowledge base that was added to the draft is searched once it is published', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  await publish(bot, 1);
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'soup.md': 'The canteen serves tomato soup on Mondays.' });
  const ask = async (query = '') =>
    data(
      await me.client.post(`${at(bot)}/conversation${query}`, {
        message: 'When does the canteen serve soup?',
      }),
    );
  expect(await ask()).toMatchObject({ grounded: false, version: 1 });
  expect(await ask('?version=draft')).toMatchObject({ grounded: true, version: 2 });
  await publish(bot, 2);
  expect(await ask()).toMatchObject({ grounded: true, version: 2 });
});

test('rolling back makes a new version with the old content, for editors and end users', async () => {
  const bot = await given.chatbot(me, { instructions: 'You are Ada.', model: { temperature: 0.5 } });
  await change(bot, {
    instructions: 'You are Bea.',
    model: { temperature: 1, maxTokens: 9 },
    settings: { x: 1 },
  });
  const rolled = data(await me.client.post(`${at(bot)}/rollback`, { version: 1 }));
  expect(rolled).toMatchObject({
    ...{ version: 3, isHead: true, isPublished: true, reason: 'Rolled back to version 1', notes: [] },
    content: { instructions: 'You are Ada.', model: { temperature: 0.5 }, settings: {} },
  });
  expect(data(await me.client.get(at(bot)))).toMatchObject({
    ...{ instructions: 'You are Ada.', headVersion: 3, publishedVersion: 3, publishing: 'manual' },
  });
  expect(await told(bot)).toMatchObject({ version: 3, system: expect.stringContaining('You are Ada.') });
  expect(await told(bot, 2)).toMatchObject({ system: expect.stringContaining('You are Bea.') });
  expect((await versions(bot))[0].contentHash).toBe((await versions(bot))[2].contentHash);
});

test('two versions are compared field by field', async () => {
  const bot = await given.chatbot(me, { instructions: 'One.', model: { temperature: 0 } });
  await change(bot, { instructions: 'Two.', model: { temperature: 1 }, settings: { theme: 'dark' } });
  const compare = async (a: number | string, b: number | string) =>
    data(await me.client.get(`${at(bot)}/versions/compare?a=${a}&b=${b}`));
  const differences = [
    { path: 'instructions', a: 'One.', b: 'Two.' },
    { path: 'model.temperature', a: 0, b: 1 },
    { path: 'settings.theme', a: null, b: 'dark' },
  ];
  expect(await compare(1, 2)).toEqual(differences);
  expect(await compare(1, 'draft')).toEqual(differences);
  expect(await compare('draft', 'published')).toEqual([]);
  expect(await compare(2, 1)).toEqual(differences.map(({ path, a, b }) => ({ path, a: b, b: a })));
});

test('of changes at the same time none is lost: each is a version, the last has all', async () => {
  const bot = await given.chatbot(me);
  const count = 8;
  const answers = await Promise.all(
    Array.from({ length: count }, (_, n) => me.client.put(at(bot), { settings: { [`key${n}`]: n } })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(count).fill(200));
  expect(answers.map(({ body }) => body.data.headVersion).sort((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, n) => n + 2),
  );
  const all = Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, n]));
  expect(data(await me.client.get(at(bot))).settings).toEqual(all);
  expect(data(await me.client.get(`${at(bot)}/versions/${count + 1}`)).content.settings).toEqual(all);
  // Each has one key more than the one before.
  for (let number = 1; number <= count; number++)
    expect(data(await me.client.get(`${at(bot)}/versions/compare?a=${number}&b=${number + 1}`))).toHaveLength(
      1,
    );
});

test('the list of versions has pages', async () => {
  const bot = await given.chatbot(me);
  for (const instructions of ['a', 'b', 'c', 'd']) await change(bot, { instructions });
  const second = await me.client.get(`${at(bot)}/versions?page=2&limit=2`);
  expect(second.body.pagination).toEqual({ total: 5, pages: 3, page: 2, limit: 2 });
  expect(second.body.data.map(({ version }: { version: number }) => version)).toEqual([3, 2]);
});

test('viewers read versions and talk to the published one, and change nothing', async () => {
  const bot = await given.chatbot(me);
  await change(bot, { instructions: 'Second.' });
  const viewer = await given.member(me, 'viewer');
  const editor = await given.member(me, 'editor');
  const talker = await given.key(me, ['read', 'chat']);
  for (const client of [viewer.client, talker]) {
    expect((await client.get(`${at(bot)}/versions`)).status).toBe(200);
    expect((await client.get(`${at(bot)}/versions/1`)).status).toBe(200);
    expect((await client.get(`${at(bot)}/versions/compare?a=1&b=2`)).status).toBe(200);
    expect((await client.post(`${at(bot)}/conversation`, { message: 'Hi' })).status).toBe(200);
    for (const answer of [
      await client.post(`${at(bot)}/conversation?version=draft`, { message: 'Hi' }),
      await client.post(`${at(bot)}/conversation?version=1`, { message: 'Hi' }),
      await client.post(`${at(bot)}/versions/1/publish`),
      await client.post(`${at(bot)}/rollback`, { version: 1 }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  }
  const writer = await given.key(me, ['chat', 'write']);
  for (const client of [editor.client, writer]) {
    expect((await client.post(`${at(bot)}/conversation?version=1`, { message: 'Hi' })).status).toBe(200);
    expect((await client.post(`${at(bot)}/versions/1/publish`)).status).toBe(200);
    expect((await client.post(`${at(bot)}/rollback`, { version: 1 })).status).toBe(200);
  }
});

test('what does not exist is not found, and what makes no sense is refused', async () => {
  const bot = await given.chatbot(me);
  const nobody = { id: unusedId() };
  const missing = [
    ...[
      'versions/2',
      'versions/0',
      'versions/-1',
      'versions/x',
      'versions/1.5',
      'versions/compare?a=1&b=2',
    ].map((path) => me.client.get(`${at(bot)}/${path}`)),
    ...['versions', 'versions/1', 'versions/compare?a=1&b=1'].map((path) =>
      me.client.get(`${at(nobody)}/${path}`),
    ),
    me.client.post(`${at(bot)}/versions/2/publish`),
    me.client.post(`${at(nobody)}/versions/1/publish`),
    me.client.post(`${at(bot)}/rollback`, { version: 2 }),
    me.client.post(`${at(nobody)}/rollback`, { version: 1 }),
    me.client.post(`${at(bot)}/conversation?version=2`, { message: 'Hi' }),
  ];
  for (const answer of await Promise.all(missing))
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  const wrong = [
    me.client.get(`${at(bot)}/versions/compare?a=1`),
    me.client.get(`${at(bot)}/versions/compare?a=1&b=newest`),
    me.client.get(`${at(bot)}/versions?limit=101`),
    me.client.post(`${at(bot)}/rollback`, {}),
    me.client.post(`${at(bot)}/rollback`, { version: 'draft' }),
    me.client.post(`${at(bot)}/conversation?version=newest`, { message: 'Hi' }),
    me.client.put(at(bot), { publishing: 'sometimes' }),
    me.client.put(at(bot), { headVersion: 7 }),
  ];
  for (const answer of await Promise.all(wrong))
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('the versions of a deleted bot are gone with it', async () => {
  const bot = await given.chatbot(me);
  await me.client.delete(at(bot));
  expect((await me.client.get(`${at(bot)}/versions/1`)).status).toBe(404);
});
