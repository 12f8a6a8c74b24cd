import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobWhen } from '../../test/faults/collection.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { eventually, openStoredKnowledge } from '../../test/helpers/leftovers.js';

const given = createGiven(platformUrl());
let stored: Awaited<ReturnType<typeof openStoredKnowledge>>;
let me: Member;
let bot: { id: string };
beforeAll(async () => {
  stored = await openStoredKnowledge();
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'local' } });
});
afterAll(() => stored.close());

interface Hit {
  itemId: string;
  chunkId: string;
  title: string;
  text: string;
}
const at = (base: { id: string }, path = '') => `/api/v1/knowledge-bases/${base.id}${path}`;
const read = async (base: { id: string }) => data(await me.client.get(at(base)));
const search = async (base: { id: string }, q: string, mode = 'keyword'): Promise<Hit[]> =>
  data(await me.client.get(`${at(base, '/search')}?limit=50&mode=${mode}&q=${encodeURIComponent(q)}`));
const reindex = async (base: { id: string }, body: object = {}) =>
  data(await me.client.post(at(base, '/reindex'), body), 202);
const itemOf = async (base: { id: string }, id: string) =>
  data(await me.client.get(at(base, `/items/${id}`)));
const steer = async (jobId: string, wish: string) =>
  data(await me.client.post(`/api/v1/jobs/${jobId}/${wish}`), 202);
const titlesOf = (hits: Hit[]): string[] => hits.map(({ title }) => title).sort();

/** Words that no other document has, the same for the same document. */
const wordsOf = (n: number, section: number): string =>
  Array.from({ length: 4 }, (_, k) => {
    const digits = [...String(n * 10_000 + section * 100 + k * 7 + 11)];
    return digits
      .map((digit) => ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu'][Number(digit)])
      .join('');
  }).join(' ');
/** Several passages of other matters, and one sentence that names the harbour. */
const documentOf = (n: number): string =>
  [
    ...Array.from({ length: 4 }, (_, k) => `There is ${wordsOf(n, k)}.`),
    `At the harbour, ${wordsOf(n, 50)} lights a lamp at dusk.`,
    ...Array.from({ length: 4 }, (_, k) => `There was ${wordsOf(n, k + 20)}.`),
  ].join(' ');
const documents = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`doc-${n}.md`, documentOf(n)]));
const filled = async (count: number, values: object = {}) => {
  const base = await given.knowledgeBase(me, bot.id, values);
  const { accepted } = await given.documents(me, base.id, documents(count));
  return { base, items: accepted.items as { id: string; title: string }[] };
};
/** A reindex that rests after its first batch, with more to do. */
async function restingReindex(base: { id: string }, body: object): Promise<string> {
  const { jobId } = await reindex(base, body);
  await jobWhen(me.client, jobId, ({ progress }) => progress.done > 0);
  await steer(jobId, 'pause');
  const job = await jobWhen(me.client, jobId, ({ status }) => ['paused', 'completed'].includes(status));
  expect(job).toMatchObject({ status: 'paused', kind: 'reindex' });
  return jobId;
}

