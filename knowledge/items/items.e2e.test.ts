import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
let base: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me);
});
beforeEach(async () => {
  base = await given.knowledgeBase(me, bot.id);
});

const items = () => `/api/v1/knowledge-bases/${base.id}/items`;
const read = async (id: string) => data(await me.client.get(`${items()}/${id}`));
const add = async (body: object) => {
  const accepted = data(await me.client.post(items(), body), 202);
  const job = await given.finished(me.client, accepted.jobId);
  return { accepted, job, item: await read(accepted.items[0].id) };
};
const find = async (q: string) =>
  data(await me.client.get(`/api/v1/knowledge-bases/${base.id}/search?q=${encodeURIComponent(q)}`));

test('an item is accepted with its job and becomes ready', async () => {
  const { accepted, job, item } = await add({
    title: 'Warranty',
    content: 'The warranty lasts two years.',
    tags: ['legal', 'sale'],
    metadata: { owner: 'Ann', page: 3, public: true, note: null },
  });
  expect(accepted).toEqual({
    items: [{ id: item.id, title: 'Warranty', status: 'pending' }],
    jobId: expect.any(String),
  });
  expect(job).toMatchObject({
    kind: 'ingest',
    status: 'completed',
    progress: { total: 1, done: 1, failed: 0 },
  });
  expect(item).toEqual({
    id: accepted.items[0].id,
    knowledgeBaseId: base.id,
    title: 'Warranty',
    type: 'text',
    status: 'ready',
    error: null,
    warnings: [],
    source: 'Warranty',
    tags: ['legal', 'sale'],
    metadata: { owner: 'Ann', page: 3, public: true, note: null },
    size: 29,
    chunks: 1,
    revision: 1,
    // Nothing that was fetched, and no part of anything else.
    ...{ url: null, parentId: null, crawl: null, refresh: null, lastFetchedAt: null },
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
  });
});

test.each([
  ['text', 'Refunds take nine days.\n\nShipping is free.', 'Refunds take nine days.\n\nShipping is free.'],
  ['markdown', '# Refunds\n\nRefunds take **nine** [days](https://example.org).', 'Refunds take nine days.'],
  [
    'html',
    '<main><h1>Refunds</h1><p>Refunds take nine&nbsp;days.</p><script>no</script></main>',
    'Refunds take nine days.',
  ],
  ['faq', 'Q: How long do refunds take?\nA: Nine days.', 'How long do refunds take?\nNine days.'],
])('content of type %s is read as such', async (type, content, text) => {
  const { item } = await add({ title: 'Doc', content, type });
  expect(item).toMatchObject({ type, status: 'ready', chunks: 1 });
  const [best] = await find('How long do refunds take?');
  expect(best).toMatchObject({ itemId: item.id, title: 'Doc', text });
});

test.each([
  ['white space', { content: ' \n\t ' }, 'The file contains no text'],
  [
    'headings only',
    { content: '# One\n## Two', type: 'markdown' },
    'The document contains no text below its headings',
  ],
  [
    'a FAQ without questions',
    { content: 'Just text.', type: 'faq' },
    'No question with an answer was found; write "Q: …" and "A: …" on lines of their own',
  ],
  ['zero bytes inside', { content: 'a\u0000b' }, 'The file is not text: it is binary or not in UTF-8'],
])('an item with %s fails and says why', async (_name, body, error) => {
  const { item, job } = await add({ title: 'Doc', ...body });
  expect(item).toMatchObject({ status: 'failed', error, chunks: null });
  expect(job).toMatchObject({ status: 'completed', progress: { total: 1, done: 0, failed: 1 } });
  const [entry] = data(await me.client.get(`/api/v1/jobs/${job.id}/items`));
  expect(entry).toMatchObject({ subjectId: item.id, status: 'failed', error });
});

test('without a title the first words are one', async () => {
  expect((await add({ content: '\n## **Return** [policy](/p)\n\nText', type: 'markdown' })).item.title).toBe(
    'Return policy',
  );
  expect((await add({ content: '👋'.repeat(150) })).item.title).toBe('👋'.repeat(100));
  expect((await add({ content: '<p>Hello <b>you</b></p>', type: 'html' })).item.title).toBe('Hello you');
});

