import { beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { until } from '../../test/helpers/until.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'local' } });
});

const at = (kind: string, userId: string, of = bot.id) => `/api/v1/chatbots/${of}/${kind}/${userId}`;
const user = () => unique('customer');
const post = async (kind: string, userId: string, body: unknown, client: TestClient = me.client) =>
  client.post(at(kind, userId), body);

test('context merges, null removes a key, and nothing else is lost', async () => {
  const userId = user();
  expect((await me.client.get(at('context', userId))).status).toBe(404);
  const first = data(
    await post('context', userId, {
      data: { plan: 'premium', address: { city: 'Zurich', zip: '8001' } },
      summary: 'A regular.',
    }),
    201,
  );
  expect(first).toEqual({
    userId,
    data: { plan: 'premium', address: { city: 'Zurich', zip: '8001' } },
    summary: 'A regular.',
    expiresAt: null,
    updatedAt: expect.any(String),
  });
  const second = data(
    await post('context', userId, { data: { plan: null, address: { city: 'Bern' }, seats: [1, 2] } }),
  );
  expect(second).toMatchObject({
    data: { address: { city: 'Bern', zip: '8001' }, seats: [1, 2] },
    summary: 'A regular.',
  });
  expect(second.data).not.toHaveProperty('plan');
  expect(second.updatedAt >= first.updatedAt).toBe(true);
  expect(data(await me.client.get(at('context', userId)))).toEqual(second);
  expect(data(await post('context', userId, { summary: null })).summary).toBeNull();
});

test('context of other end users and other chatbots is their own', async () => {
  const [ada, bob] = [user(), user()];
  const other = await given.chatbot(me);
  data(await post('context', ada, { data: { plan: 'premium' } }), 201);
  expect((await me.client.get(at('context', bob))).status).toBe(404);
  expect((await me.client.get(at('context', ada, other.id))).status).toBe(404);
});

test('many who merge at once lose nothing', async () => {
  const userId = user();
  const keys = Array.from({ length: 8 }, (_, n) => `key${n}`);
  const answers = await Promise.all(keys.map((key) => post('context', userId, { data: { [key]: key } })));
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  expect(Object.keys(data(await me.client.get(at('context', userId))).data).sort()).toEqual(keys);
});

test('context that has expired is not there, and what follows starts anew', async () => {
  const userId = user();
  const expiresAt = new Date(Date.now() + 1_500).toISOString();
  expect(data(await post('context', userId, { data: { plan: 'trial' }, expiresAt }), 201).expiresAt).toBe(
    expiresAt,
  );
  await until(async () => (await me.client.get(at('context', userId))).status === 404);
  expect((await me.client.delete(at('context', userId))).status).toBe(404);
  expect(data(await post('context', userId, { data: { seat: 1 } }), 201)).toMatchObject({
    data: { seat: 1 },
    expiresAt: null,
  });
  const past = await post('context', userId, { expiresAt: '2020-01-01T00:00:00.000Z' });
  expect([past.status, past.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('deleted context is gone', async () => {
  const userId = user();
  data(await post('context', userId, { data: { plan: 'premium' } }), 201);
  expect(data(await me.client.delete(at('context', userId)))).toBeNull();
  expect((await me.client.get(at('context', userId))).status).toBe(404);
  expect((await me.client.delete(at('context', userId))).status).toBe(404);
});

const deep = (levels: number): object => (levels === 0 ? {} : { in: deep(levels - 1) });
test.each([
  ['an operator', '{"data":{"$set":{"plan":"x"}}}'],
  ['an operator inside', '{"data":{"plan":{"$ne":null}}}'],
  ['an operator in a list', '{"data":{"plan":[{"$gt":""}]}}'],
  ['a path', '{"data":{"plan.name":"x"}}'],
  ['__proto__', '{"data":{"__proto__":{"polluted":true}}}'],
  ['__proto__ inside', '{"data":{"a":{"__proto__":{"polluted":true}}}}'],
  ['constructor', '{"data":{"constructor":{"prototype":{"polluted":true}}}}'],
  ['an empty key', '{"data":{"":1}}'],
  ['a long key', JSON.stringify({ data: { ['k'.repeat(65)]: 1 } })],
  [
    'too many keys',
    JSON.stringify({ data: Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`k${n}`, 1])) }),
  ],
  ['too many levels', JSON.stringify({ data: deep(6) })],
  ['a long text', JSON.stringify({ data: { a: 'x'.repeat(2_001) } })],
  [
    'too much',
    JSON.stringify({
      data: Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, 'x'.repeat(1_900)])),
    }),
  ],
  ['a list', '{"data":[1]}'],
  ['a text', '{"data":"plan"}'],
  ['nothing', '{}'],
  ['an unknown field', '{"data":{},"userId":"somebody"}'],
  ['an unknown time', '{"data":{},"expiresAt":"tomorrow"}'],
])('context refuses %s', async (_, body) => {
  const userId = user();
  const answer = await me.client.post(at('context', userId), body);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect((await me.client.get(at('context', userId))).status).toBe(404);
});