test('searches and conversations find the same all the while, first in the old index and then in the new one', async () => {
  const { base } = await filled(30);
  const before = await search(base, 'harbour');
  const titles = titlesOf(before);
  expect(new Set(titles).size).toBe(30);
  const old = new Set(before.map(({ chunkId }) => chunkId));
  const version = data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).headVersion;

  let isOver = false;
  const seen: boolean[] = [];
  const watch = async (): Promise<void> => {
    while (!isOver) {
      const hits = await search(base, 'harbour');
      const olds = hits.filter(({ chunkId }) => old.has(chunkId)).length;
      // All of one index, and of each document its passage, once.
      expect([0, hits.length]).toContain(olds);
      expect(titlesOf(hits)).toEqual(titles);
      seen.push(olds === 0);
      expect(await search(base, 'When is a lamp lit at the harbour?', 'hybrid')).not.toEqual([]);
      await sleep(50);
    }
  };
  const talk = async (): Promise<void> => {
    while (!isOver) {
      const message = 'When is a lamp lit at the harbour?';
      const answer = data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
      expect(answer).toMatchObject({ grounded: true, message: expect.stringContaining('dusk') });
      await sleep(200);
    }
  };
  const watching = Promise.all([watch(), talk()]);
  const accepted = await reindex(base, { chunking: { size: 40, overlap: 0 } });
  expect(accepted).toMatchObject({
    ...{ id: base.id, generation: 1, chunking: base.chunking },
    building: { jobId: accepted.jobId, generation: 2, chunking: { size: 40, overlap: 0 }, language: 'en' },
  });
  const second = await me.client.post(at(base, '/reindex'), {});
  expect([second.status, second.body.code]).toEqual([409, 'CONFLICT']);
  expect(second.body.message).toContain(accepted.jobId);
  expect((await me.client.put(at(base), { chunking: { size: 50 } })).status).toBe(409);
  expect(data(await me.client.put(at(base), { description: 'meanwhile' }))).toMatchObject({
    ...{ description: 'meanwhile', building: { jobId: accepted.jobId } },
  });
  const job = await given.finished(me.client, accepted.jobId);
  expect(job).toMatchObject({
    ...{ kind: 'reindex', status: 'completed', result: { generation: 2 } },
    progress: { total: 30, done: 30, failed: 0, skipped: 0, percentage: 100 },
    subject: { type: 'knowledge-base', id: base.id },
  });
  await sleep(500);
  isOver = true;
  await watching;
  expect(seen[0]).toBe(false);
  expect(seen.at(-1)).toBe(true);
  // From the old one to the new one, and never back.
  expect(seen).toEqual([...seen].sort());

  const after = await read(base);
  expect(after).toMatchObject({ generation: 2, building: null, chunking: { size: 40, overlap: 0 } });
  const [longest] = before.map(({ text }) => text.length).sort((a, b) => b - a);
  for (const { text } of await search(base, 'harbour')) expect(text.length).toBeLessThan(longest! / 2);
  const { items } = after;
  expect(items).toMatchObject({ total: 30, ready: 30 });
  const one = data(await me.client.get(at(base, '/items?limit=1')))[0];
  expect(one.chunks).toBeGreaterThan(3);

  // The bot is as it was; a change that changes nothing makes no version of it either.
  const path = `/api/v1/chatbots/${bot.id}`;
  expect(data(await me.client.put(path, { instructions: null })).headVersion).toBe(version);
  // What was searched before goes when nobody can be reading it any more.
  const tombstones = { organizationId: me.user.organizationId, isReplaced: true };
  const waiting = await stored.db.collection('knowledgeTombstones').findOne(tombstones);
  expect(waiting?.dueAt).toBeInstanceOf(Date);
  // They are not waited for here.
  await stored.db.collection('knowledgeTombstones').updateMany(tombstones, { $set: { dueAt: null } });
  const chunks = stored.db.collection('knowledgeChunks');
  await eventually(async () => {
    expect(await chunks.countDocuments({ knowledgeBaseId: base.id, generation: null })).toBe(0);
  }, 90_000);
  expect((await stored.ofBase(base.id)).points).toBe(
    await chunks.countDocuments({ knowledgeBaseId: base.id, generation: 2 }),
  );
  expect(titlesOf(await search(base, 'harbour'))).toEqual(titles);
}, 240_000);

test('what is added, changed and deleted while it rests is right in the new index', async () => {
  const { base, items } = await filled(45);
  const jobId = await restingReindex(base, { chunking: { size: 40, overlap: 0 } });
  const [first, second, last] = [items[0]!, items[1]!, items[44]!];
  const word = unique('buoy');
  const change = async (id: string, text: string, n: number) => {
    const { jobId: ofChange } = data(
      await me.client.put(at(base, `/items/${id}`), { content: `${text} ${documentOf(n)}` }),
      202,
    );
    await given.finished(me.client, ofChange);
  };
  await change(first.id, `The ${word} is red.`, 98);
  await change(last.id, `The ${word} is green.`, 99);
  data(await me.client.delete(at(base, `/items/${second.id}`)));
  await given.documents(me, base.id, { 'added.md': `The ${word} is blue. ${documentOf(100)}` });
  const expected = titlesOf(await search(base, word));
  expect(expected).toEqual([first.title, last.title, 'added.md'].sort());
  expect(await read(base)).toMatchObject({ generation: 1, building: { jobId } });

  await steer(jobId, 'resume');
  const job = await given.finished(me.client, jobId);
  expect(job).toMatchObject({ status: 'completed', progress: { total: 46, failed: 0 } });
  expect((await read(base)).generation).toBe(2);
  expect(titlesOf(await search(base, word))).toEqual(expected);
  const harbour = titlesOf(await search(base, 'harbour'));
  expect(harbour).toHaveLength(45);
  expect(harbour).not.toContain(second.title);
  // No passage of a revision before, of the deleted document, or twice.
  await stored.know(base.id);
  for (const { id } of [first, last]) {
    const { chunks } = await itemOf(base, id);
    await eventually(async () => {
      expect((await stored.ofItem(base.id, id)).points).toEqual(Array(chunks).fill(2));
    });
  }
  await eventually(async () => {
    expect(await stored.ofItem(base.id, second.id)).toEqual({ chunks: [], points: [] });
  });
}, 240_000);

