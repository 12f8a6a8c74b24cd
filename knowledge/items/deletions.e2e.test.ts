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
const found = async (base: { id: string }, q: string): Promise<string[]> =>
  data(await me.client.get(at(base, `/search?mode=keyword&q=${encodeURIComponent(q)}`))).map(
    ({ text }: { text: string }) => text,
  );
const long = (word: string): string =>
  Array.from(
    { length: 60 },
    (_, n) => `The ${word} number ${n} has a sentence of its own, as every ${word} does.`,
  ).join(' ');

test('a deleted item is gone from lists, searches and every store', async () => {
  const base = await newBase();
  const [word, kept] = [unique('word'), unique('kept')];
  const id = await add(base, long(word));
  await add(base, `Text about ${kept}.`);
  expect((await me.client.delete(at(base, `/items/${id}`))).status).toBe(200);
  expect((await me.client.get(at(base, `/items/${id}`))).status).toBe(404);
  expect((await me.client.delete(at(base, `/items/${id}`))).status).toBe(404);
  expect(await found(base, word)).toEqual([]);
  await eventually(async () => {
    expect(await stored.ofItem(base.id, id)).toEqual({ chunks: [], points: [] });
    expect(await blobs()).not.toContain(sha(long(word)));
  });
  expect(await stored.ofBase(base.id)).toEqual({ items: 1, chunks: 1, points: 1 });
  expect(await found(base, kept)).toHaveLength(1);
});

test('an item deleted while it is being read leaves nothing behind', async () => {
  const base = await newBase();
  const form = new FormData();
  for (let n = 0; n < 30; n++) form.append('file', new Blob([long(`w${n}`)]), `f${n}.txt`);
  const accepted = data(await me.client.post(at(base, '/items'), form), 202);
  for (const { id } of accepted.items) await me.client.delete(at(base, `/items/${id}`));
  const job = await given.finished(me.client, accepted.jobId);
  expect(job.status).toBe('completed');
  await eventually(async () =>
    expect(await stored.ofBase(base.id)).toEqual({ items: 0, chunks: 0, points: 0 }),
  );
});

test('with a knowledge base its items, chunks, points and originals go, and nobody else’s', async () => {
  const [gone, kept] = [await newBase(), await newBase()];
  const shared = `Shared text ${unique()}.`;
  const own = long(unique('own'));
  for (const content of [shared, own]) await add(gone, content);
  await add(kept, shared);
  expect((await me.client.delete(at(gone))).status).toBe(200);
  await eventually(async () => {
    expect(await stored.ofBase(gone.id)).toEqual({ items: 0, chunks: 0, points: 0 });
    expect(await blobs()).not.toContain(sha(own));
  });
  expect(await blobs()).toContain(sha(shared));
  expect(await stored.ofBase(kept.id)).toEqual({ items: 1, chunks: 1, points: 1 });
  expect(await found(kept, 'shared text')).toEqual([shared]);
});

test('a knowledge base deleted while documents are being read leaves nothing behind', async () => {
  const base = await newBase();
  const form = new FormData();
  for (let n = 0; n < 60; n++) form.append('file', new Blob([long(`w${n}`)]), `f${n}.txt`);
  const accepted = data(await me.client.post(at(base, '/items'), form), 202);
  await eventually(async () => {
    const { progress } = data(await me.client.get(`/api/v1/jobs/${accepted.jobId}`));
    expect(progress.done).toBeGreaterThan(0);
  }, 40_000);
  await me.client.delete(at(base));
  expect((await given.finished(me.client, accepted.jobId)).status).toBe('completed');
  await eventually(async () =>
    expect(await stored.ofBase(base.id)).toEqual({ items: 0, chunks: 0, points: 0 }),
  );
});

test('with a chatbot everything it knew goes', async () => {
  const other = await given.chatbot(me);
  const base = await given.knowledgeBase(me, other.id);
  await stored.know(base.id);
  const content = long(unique('word'));
  await add(base, content);
  data(await me.client.post(`/api/v1/chatbots/${other.id}/conversation`, { message: 'Hello' }));
  expect((await me.client.delete(`/api/v1/chatbots/${other.id}`)).status).toBe(200);
  expect((await me.client.get(at(base))).status).toBe(404);
  await eventually(async () => {
    expect(await stored.ofBase(base.id)).toEqual({ items: 0, chunks: 0, points: 0 });
    expect(await blobs()).not.toContain(sha(content));
    for (const name of ['turns', 'conversations', 'knowledgeBases'])
      expect([name, await stored.db.collection(name).countDocuments({ chatbotId: other.id })]).toEqual([
        name,
        0,
      ]);
  });
});
