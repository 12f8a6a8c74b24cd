import { beforeAll, expect, test } from '@jest/globals';
import {
  createGiven,
  data,
  platformUrl,
  unique,
  unusedId,
  type Member,
} from '../../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me);
});

const datasetsOf = (chatbotId: string) => `/api/v1/chatbots/${chatbotId}/training/datasets`;
const dataset = async (values: object = {}) =>
  data(await me.client.post(datasetsOf(bot.id), { name: unique('set'), ...values }), 201);
const at = ({ id }: { id: string }) => `/api/v1/training/datasets/${id}`;
const add = (set: { id: string }, examples: unknown[]) => me.client.post(`${at(set)}/examples`, { examples });
const upload = (set: { id: string }, name: string, text: string) => {
  const form = new FormData();
  form.append('file', new Blob([text]), name);
  return me.client.post(`${at(set)}/examples`, form);
};
const nothing = { total: 0, intents: [], outOfScope: 0, unlabelled: 0, withOutput: 0 };

test('a dataset is created, read, listed, changed and deleted', async () => {
  const name = unique('greetings');
  const set = await dataset({ name, description: 'Hello and goodbye' });
  expect(set).toMatchObject({
    ...{ chatbotId: bot.id, name, description: 'Hello and goodbye', createdBy: me.user.id },
    examples: nothing,
  });
  expect(data(await me.client.get(at(set)))).toEqual(set);
  const found = await me.client.get(`${datasetsOf(bot.id)}?search=${name}`);
  expect(data(found)).toEqual([set]);
  expect(found.body.pagination).toMatchObject({ total: 1, page: 1 });
  expect(data(await me.client.put(at(set), { description: null }))).toMatchObject({
    name,
    description: null,
  });
  data(await me.client.delete(at(set)));
  expect((await me.client.get(at(set))).status).toBe(404);
  expect((await me.client.delete(at(set))).status).toBe(404);
  expect(data(await me.client.get(`${datasetsOf(bot.id)}?search=${name}`))).toEqual([]);
});

test('a name is taken once in a bot', async () => {
  const { name } = await dataset();
  expect((await me.client.post(datasetsOf(bot.id), { name })).status).toBe(409);
  const other = await dataset();
  expect((await me.client.put(at(other), { name })).status).toBe(409);
  const elsewhere = await given.chatbot(me);
  data(await me.client.post(datasetsOf(elsewhere.id), { name }), 201);
});

test('examples are counted by intent, listed in their order, searched, filtered and deleted', async () => {
  const set = await dataset({
    examples: [
      { input: 'Hello there', intent: 'greet', output: 'Hello!', metadata: { source: 'mail' } },
      { input: 'Good morning', intent: 'greet' },
      { input: 'See you', intent: 'leave' },
      { input: 'What is the weather?', intent: null },
      { input: 'Sing a song', intent: 'OOS' },
      { input: 'How are you?', output: 'Fine, thank you.' },
    ],
  });
  expect(set.examples).toEqual({
    total: 6,
    intents: [
      { intent: 'greet', examples: 2 },
      { intent: 'leave', examples: 1 },
    ],
    outOfScope: 2,
    unlabelled: 1,
    withOutput: 2,
  });
  const list = async (query = '') => data(await me.client.get(`${at(set)}/examples${query}`));
  const inputs = async (query: string) => (await list(query)).map(({ input }: { input: string }) => input);
  const [first] = await list('?limit=1');
  expect(first).toMatchObject({
    ...{ input: 'Hello there', intent: 'greet', output: 'Hello!', outOfScope: false },
    ...{ entities: [], metadata: { source: 'mail' } },
  });
  expect(await inputs('?limit=2&page=2')).toEqual(['See you', 'What is the weather?']);
  expect(await inputs('?search=MORNING')).toEqual(['Good morning']);
  expect(await inputs('?intent=greet')).toEqual(['Hello there', 'Good morning']);
  expect(await inputs('?intent=oos')).toEqual(['What is the weather?', 'Sing a song']);

  data(await me.client.delete(`${at(set)}/examples/${first.id}`));
  expect((await me.client.delete(`${at(set)}/examples/${first.id}`)).status).toBe(404);
  expect(data(await me.client.get(at(set))).examples).toMatchObject({
    total: 5,
    intents: [
      { intent: 'greet', examples: 1 },
      { intent: 'leave', examples: 1 },
    ],
    withOutput: 1,
  });
});

test('what is there already is left out, and inputs with several intents are told', async () => {
  const set = await dataset();
  const first = data(
    await add(set, [
      { input: 'Where is my parcel?', intent: 'track' },
      { input: '  where IS my  parcel ', intent: 'track' },
      { input: 'Cancel it', intent: 'cancel' },
    ]),
    201,
  );
  expect(first).toEqual({
    received: 3,
    added: 2,
    duplicates: 1,
    invalid: 0,
    errors: [],
    conflicts: [],
    total: 2,
  });
  const second = data(
    await add(set, [
      { input: 'Where is my parcel', intent: 'lost' },
      { input: 'cancel it!', intent: 'cancel' },
      { input: 'Cancel it.', intent: null },
    ]),
    201,
  );
  expect(second).toMatchObject({
    ...{ received: 3, added: 2, duplicates: 1, total: 4 },
    conflicts: [
      { input: 'Cancel it', intents: [null, 'cancel'] },
      { input: 'Where is my parcel?', intents: ['lost', 'track'] },
    ],
  });
});