test('context is bounded as a whole, however slowly it grows', async () => {
  const userId = user();
  const add = (n: number) => post('context', userId, { data: { [`k${n}`]: 'x'.repeat(1_900) } });
  for (let n = 0; n < 8; n++) expect((await add(n)).status).toBeLessThan(300);
  const answer = await add(9);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(Object.keys(data(await me.client.get(at('context', userId))).data)).toHaveLength(8);
});

test('a topic is added once, however it is written, and its mentions are counted', async () => {
  const userId = user();
  const first = data(await post('topics', userId, { name: 'Shipping' }), 201);
  expect(first).toEqual({
    id: expect.any(String),
    name: 'Shipping',
    weight: 0.3,
    mentions: 1,
    lastMentionedAt: expect.any(String),
  });
  const again = data(await post('topics', userId, { name: '  shipping ' }));
  expect(again).toMatchObject({ id: first.id, name: 'Shipping', mentions: 2 });
  expect(again.weight).toBeGreaterThan(0.5);
  expect(again.weight).toBeLessThan(1);
  const set = data(await post('topics', userId, { name: 'SHIPPING', weight: 0.9 }));
  expect(set).toMatchObject({ id: first.id, mentions: 3 });
  expect(set.weight).toBeCloseTo(0.9, 3);
});

