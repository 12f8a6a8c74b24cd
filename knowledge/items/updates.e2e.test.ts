import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { eventually, openStoredKnowledge } from '../../test/helpers/leftovers.js';

const given = createGiven(platformUrl());
let stored: Awaited<ReturnType<typeof openStoredKnowledge>>;
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  stored = await openStoredKnowledge();
  me = await given.owner();
  bot = await given.chatbot(me);
});
afterAll(() => stored.close());

const at = (base: { id: string }, path = '') => `/api/v1/knowledge-bases/${base.id}${path}`;
const sha = (content: string): string => createHash('sha256').update(content).digest('hex');
const blobs = () => stored.blobs(me.user.organizationId);
const newBase = async () => {
  const base = await given.knowledgeBase(me, bot.id);
  await stored.know(base.id);
  return base;
};
const add = async (base: { id: string }, content: string, values: object = {}): Promise<string> => {
  const accepted = data(await me.client.post(at(base, '/items'), { content, ...values }), 202);
  await given.finished(me.client, accepted.jobId);
  return accepted.items[0].id;
};
const change = async (base: { id: string }, id: string, values: object) => {
  const accepted = data(await me.client.put(at(base, `/items/${id}`), values), 202);
  await given.finished(me.client, accepted.jobId);
  return data(await me.client.get(at(base, `/items/${id}`)));
};
const found = async (base: { id: string }, q: string): Promise<string[]> =>
  data(await me.client.get(at(base, `/search?mode=keyword&q=${encodeURIComponent(q)}`))).map(
    ({ text }: { text: string }) => text,
  );
const long = (word: string): string =>
  Array.from(
    { length: 60 },
    (_, n) => `The ${word} number ${n} has a sentence of its own, as every ${word} does.`,
  ).join(' ');

test('after an update the new content is found, the old is not, and nothing of it is left', async () => {
  const base = await newBase();
  const [old, fresh] = [unique('old'), unique('new')];
  const id = await add(base, long(old), { title: 'Doc', tags: ['a'], metadata: { page: 1 } });
  const before = data(await me.client.get(at(base, `/items/${id}`)));
  expect(before.chunks).toBeGreaterThan(2);
  const after = await change(base, id, { content: `Only ${fresh} now.` });
  expect(after).toMatchObject({
    id,
    title: 'Doc',
    tags: ['a'],
    metadata: { page: 1 },
    status: 'ready',
    revision: 2,
    chunks: 1,
    createdAt: before.createdAt,
  });
  expect(await found(base, old)).toEqual([]);
  expect(await found(base, fresh)).toEqual([`Only ${fresh} now.`]);
  await eventually(async () => {
    expect(await stored.ofItem(base.id, id)).toEqual({ chunks: [2], points: [2] });
    expect(await blobs()).not.toContain(sha(long(old)));
  });
  expect(await found(base, fresh)).toHaveLength(1);
});

test('an update merges: tags and title may change without the content, null clears', async () => {
  const base = await newBase();
  const word = unique('word');
  const id = await add(base, `About ${word}.`, { title: 'Before', tags: ['a'], metadata: { page: 1 } });
  expect(await change(base, id, { title: 'After', tags: ['b'] })).toMatchObject({
    title: 'After',
    tags: ['b'],
    metadata: { page: 1 },
    size: Buffer.byteLength(`About ${word}.`),
  });
  const search = (tag: string) => me.client.get(at(base, `/search?q=${word}&tags=${tag}`));
  expect(data(await search('a'))).toEqual([]);
  expect(data(await search('b'))).toMatchObject([{ itemId: id, title: 'After' }]);
  expect(await change(base, id, { tags: null, metadata: null })).toMatchObject({ tags: [], metadata: {} });
  expect(data(await search('b'))).toEqual([]);
});

