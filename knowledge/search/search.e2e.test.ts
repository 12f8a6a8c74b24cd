import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';

interface Result {
  itemId: string;
  chunkId: string;
  title: string;
  text: string;
  score: number;
  highlights: { start: number; end: number }[];
  source: string;
}

const given = createGiven(platformUrl());
let me: Member;
let base: { id: string };

const handbook = `# Handbook

## Warranty

Every device has a warranty of two years from the day of purchase.

## Returns

A device may be sent back within thirty days. 🎉 Returns cost nothing.

## Shipping

Parcels to Switzerland take five working days.`;

beforeAll(async () => {
  me = await given.owner();
  const bot = await given.chatbot(me);
  base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'docs/handbook.md': handbook });
  const add = async (title: string, content: string, tags: string[]) => {
    const accepted = data(
      await me.client.post(`/api/v1/knowledge-bases/${base.id}/items`, { title, content, tags }),
      202,
    );
    await given.finished(me.client, accepted.jobId);
  };
  await add('Coffee', 'The coffee machine on the second floor is cleaned on Fridays.', ['office', 'kitchen']);
  await add('Parking', 'The garage has forty places for visitors and closes at ten in the evening.', [
    'office',
    'cars',
  ]);
  await add('Holidays', 'Holidays are requested two weeks before they begin, from the head of the team.', [
    'staff',
  ]);
});

const path = (query: string) => `/api/v1/knowledge-bases/${base.id}/search?${query}`;
const search = async (query: Record<string, string>): Promise<Result[]> =>
  data(await me.client.get(path(new URLSearchParams(query).toString())));
const titles = (results: Result[]) => results.map(({ title }) => title).sort();

test.each(['hybrid', 'semantic', 'keyword'])(
  'the passage that answers comes first, best scores first: %s',
  async (mode) => {
    const results = await search({ q: 'How long is the warranty of a device?', mode });
    expect(results[0]).toEqual({
      itemId: expect.any(String),
      chunkId: expect.any(String),
      title: 'docs/handbook.md',
      text: 'Every device has a warranty of two years from the day of purchase.',
      score: expect.any(Number),
      highlights: expect.any(Array),
      source: 'docs/handbook.md > Warranty',
    });
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  },
);

test('meaning finds what words do not', async () => {
  const q = 'Where can I leave my automobile overnight?';
  expect((await search({ q, mode: 'semantic' }))[0]!.title).toBe('Parking');
  expect(titles(await search({ q: 'automobile', mode: 'keyword' }))).toEqual([]);
});

test('the modes heed words, meaning, or both', async () => {
  const other = await given.knowledgeBase(me, (await given.chatbot(me)).id);
  await given.documents(me, other.id, {
    'parking.md': 'The garage has forty places and closes at ten in the evening.',
    'engine.md': 'The zibblefrotz is replaced after every winter.',
    'lunch.md': 'The canteen serves soup on Thursdays.',
  });
  const scores = async (mode: string): Promise<Map<string, number>> => {
    const query = new URLSearchParams({ q: 'zibblefrotz automobile', mode }).toString();
    const found: Result[] = data(await me.client.get(`/api/v1/knowledge-bases/${other.id}/search?${query}`));
    return new Map(found.map(({ title, score }) => [title, score]));
  };
  const [keyword, semantic, hybrid] = [
    await scores('keyword'),
    await scores('semantic'),
    await scores('hybrid'),
  ];
  expect([...keyword.keys()]).toEqual(['engine.md']);
  for (const found of [semantic, hybrid]) {
    expect([...found.keys()].sort()).toEqual(['engine.md', 'lunch.md', 'parking.md']);
    expect(found.get('parking.md')!).toBeGreaterThan(found.get('lunch.md')!);
  }
  // The same passage is judged by its words, by its meaning, or by both.
  const judged = [keyword, semantic, hybrid].map((found) => found.get('engine.md'));
  expect(new Set(judged).size).toBe(3);
  // Without any word in common, meaning is what is left; it weighs otherwise beside words that are missing.
  expect(hybrid.get('parking.md')).not.toBe(semantic.get('parking.md'));
});