test('topics are listed by weight, in pages', async () => {
  const userId = user();
  for (const [name, weight] of [
    ['b', 0.5],
    ['c', 0.1],
    ['a', 1],
  ] as const)
    data(await post('topics', userId, { name, weight }), 201);
  const answer = await me.client.get(`${at('topics', userId)}?limit=2`);
  expect(data(answer).map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
  expect(answer.body.pagination).toEqual({ total: 3, pages: 2, page: 1, limit: 2 });
  const rest = data(await me.client.get(`${at('topics', userId)}?limit=2&page=2`));
  expect(rest.map(({ name }: { name: string }) => name)).toEqual(['c']);
  expect(data(await me.client.get(at('topics', user())))).toEqual([]);
});

test('a deleted topic is gone and starts anew', async () => {
  const userId = user();
  const { id } = data(await post('topics', userId, { name: 'returns', weight: 1 }), 201);
  expect(data(await me.client.delete(`${at('topics', userId)}/${id}`))).toBeNull();
  expect(data(await me.client.get(at('topics', userId)))).toEqual([]);
  expect((await me.client.delete(`${at('topics', userId)}/${id}`)).status).toBe(404);
  expect(data(await post('topics', userId, { name: 'returns' }), 201)).toMatchObject({
    mentions: 1,
    weight: 0.3,
  });
});

test('an entity is added once and says where it comes from', async () => {
  const userId = user();
  const first = data(
    await post('entities', userId, { type: 'product', value: 'X200', confidence: 0.8 }),
    201,
  );
  expect(first).toEqual({
    id: expect.any(String),
    type: 'product',
    value: 'X200',
    confidence: 0.8,
    source: 'user',
    mentions: 1,
    lastMentionedAt: expect.any(String),
  });
  const again = data(
    await post('entities', userId, { type: 'Product', value: 'x200', normalized: 'X-200' }),
    201,
  );
  expect(again).toMatchObject({ value: 'x200', normalized: 'X-200', confidence: 1 });
  expect(data(await post('entities', userId, { type: 'PRODUCT', value: ' x200' }))).toMatchObject({
    id: first.id,
    mentions: 2,
  });
  const key = await given.key(me, ['write']);
  expect(data(await post('entities', userId, { type: 'order', value: 'A-1' }, key), 201).source).toBe('api');
  const listed = data(await me.client.get(at('entities', userId)));
  expect(listed.map(({ value }: { value: string }) => value)).toEqual(['A-1', 'x200', 'x200']);
  const orders = await me.client.get(`${at('entities', userId)}?type=order`);
  expect(data(orders)).toHaveLength(1);
  expect(orders.body.pagination.total).toBe(1);
});

test('a deleted entity is gone, and only that one', async () => {
  const userId = user();
  const { id } = data(await post('entities', userId, { type: 'product', value: 'X200' }), 201);
  data(await post('entities', userId, { type: 'product', value: 'X300' }), 201);
  expect((await me.client.delete(`${at('entities', user())}/${id}`)).status).toBe(404);
  expect(data(await me.client.delete(`${at('entities', userId)}/${id}`))).toBeNull();
  expect(data(await me.client.get(at('entities', userId)))).toMatchObject([{ value: 'X300' }]);
  expect((await me.client.delete(`${at('entities', userId)}/${id}`)).status).toBe(404);
});

test.each([
  ['topics', {}],
  ['topics', { name: '' }],
  ['topics', { name: { $ne: null } }],
  ['topics', { name: 'x'.repeat(101) }],
  ['topics', { name: 'x', weight: 2 }],
  ['topics', { name: 'x', mentions: 5 }],
  ['entities', { type: 'product' }],
  ['entities', { value: 'x' }],
  ['entities', { type: { $gt: '' }, value: 'x' }],
  ['entities', { type: 'product', value: { $gt: '' } }],
  ['entities', { type: '$where', value: 'x' }],
  ['entities', { type: 'product', value: 'x', normalized: ['x'] }],
  ['entities', { type: 'product', value: 'x', confidence: 1.5 }],
  ['entities', { type: 'product', value: 'x', source: 'extracted' }],
  ['entities', { type: 'product', value: 'x'.repeat(501) }],
])('%s refuse %j', async (kind, body) => {
  const answer = await post(kind, user(), body);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('an end user has 1 to 128 characters, whichever they are', async () => {
  for (const kind of ['context', 'topics', 'entities']) {
    const answer = await me.client.get(at(kind, 'x'.repeat(129)));
    expect([kind, answer.status, answer.body.code]).toEqual([kind, 400, 'VALIDATION_ERROR']);
  }
  for (const userId of ['{"$ne":null}', '__proto__', 'a b@c/d', 'Jörg 🙂']) {
    const path = at('context', encodeURIComponent(userId));
    expect((await me.client.get(path)).status).toBe(404);
    expect(data(await me.client.post(path, { data: { is: userId } }), 201)).toMatchObject({
      userId,
      data: { is: userId },
    });
  }
});

test('viewers and reading keys read, editors and writing keys write, keys for conversations do both', async () => {
  const userId = user();
  const [viewer, editor] = [await given.member(me, 'viewer'), await given.member(me, 'editor')];
  const keys = {
    read: await given.key(me, ['read']),
    chat: await given.key(me, ['chat']),
    write: await given.key(me, ['write']),
  };
  const bodies = { context: { data: { a: 1 } }, topics: { name: 'a' }, entities: { type: 'a', value: 'a' } };
  for (const [kind, body] of Object.entries(bodies)) {
    const writes = async (client: TestClient) => (await client.post(at(kind, userId), body)).status;
    const reads = async (client: TestClient) => (await client.get(at(kind, userId))).status;
    expect([kind, await writes(viewer.client), await writes(keys.read)]).toEqual([kind, 403, 403]);
    expect([kind, await writes(editor.client), await writes(keys.chat), await writes(keys.write)]).toEqual([
      kind,
      201,
      200,
      200,
    ]);
    expect([kind, await reads(viewer.client), await reads(keys.read), await reads(keys.chat)]).toEqual([
      kind,
      200,
      200,
      200,
    ]);
    expect([kind, await reads(keys.write)]).toEqual([kind, 403]);
    expect((await given.anonymous.get(at(kind, userId))).status).toBe(401);
  }
  expect((await viewer.client.delete(at('context', userId))).status).toBe(403);
  expect((await keys.chat.delete(at('context', userId))).status).toBe(200);
});

test('another organisation sees nothing and changes nothing', async () => {
  const userId = user();
  const stranger = await given.owner();
  const own = await given.chatbot(stranger);
  data(await post('context', userId, { data: { plan: 'premium' } }), 201);
  const topic = data(await post('topics', userId, { name: 'secret' }), 201);
  const entity = data(await post('entities', userId, { type: 'product', value: 'X200' }), 201);
  const calls: [string, string, object?][] = [
    ...Object.entries({
      context: { data: {} },
      topics: { name: 'a' },
      entities: { type: 'a', value: 'a' },
    }).flatMap(([kind, body]): [string, string, object?][] => [
      ['GET', `${kind}/${userId}`],
      ['POST', `${kind}/${userId}`, body],
    ]),
    ['DELETE', `context/${userId}`],
    ['DELETE', `memory/${userId}`],
    ['DELETE', `topics/${userId}/${topic.id}`],
    ['DELETE', `entities/${userId}/${entity.id}`],
  ];
  for (const [method, path, body] of calls) {
    const foreign = await stranger.client.send(method, `/api/v1/chatbots/${bot.id}/${path}`, body);
    const absent = await stranger.client.send(method, `/api/v1/chatbots/${unusedId()}/${path}`, body);
    expect([path, foreign.status]).toEqual([path, 404]);
    expect(foreign.body).toEqual(absent.body);
  }
  expect((await stranger.client.delete(`${at('topics', userId, own.id)}/${topic.id}`)).status).toBe(404);
  expect((await stranger.client.delete(`${at('entities', userId, own.id)}/${entity.id}`)).status).toBe(404);
  expect(data(await me.client.get(at('context', userId))).data).toEqual({ plan: 'premium' });
  expect(data(await me.client.get(at('topics', userId)))).toMatchObject([{ id: topic.id, mentions: 1 }]);
  expect(data(await me.client.get(at('entities', userId)))).toMatchObject([{ id: entity.id, mentions: 1 }]);
});

test('an end user can be forgotten at once', async () => {
  const userId = user();
  data(await post('context', userId, { data: { plan: 'premium' } }), 201);
  data(await post('topics', userId, { name: 'returns' }), 201);
  data(await post('entities', userId, { type: 'product', value: 'X200' }), 201);
  data(await me.client.delete(at('memory', userId)));
  expect((await me.client.get(at('context', userId))).status).toBe(404);
  expect(data(await me.client.get(at('topics', userId)))).toEqual([]);
  expect(data(await me.client.get(at('entities', userId)))).toEqual([]);
});
