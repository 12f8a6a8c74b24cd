import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId } from '../helpers/given.js';
import {
  fillPath,
  isPrivileged,
  nameOf,
  operationsOf,
  readOpenApi,
  type Operation,
} from '../helpers/openapi.js';
import { createFields, pathOf, placed, type Place } from './request-fields.js';

const given = createGiven(platformUrl());
let client: TestClient;
let admin: TestClient;
let ids: Record<string, string>;
beforeAll(async () => {
  const owner = await given.owner();
  client = owner.client;
  admin = await given.admin();
  const bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id);
  const { accepted } = await given.documents(owner, base.id, { 'a.txt': 'Some text.' });
  const { conversationId } = data(
    await client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: 'Hi' }),
  );
  ids = { chatbot: bot.id, base: base.id, item: accepted.items[0].id, conversation: conversationId };
});

/** Values that a database would take for a question instead of a text. */
const operators: unknown[] = [{ $ne: null }, [{ $gt: '' }], { toString: 'x', length: 1 }, true];

const document = await readOpenApi();
const fields = createFields(document);
const operations = operationsOf(document);
const fillPathOf = ({ path }: Operation): string => fillPath(path, unusedId());
const clientOf = (operation: Operation): TestClient => (isPrivileged(operation) ? admin : client);
const withBody = operations.filter((one) => fields.bodyOf(one));

let tried = 0;
afterAll(() => void process.stderr.write(`${tried} operators in texts of bodies and queries, all refused\n`));

test('every operation with a body is looked at, and every field of it that takes text', () => {
  expect(withBody.length).toBeGreaterThan(60);
  expect(withBody.flatMap((one) => fields.textsOf(one)).length).toBeGreaterThan(200);
});

test.each(withBody.map((one) => [nameOf(one), one] as const))(
  '%s takes nothing but text where it takes text',
  async (_name, operation) => {
    const example = fields.exampleOf(operation);
    const refuse = async (place: Place, value: unknown): Promise<void> => {
      const body = placed(example, place, value);
      const answer = await clientOf(operation).send(operation.method, fillPathOf(operation), body);
      tried += 1;
      const at = pathOf(place);
      const told = { at, value, status: answer.status, code: answer.body.code as string };
      const code = expect.stringMatching(/^(VALIDATION_ERROR|MISSING_QUERY)$/);
      expect(told).toEqual({ at, value, status: 400, code });
      // Another surface tells of the first problem alone, which is this one as the rest is its example.
      if (!Array.isArray(answer.body.details)) return;
      const paths = (answer.body.details as { path: string }[]).map(({ path }) => path);
      // A choice between several forms is refused as a whole.
      const isNamed = paths.some((path) => `${at}.`.startsWith(`${path}.`) || path.startsWith(`${at}.`));
      expect([at, paths, isNamed]).toEqual([at, paths, true]);
    };
    const places = fields.textsOf(operation);
    await Promise.all(places.flatMap((place) => operators.map((value) => refuse(place, value))));
  },
);

const withQuery = operations.filter((one) => fields.queryOf(one).length > 0);
test.each(withQuery.map((one) => [nameOf(one), one] as const))(
  '%s takes no operator through its query',
  async (_name, operation) => {
    for (const name of fields.queryOf(operation))
      for (const query of [`${name}[$ne]=x`, `${name}[$regex]=.*`, `${name}[]=x`, `${name}=a&${name}=b`]) {
        const { status, body } = await clientOf(operation).send(
          operation.method,
          `${fillPathOf(operation)}?${query}`,
        );
        tried += 1;
        const told = [query, status, body.code as string];
        expect(told).toEqual([query, 400, 'VALIDATION_ERROR']);
      }
  },
);

const addressOf = (path: string): string =>
  `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => ids[name]!)}`;

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
  const answer = await client.get(addressOf(path));
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

test.each(
  withQuery
    .filter((one) => fields.queryOf(one).includes('search'))
    .flatMap((one) =>
      ['%00', '%00%C3%94', '%5B%00', '%5C', '(%00)%2B'].map((text) => [nameOf(one), text, one] as const),
    ),
)('%s finds nothing by the odd text %s', async (_name, text, operation) => {
  const path = addressOf(operation.path.replace('/api/v1', '').replace(/\{(?:id|chatbotId)\}/g, ':chatbot'));
  const { status, body } = await clientOf(operation).send(operation.method, `${path}?search=${text}`);
  // Not all of them belong to a chatbot.
  expect([[200, 404], body.data ?? []]).toEqual([expect.arrayContaining([status]), []]);
});

test('no name in free data contains a NUL, with which a database ends names', async () => {
  const places = withBody.flatMap((one) => fields.freeObjectsOf(one).map((place) => ({ one, place })));
  expect(places.length).toBeGreaterThan(10);
  for (const { one, place } of places)
    for (const value of [{ 'a\0': 1 }, { a: { 'b\0c': [] } }, { a: [{ '\0': 'x' }] }]) {
      const body = placed(fields.exampleOf(one), place, value);
      const { status, body: told } = await clientOf(one).send(one.method, fillPathOf(one), body);
      const at = `${nameOf(one)} ${pathOf(place)}`;
      expect([at, status, told.code]).toEqual([at, 400, 'VALIDATION_ERROR']);
    }
  const form = new FormData();
  form.set('content', 'Some text.');
  form.set('metadata', String.raw`{"a\u0000b": 1}`);
  const answer = await client.post(`/api/v1/knowledge-bases/${ids.base}/items`, form);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
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