test('bad rows are reported with their places, and the good ones are taken', async () => {
  const set = await dataset();
  const answer = data(
    await add(set, [
      { input: 'Order A-17', intent: 'order', entities: [{ start: 6, end: 10, type: 'number' }] },
      { input: '', intent: 'order' },
      { input: 'Short', intent: 'order', entities: [{ start: 2, end: 9, type: 'number' }] },
      { input: 'Backwards', entities: [{ start: 4, end: 2, type: 'number' }] },
      { input: 'x'.repeat(2_001), intent: 'order' },
      { input: 'Extra', intend: 'order' },
      'no object',
    ]),
    201,
  );
  expect(answer).toMatchObject({ received: 7, added: 1, invalid: 6, total: 1 });
  expect(answer.errors.map(({ line, path }: { line: number; path: string }) => [line, path])).toEqual([
    [2, 'input'],
    [3, 'entities.0.end'],
    [4, 'entities.0.end'],
    [5, 'input'],
    [6, ''],
    [7, ''],
  ]);
  const [example] = data(await me.client.get(`${at(set)}/examples`));
  expect(example.entities).toEqual([{ start: 6, end: 10, type: 'number', value: 'A-17' }]);

  const refused = await add(set, [{ input: '' }, { output: 'No question' }]);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ code: 'VALIDATION_ERROR' });
  expect((await me.client.post(`${at(set)}/examples`, {})).status).toBe(400);
  expect(
    (await me.client.post(datasetsOf(bot.id), { name: unique(), examples: [{ input: '' }] })).status,
  ).toBe(400);
});

test('files are read: CSV with its own column names, JSON lines, and a JSON list', async () => {
  const set = await dataset();
  const csv = 'text;category;answer\n"Hello; you";greet;Hi\n;greet;\nWhat is love?;oos;\n';
  expect(data(await upload(set, 'examples.csv', csv), 201)).toMatchObject({
    ...{ received: 3, added: 2, invalid: 1 },
    errors: [{ file: 'examples.csv', line: 3, path: 'input' }],
  });
  const lines = '{"input":"Bye","intent":"leave"}\n\nnot json\n{"input":"Bye now","intent":"leave"}';
  expect(data(await upload(set, 'more.jsonl', lines), 201)).toMatchObject({
    ...{ received: 3, added: 2, total: 4 },
    errors: [{ file: 'more.jsonl', line: 3, path: '', message: 'the line is not valid JSON' }],
  });
  const json = JSON.stringify([{ input: 'Ciao', intent: 'leave' }]);
  expect(data(await upload(set, 'list.json', json), 201)).toMatchObject({ added: 1, total: 5 });
  const examples = data(await me.client.get(`${at(set)}/examples`));
  expect(examples[0]).toMatchObject({ input: 'Hello; you', intent: 'greet', output: 'Hi' });
  expect(examples[1]).toMatchObject({ input: 'What is love?', intent: null, outOfScope: true });

  expect((await upload(set, 'broken.csv', 'input,intent\n"never closed,a')).status).toBe(400);
  expect((await upload(set, 'unnamed.csv', 'a,b\nc,d')).body.message).toContain('name the columns');
  expect((await upload(set, 'broken.json', '[{')).status).toBe(400);
});

test('ten thousand examples are taken at once', async () => {
  const set = await dataset();
  const csv = ['input,intent', ...Array.from({ length: 10_000 }, (_, n) => `Question ${n},intent ${n % 77}`)];
  expect(data(await upload(set, 'many.csv', csv.join('\n')), 201)).toMatchObject({
    added: 10_000,
    total: 10_000,
  });
  expect(data(await me.client.get(at(set))).examples.intents).toHaveLength(77);
  const again = data(await upload(set, 'many.csv', csv.slice(0, 5_001).join('\n')), 201);
  expect(again).toMatchObject({ added: 0, duplicates: 5_000, total: 10_000 });
}, 120_000);

test('viewers read, editors change, and nobody else knows of it', async () => {
  const set = await dataset({ examples: [{ input: 'Hello', intent: 'greet' }] });
  const [example] = data(await me.client.get(`${at(set)}/examples`));
  const viewer = await given.member(me, 'viewer');
  expect(data(await viewer.client.get(at(set)))).toEqual(set);
  expect((await viewer.client.get(datasetsOf(bot.id))).status).toBe(200);
  const changes = (client: Member['client'], id: string, exampleId: string, chatbotId: string) =>
    Promise.all([
      client.post(datasetsOf(chatbotId), { name: unique() }),
      client.put(`/api/v1/training/datasets/${id}`, { name: unique() }),
      client.post(`/api/v1/training/datasets/${id}/examples`, { examples: [{ input: 'A', intent: 'b' }] }),
      client.delete(`/api/v1/training/datasets/${id}/examples/${exampleId}`),
      client.delete(`/api/v1/training/datasets/${id}`),
    ]);
  for (const { status } of await changes(viewer.client, set.id, example.id, bot.id)) expect(status).toBe(403);
  const stranger = await given.owner();
  const tries = [
    ...(await changes(stranger.client, set.id, example.id, bot.id)),
    await stranger.client.get(at(set)),
    await stranger.client.get(`${at(set)}/examples`),
    await stranger.client.get(datasetsOf(bot.id)),
    await me.client.get(at({ id: unusedId() })),
    await me.client.delete(`${at(set)}/examples/${unusedId()}`),
  ];
  for (const { status } of tries) expect(status).toBe(404);
  expect((await given.anonymous.get(at(set))).status).toBe(401);
  expect(data(await me.client.get(at(set))).examples.total).toBe(1);
});

test('a deleted bot leaves no dataset', async () => {
  const own = await given.chatbot(me);
  const set = data(
    await me.client.post(datasetsOf(own.id), { name: unique(), examples: [{ input: 'Hello' }] }),
    201,
  );
  data(await me.client.delete(`/api/v1/chatbots/${own.id}`));
  expect((await me.client.get(at(set))).status).toBe(404);
});