test('an update that changes one paragraph is charged for that paragraph alone', async () => {
  const base = await newBase();
  const paragraphs = Array.from({ length: 12 }, (_, n) => `## Part ${n}\n\n${long(`part${n}`)}`);
  const accepted = data(
    await me.client.post(at(base, '/items'), {
      content: paragraphs.join('\n\n'),
      title: 'Doc',
      type: 'markdown',
    }),
    202,
  );
  await given.finished(me.client, accepted.jobId);
  const word = unique('word');
  paragraphs[5] = `## Part 5\n\nNow about ${word}.`;
  const changed = data(
    await me.client.put(at(base, `/items/${accepted.items[0].id}`), { content: paragraphs.join('\n\n') }),
    202,
  );
  await given.finished(me.client, changed.jobId);
  expect(await found(base, word)).toEqual([`Now about ${word}.`]);
  const tokens = async (jobId: string): Promise<number> =>
    (await stored.db.collection('modelCalls').find({ jobId }).toArray()).reduce(
      (sum, call) => sum + Number(call.promptTokens),
      0,
    );
  await eventually(async () => {
    expect(await tokens(accepted.jobId)).toBeGreaterThan(2_000);
    expect(await tokens(changed.jobId)).toBeGreaterThan(0);
  });
  expect(await tokens(changed.jobId)).toBeLessThan(60);
});

test('an update that cannot be read says why and leaves the old content searchable', async () => {
  const base = await newBase();
  const word = unique('word');
  const id = await add(base, `About ${word}.`, { title: 'Doc' });
  expect(await change(base, id, { content: '# Heading only', type: 'markdown' })).toMatchObject({
    status: 'failed',
    error: 'The document contains no text below its headings',
    revision: 2,
  });
  expect(await found(base, word)).toEqual([`About ${word}.`]);
  expect(await change(base, id, { content: 'Text again.' })).toMatchObject({ status: 'ready', error: null });
  expect(await found(base, word)).toEqual([]);
  await eventually(async () =>
    expect(await stored.ofItem(base.id, id)).toEqual({ chunks: [3], points: [3] }),
  );
});

test('updates in quick succession end with the last one', async () => {
  const base = await newBase();
  const words = Array.from({ length: 5 }, () => unique('word'));
  const id = await add(base, long('first'));
  const jobs = [];
  for (const word of words)
    jobs.push(
      data(await me.client.put(at(base, `/items/${id}`), { content: `${long('x')} ${word}.` }), 202).jobId,
    );
  for (const job of jobs) expect(await given.finished(me.client, job)).toMatchObject({ status: 'completed' });
  expect(data(await me.client.get(at(base, `/items/${id}`)))).toMatchObject({ status: 'ready', revision: 6 });
  expect(await found(base, words[4]!)).toHaveLength(1);
  for (const word of words.slice(0, 4)) expect(await found(base, word)).toEqual([]);
  await eventually(async () => {
    const { chunks, points } = await stored.ofItem(base.id, id);
    expect(new Set([...chunks, ...points])).toEqual(new Set([6]));
    expect(chunks).toHaveLength(points.length);
  });
});

test('an original that two items share goes with the last of them', async () => {
  const base = await newBase();
  const content = `Shared ${unique()}.`;
  const [first, second] = [await add(base, content), await add(base, content, { title: 'Again' })];
  await me.client.delete(at(base, `/items/${first}`));
  await eventually(async () => expect((await stored.ofItem(base.id, first)).points).toEqual([]));
  expect(await blobs()).toContain(sha(content));
  expect(await change(base, second, { title: 'Read anew' })).toMatchObject({ status: 'ready' });
  await me.client.delete(at(base, `/items/${second}`));
  await eventually(async () => expect(await blobs()).not.toContain(sha(content)));
});

test('the same content may come and go at the same time', async () => {
  const base = await newBase();
  for (let round = 0; round < 10; round++) {
    const content = `Text of round ${round} ${unique()}.`;
    const first = await add(base, content);
    const [, accepted] = await Promise.all([
      me.client.delete(at(base, `/items/${first}`)),
      me.client.post(at(base, '/items'), { content }),
    ]);
    const job = await given.finished(me.client, data(accepted, 202).jobId);
    expect(job.progress).toMatchObject({ total: 1, done: 1 });
  }
});