test.each([
  ['nothing', {}, 'body.content'],
  ['a title only', { title: 'x' }, 'body.content'],
  ['empty content', { content: '' }, 'body.content'],
  ['an unknown type', { content: 'x', type: 'pdf' }, 'body.type'],
  ['an empty title', { content: 'x', title: ' ' }, 'body.title'],
  ['a long title', { content: 'x', title: 'x'.repeat(301) }, 'body.title'],
  ['an unknown field', { content: 'x', colour: 1 }, 'body.colour'],
  ['a number for content', { content: 5 }, 'body.content'],
  ['too many tags', { content: 'x', tags: Array.from({ length: 33 }, (_, n) => `t${n}`) }, 'body.tags'],
  ['a long tag', { content: 'x', tags: ['x'.repeat(65)] }, 'body.tags.0'],
  ['an empty tag', { content: 'x', tags: [' '] }, 'body.tags.0'],
  ['nested metadata', { content: 'x', metadata: { a: { b: 1 } } }, 'body.metadata.a'],
  ['a long value', { content: 'x', metadata: { a: 'x'.repeat(2_001) } }, 'body.metadata.a'],
  [
    'too many keys',
    { content: 'x', metadata: Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`k${n}`, n])) },
    'body.metadata',
  ],
])('%s is refused with its path', async (_name, body, path) => {
  const answer = await me.client.post(items(), body);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  expect(data(await me.client.get(items()))).toEqual([]);
});

test('metadata may have keys that mean something elsewhere', async () => {
  const metadata = { 'a.b': 1, $gt: 'x', constructor: 'c', __proto: 'p', 'a b': 'ü' };
  const { item } = await add({ content: 'Some text.', metadata });
  expect(item.metadata).toEqual(metadata);
});

test('a JSON body over the limit is refused as too large', async () => {
  const answer = await me.client.post(items(), { content: 'x'.repeat(1_000_001) });
  expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
});

test('the list is filtered by status, searched by title, sorted and counted', async () => {
  for (const [title, content] of [
    ['Beta', 'text'],
    ['alpha', 'text'],
    ['Broken', ' '],
  ])
    await add({ title, content });
  const titles = async (query: string) =>
    data(await me.client.get(items() + query)).map(({ title }: { title: string }) => title);
  expect(await titles('')).toEqual(['Broken', 'alpha', 'Beta']);
  expect(await titles('?status=failed')).toEqual(['Broken']);
  expect(await titles('?search=ALP')).toEqual(['alpha']);
  expect(await titles('?sort=createdAt:asc&limit=1&page=2')).toEqual(['alpha']);
  expect((await me.client.get(`${items()}?status=done`)).status).toBe(400);
  expect(data(await me.client.get(`/api/v1/knowledge-bases/${base.id}`)).items).toEqual({
    total: 3,
    pending: 0,
    processing: 0,
    ready: 2,
    failed: 1,
  });
});

test('an item is found only in its own knowledge base', async () => {
  const { item } = await add({ content: 'Some text.' });
  const other = await given.knowledgeBase(me, bot.id);
  const elsewhere = `/api/v1/knowledge-bases/${other.id}/items/${item.id}`;
  const unused = `${items()}/${unusedId()}`;
  for (const path of [elsewhere, unused]) {
    expect((await me.client.get(path)).status).toBe(404);
    expect((await me.client.put(path, { title: 'x' })).status).toBe(404);
    expect((await me.client.delete(path)).status).toBe(404);
  }
  expect((await read(item.id)).title).toBe(item.title);
});

test('the same Idempotency-Key adds an item once', async () => {
  const headers = { 'Idempotency-Key': `key-${base.id}` };
  const first = await me.client.post(items(), { content: 'Once.' }, headers);
  const second = await me.client.post(items(), { content: 'Once.' }, headers);
  expect(second.body).toEqual(first.body);
  expect(data(await me.client.get(items()))).toHaveLength(1);
  expect((await me.client.post(items(), { content: 'Other.' }, headers)).status).toBe(409);
});