test('a reindex that is cancelled leaves the old index as it was, and can be retried', async () => {
  const { base } = await filled(45);
  const before = await search(base, 'harbour');
  const jobId = await restingReindex(base, { chunking: { size: 40, overlap: 0 } });
  await steer(jobId, 'cancel');
  const job = await given.finished(me.client, jobId);
  // Nothing of what it did is left.
  expect(job).toMatchObject({ status: 'cancelled', progress: { total: 45, done: 0, skipped: 45 } });
  expect(await read(base)).toMatchObject({ generation: 1, building: null, chunking: base.chunking });
  expect(await search(base, 'harbour')).toEqual(before);
  await eventually(async () => {
    const half = { knowledgeBaseId: base.id, generation: 2 };
    expect(await stored.db.collection('knowledgeChunks').countDocuments(half)).toBe(0);
  });
  const other = await restingReindex(base, { chunking: { size: 60, overlap: 0 } });
  const refused = await me.client.post(`/api/v1/jobs/${jobId}/retry`);
  expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining(other)]);
  await steer(other, 'cancel');
  await given.finished(me.client, other);
  await steer(jobId, 'retry');
  expect(await given.finished(me.client, jobId)).toMatchObject({
    status: 'completed',
    progress: { done: 45 },
  });
  expect(await read(base)).toMatchObject({ building: null, chunking: { size: 40, overlap: 0 } });
  expect(titlesOf(await search(base, 'harbour'))).toEqual(titlesOf(before));
}, 240_000);

test('a document whose original is gone stays searched, is told as failed, and is retried alone', async () => {
  const { base, items } = await filled(3);
  const lost = items[1]!;
  const stores = stored.db.collection<{ _id: string; blob: string }>('knowledgeItems');
  const { blob } = (await stores.findOne({ _id: lost.id }))!;
  const folder = join(process.env.TEST_PLATFORM_DATA ?? '', 'blobs', me.user.organizationId);
  const name = (await readdir(folder, { recursive: true })).find((path) => path.endsWith(blob))!;
  const original = await readFile(join(folder, name));
  await rm(join(folder, name));
  const { jobId } = await reindex(base, { chunking: { size: 40, overlap: 0 } });
  expect(await given.finished(me.client, jobId)).toMatchObject({
    status: 'completed',
    progress: { total: 3, done: 2, failed: 1 },
  });
  const [failed] = data(await me.client.get(`/api/v1/jobs/${jobId}/items?status=failed`));
  expect(failed).toMatchObject({ subjectId: lost.id, error: 'The original is no longer in storage' });
  expect(await itemOf(base, lost.id)).toMatchObject({
    status: 'ready',
    warnings: ['Indexed as it was before: The original is no longer in storage'],
  });
  expect(titlesOf(await search(base, 'harbour'))).toHaveLength(3);
  await writeFile(join(folder, name), original);
  await steer(jobId, 'retry');
  expect(await given.finished(me.client, jobId)).toMatchObject({
    status: 'completed',
    progress: { total: 3, done: 3, failed: 0 },
  });
  const { chunks, warnings } = await itemOf(base, lost.id);
  expect([chunks > 3, warnings]).toEqual([true, []]);
  expect(titlesOf(await search(base, 'harbour'))).toHaveLength(3);
}, 120_000);

test('sizes that are changed by PUT take effect with a job; without items, and when nothing changes, at once', async () => {
  const base = await given.knowledgeBase(me, bot.id);
  const small = { size: 40, overlap: 0 };
  expect(data(await me.client.put(at(base), { chunking: small }))).toMatchObject({ chunking: small });
  expect(data(await me.client.put(at(base), { chunking: { size: 60 } })).chunking).toEqual({
    size: 60,
    overlap: 0,
  });
  expect(data(await me.client.put(at(base), { chunking: null })).chunking).toEqual({
    size: 200,
    overlap: 20,
  });
  await given.documents(me, base.id, documents(2));
  expect(data(await me.client.put(at(base), { chunking: { size: 200 } })).building).toBeNull();
  const accepted = data(await me.client.put(at(base), { chunking: small, name: 'Other' }), 202);
  expect(accepted).toMatchObject({ name: 'Other', chunking: { size: 200 }, building: { chunking: small } });
  await given.finished(me.client, accepted.jobId);
  expect(await read(base)).toMatchObject({ name: 'Other', chunking: small, building: null });
});

test('an empty knowledge base is indexed anew too', async () => {
  const base = await given.knowledgeBase(me, bot.id);
  const { jobId } = await reindex(base);
  expect(await given.finished(me.client, jobId)).toMatchObject({
    ...{ status: 'completed', progress: { total: 0, percentage: 100 } },
  });
  await given.documents(me, base.id, documents(1));
  expect(await search(base, 'harbour')).toHaveLength(1);
});

test('who may not, and what is wrong', async () => {
  const base = await given.knowledgeBase(me, bot.id);
  const stranger = await given.owner();
  const viewer = await given.member(me, 'viewer');
  expect((await stranger.client.post(at(base, '/reindex'), {})).status).toBe(404);
  expect((await me.client.post(at({ id: unusedId() }, '/reindex'), {})).status).toBe(404);
  expect((await viewer.client.post(at(base, '/reindex'), {})).status).toBe(403);
  for (const [body, path] of [
    [{ chunking: { size: 241 } }, 'body.chunking.size'],
    [{ chunking: { size: 32 } }, 'body.chunking'],
    [{ language: 'not a language' }, 'body.language'],
    [{ color: 'red' }, 'body.color'],
  ] as const) {
    const answer = await me.client.post(at(base, '/reindex'), body);
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  }
  expect((await read(base)).building).toBeNull();
});
