import { beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, platformUrl, unique } from '../helpers/given.js';

const given = createGiven(platformUrl());
let client: TestClient;
let ids: Record<string, string>;
beforeAll(async () => {
  const owner = await given.owner();
  client = owner.client;
  const bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id);
  const { accepted } = await given.documents(owner, base.id, { 'a.txt': 'Some text.' });
  const { conversationId } = data(
    await client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: 'Hi' }),
  );
  ids = { chatbot: bot.id, base: base.id, item: accepted.items[0].id, conversation: conversationId };
});

/** Values that a database would take for a question instead of a text. */
const operators: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  [],
  ['x'],
  [{ $ne: null }],
  { toString: 'x' },
  { length: 1 },
  true,
  7,
];

type Field = [method: string, path: string, field: string, rest: object];
const fields: Field[] = [
  ...['name', 'description', 'instructions', 'language', 'welcomeMessage', 'status'].flatMap(
    (field): Field[] => [
      ['POST', '/chatbots', field, { name: 'x' }],
      ['PUT', '/chatbots/:chatbot', field, {}],
    ],
  ),
  ['POST', '/chatbots', 'model.provider', { name: 'x' }],
  ['POST', '/chatbots', 'model.name', { name: 'x' }],
  ['PUT', '/chatbots/:chatbot', 'model.name', {}],
  ['PUT', '/chatbots/:chatbot', 'retrieval.mode', {}],
  ...['name', 'description', 'language'].flatMap((field): Field[] => [
    ['POST', '/chatbots/:chatbot/knowledge-bases', field, { name: 'x' }],
    ['PUT', '/knowledge-bases/:base', field, {}],
  ]),
  ...['title', 'content', 'type'].flatMap((field): Field[] => [
    ['POST', '/knowledge-bases/:base/items', field, { content: 'x' }],
    ['PUT', '/knowledge-bases/:base/items/:item', field, {}],
  ]),
  ...['message', 'conversationId', 'userId'].map((field): Field => [
    'POST',
    '/chatbots/:chatbot/conversation',
    field,
    { message: 'x' },
  ]),
  ...['messageId', 'feedback'].map((field): Field => [
    'POST',
    '/chatbots/:chatbot/response-rating',
    field,
    { messageId: 'x', rating: 1 },
  ]),
];
const pathOf = (path: string): string => `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => ids[name]!)}`;
const withField = (rest: object, field: string, value: unknown): object => {
  const [outer = '', inner] = field.split('.');
  return { ...rest, [outer]: inner ? { [inner]: value } : value };
};

test.each(fields)('%s %s takes nothing but text for %s', async (method, path, field, rest) => {
  for (const value of operators) {
    const answer = await client.send(method, pathOf(path), withField(rest, field, value));
    expect([value, answer.status, answer.body.code]).toEqual([value, 400, 'VALIDATION_ERROR']);
  }
});

test.each([
  '/chatbots?search[$ne]=x',
  '/chatbots?status[$ne]=active',
  '/chatbots?page[$gt]=0',
  '/chatbots?sort[createdAt]=1',
  '/chatbots/:chatbot/knowledge-bases?search[$regex]=.',
  '/chatbots/:chatbot/conversation/history?conversationId[$ne]=x',
  '/chatbots/:chatbot/conversation/history?userId[$exists]=true',
  '/chatbots/:chatbot/conversation/history?conversationId=a&conversationId=b',
  '/knowledge-bases/:base/items?status[$in]=ready',
  '/knowledge-bases/:base/search?q[$gt]=',
  '/knowledge-bases/:base/search?q=x&mode[$ne]=keyword',
])('no operator comes through a query: %s', async (path) => {
  const answer = await client.get(pathOf(path));
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test.each(['{"$ne":null}', '$where', 'x[$ne]=1', '__proto__', 'constructor'])(
  'an id is only ever compared: %s',
  async (id) => {
    for (const path of [
      `/api/v1/chatbots/${encodeURIComponent(id)}`,
      `/api/v1/knowledge-bases/${encodeURIComponent(id)}`,
      `/api/v1/knowledge-bases/${ids.base}/items/${encodeURIComponent(id)}`,
    ])
      expect((await client.get(path)).status).toBe(404);
    const message = { message: 'x', conversationId: id };
    expect((await client.post(`/api/v1/chatbots/${ids.chatbot}/conversation`, message)).status).toBe(404);
  },
);

test('texts that look like operators are texts', async () => {
  const owner = await given.owner();
  const name = `$where: ${unique()} {"$ne": 1}`;
  const bot = await given.chatbot(owner, { name, description: '{$gt: ""}' });
  const found = data(await owner.client.get(`/api/v1/chatbots?search=${encodeURIComponent('{"$ne": 1}')}`));
  expect(found).toMatchObject([{ id: bot.id, name, description: '{$gt: ""}' }]);
  expect(data(await owner.client.get('/api/v1/chatbots?search=%24regex'))).toEqual([]);
});

test('keys of free data cannot reach a prototype or an operator', async () => {
  const body = `{"name": "${unique()}", "settings": {"__proto__": "polluted", "constructor": "c", "$set": "s", "a.b": 1}}`;
  const bot = data(await client.post('/api/v1/chatbots', body), 201);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  const read = data(await client.get(`/api/v1/chatbots/${bot.id}`));
  expect(read.settings).toMatchObject({ constructor: 'c', $set: 's', 'a.b': 1 });
  expect(read).toMatchObject({ name: bot.name, status: 'active' });
  const changed = data(
    await client.put(`/api/v1/chatbots/${bot.id}`, { settings: { $unset: 'u', 'name.x': 2 } }),
  );
  expect(changed).toMatchObject({ name: bot.name, settings: { $unset: 'u', 'name.x': 2, $set: 's' } });
});
