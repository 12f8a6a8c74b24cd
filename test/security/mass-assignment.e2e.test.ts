import { beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId } from '../helpers/given.js';

const given = createGiven(platformUrl());
let client: TestClient;
let ids: Record<string, string>;
beforeAll(async () => {
  const owner = await given.owner();
  client = owner.client;
  const bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id);
  const { accepted } = await given.documents(owner, base.id, { 'a.txt': 'Some text.' });
  ids = { chatbot: bot.id, base: base.id, item: accepted.items[0].id };
});

const pathOf = (path: string): string => `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => ids[name]!)}`;
const time = '2020-01-01T00:00:00.000Z';
const always = {
  id: unusedId(),
  _id: unusedId(),
  organizationId: unusedId(),
  createdAt: time,
  updatedAt: time,
  __v: 9,
};

type Target = [method: string, path: string, allowed: object, readOnly: object];
const targets: Target[] = [
  ['POST', '/chatbots', { name: unique() }, { ...always, createdBy: unusedId(), events: [] }],
  ['PUT', '/chatbots/:chatbot', { description: 'x' }, { ...always, createdBy: unusedId(), events: [] }],
  [
    'POST',
    '/chatbots/:chatbot/knowledge-bases',
    { name: unique() },
    {
      ...always,
      chatbotId: unusedId(),
      embedding: { model: 'x', dimensions: 1 },
      embeddingModel: 'x',
      generation: 7,
      items: { total: 1 },
    },
  ],
  [
    'PUT',
    '/knowledge-bases/:base',
    { description: 'x' },
    { ...always, chatbotId: unusedId(), embedding: { model: 'x', dimensions: 1 }, generation: 7 },
  ],
  [
    'POST',
    '/knowledge-bases/:base/items',
    { content: 'x' },
    {
      ...always,
      knowledgeBaseId: unusedId(),
      status: 'ready',
      error: null,
      blob: 'a'.repeat(64),
      size: 1,
      revision: 5,
      activeRevision: 5,
      activeChunks: 1,
      chunks: 1,
      source: 'x',
    },
  ],
  [
    'PUT',
    '/knowledge-bases/:base/items/:item',
    { title: 'x' },
    {
      ...always,
      knowledgeBaseId: unusedId(),
      status: 'ready',
      error: null,
      blob: 'a'.repeat(64),
      size: 1,
      revision: 5,
      activeRevision: 5,
      source: 'x',
    },
  ],
  [
    'POST',
    '/chatbots/:chatbot/conversation',
    { message: 'x' },
    {
      ...always,
      messageId: unusedId(),
      chatbotId: unusedId(),
      role: 'system',
      provider: 'local',
      answer: 'x',
      citations: [],
      usage: {},
      history: [],
    },
  ],
  [
    'POST',
    '/chatbots/:chatbot/response-rating',
    { messageId: 'x', rating: 1 },
    { ...always, ratedAt: time, userId: 'x' },
  ],
];

test.each(targets)(
  '%s %s refuses each field that is not the caller’s to set',
  async (method, path, allowed, readOnly) => {
    for (const [field, value] of Object.entries(readOnly)) {
      const answer = await client.send(method, pathOf(path), { ...allowed, [field]: value });
      expect([field, answer.status, answer.body.code]).toEqual([field, 400, 'VALIDATION_ERROR']);
      expect(answer.body.details).toContainEqual({ path: `body.${field}`, message: 'unknown field' });
    }
  },
);

test('the same holds for the fields of a form', async () => {
  for (const [field, value] of [
    ['status', 'ready'],
    ['blob', 'a'.repeat(64)],
    ['organizationId', unusedId()],
    ['source', '/etc/passwd'],
    ['path', '/etc/passwd'],
  ] as const) {
    const form = new FormData();
    form.append(field, value);
    form.append('file', new Blob(['x']), 'a.txt');
    const answer = await client.post(pathOf('/knowledge-bases/:base/items'), form);
    expect([field, answer.status]).toEqual([field, 400]);
  }
});

test('nothing of this has left a trace', async () => {
  expect(data(await client.get('/api/v1/chatbots'))).toHaveLength(1);
  expect(data(await client.get(pathOf('/knowledge-bases/:base/items')))).toMatchObject([
    { id: ids.item, title: 'a.txt', revision: 1 },
  ]);
  expect(data(await client.get(pathOf('/chatbots/:chatbot'))).description).toBeNull();
});