test('a keyword finds its passages only, in any case and form', async () => {
  for (const q of ['coffee', 'COFFEE', 'machines'])
    expect(titles(await search({ q, mode: 'keyword' }))).toEqual(['Coffee']);
  expect(await search({ q: 'zeppelin', mode: 'keyword' })).toEqual([]);
  expect(await search({ q: '!!! ???', mode: 'keyword' })).toEqual([]);
});

test('highlights are the places of the words of the query, in UTF-16 units', async () => {
  const [best] = await search({ q: 'does a return cost something?', mode: 'keyword' });
  const words = best!.highlights.map(({ start, end }) => best!.text.slice(start, end));
  expect(words).toEqual(['Returns', 'cost']);
  for (const [index, { start, end }] of best!.highlights.entries()) {
    expect(end).toBeGreaterThan(start);
    if (index > 0) expect(start).toBeGreaterThanOrEqual(best!.highlights[index - 1]!.end);
  }
});

test.each([
  ['tags=kitchen', ['Coffee']],
  ['tags=kitchen,cars', ['Coffee', 'Parking']],
  ['tags=kitchen&tags=cars', ['Coffee', 'Parking']],
  ['tags=office', ['Coffee', 'Parking']],
  ['tags=nothing', []],
  ['tags=kitch', []],
])('only items with one of the tags are searched: %s', async (tags, expected) => {
  for (const mode of ['hybrid', 'semantic'])
    expect(titles(data(await me.client.get(path(`q=the+office&mode=${mode}&${tags}`))))).toEqual(expected);
});

test('the limit is kept', async () => {
  expect(await search({ q: 'the', mode: 'semantic', limit: '2' })).toHaveLength(2);
  expect(await search({ q: 'the', mode: 'semantic', limit: '50' })).toHaveLength(6);
});

test.each([
  ['', 'query.q'],
  ['q=', 'query.q'],
  ['q=%20', 'query.q'],
  [`q=${'x'.repeat(1_001)}`, 'query.q'],
  ['q=x&q=y', 'query.q'],
  ['q=x&limit=0', 'query.limit'],
  ['q=x&limit=51', 'query.limit'],
  ['q=x&limit=many', 'query.limit'],
  ['q=x&mode=magic', 'query.mode'],
  ['q=x&colour=red', 'query.colour'],
  [`q=x&tags=${'x'.repeat(65)}`, 'query.tags.0'],
  ['q[$gt]=', 'query.q[$gt]'],
])('a wrong query is refused with its path: %s', async (query, wrong) => {
  const answer = await me.client.get(path(query));
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(wrong);
});

test.each([
  "'; DROP TABLE chunks; --",
  'a" OR 1=1',
  '\\',
  '%',
  '**',
  '(((',
  '"unclosed',
  '🎉',
  'x'.repeat(1_000),
  '\u0000',
])('no text of a query breaks the search: %s', async (q) => {
  for (const mode of ['hybrid', 'keyword']) {
    const answer = await me.client.get(path(new URLSearchParams({ q, mode }).toString()));
    expect(answer.status).toBe(200);
  }
});

test.each(["it's", 'a"b', "') OR ('1'='1", 'x,y'])('no text of a tag breaks the filter: %s', async (tag) => {
  const answer = await me.client.get(path(new URLSearchParams({ q: 'the', tags: tag }).toString()));
  expect([answer.status, answer.body.data]).toEqual([200, []]);
});

test('an empty knowledge base finds nothing', async () => {
  const empty = await given.knowledgeBase(me, (await given.chatbot(me)).id);
  for (const mode of ['hybrid', 'semantic', 'keyword'])
    expect(data(await me.client.get(`/api/v1/knowledge-bases/${empty.id}/search?q=x&mode=${mode}`))).toEqual(
      [],
    );
});

test('the same text in two items is shown once', async () => {
  const copies = await given.knowledgeBase(me, (await given.chatbot(me)).id);
  await given.documents(me, copies.id, {
    'a.txt': 'The lift is repaired today.',
    'b.txt': 'The lift is repaired today.',
  });
  const results = data(await me.client.get(`/api/v1/knowledge-bases/${copies.id}/search?q=lift`));
  expect(results).toHaveLength(1);
});
