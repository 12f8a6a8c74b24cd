import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { zipOf } from '../fixtures/documents.js';
import { createGiven, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';
import { size } from './size.js';

const entries = size(100, 150);

let platform: TestPlatform;
let stores: Stores;
let owner: Member;
beforeAll(async () => {
  platform = await startTestPlatform();
  stores = await openStores(platform.dataDir);
}, 180_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
});

let baseId: string;
let items: string;
let words: string[];
let archive: FormData;
beforeEach(async () => {
  const given = createGiven(platform.url);
  // An organisation of its own: originals are shared within one.
  owner = await given.owner();
  baseId = (await given.knowledgeBase(owner, (await given.chatbot(owner)).id)).id;
  items = `/api/v1/knowledge-bases/${baseId}/items`;
  const documents = generateDocuments(entries);
  words = documents.words;
  const parts = await Promise.all(
    documents.form.getAll('file').map(async (file, n): Promise<[string, string]> => {
      // Long enough to be seen while it is unpacked.
      const text = await (file as File).text();
      return [`folder/report-${n}.md`, text];
    }),
  );
  archive = new FormData();
  archive.append('file', new Blob([new Uint8Array(await zipOf(parts))]), 'reports.zip');
}, 60_000);

const unpacked = (): number => {
  const folder = join(platform.dataDir, 'unpacked');
  if (!existsSync(folder)) return 0;
  const counts = readdirSync(folder).map((name) => {
    try {
      return readdirSync(join(folder, name)).length;
    } catch {
      return 0;
    }
  });
  return counts.reduce((sum, count) => sum + count, 0);
};
/** The moment in which files of an archive appear. */
async function untilUnpacking(before: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (unpacked() <= before) {
    if (Date.now() > deadline) throw new Error('nothing is unpacked');
    await turn();
  }
}
const untilTaking = (jobId: string, done: number) =>
  jobWhen(owner.client, jobId, ({ progress }) => progress.done >= done, { everyMs: 20 });
const steer = async (jobId: string, wish: 'pause' | 'resume' | 'cancel' | 'retry') =>
  (await owner.client.post(`/api/v1/jobs/${jobId}/${wish}`)).status;
const untilJob = (jobId: string, ...statuses: string[]) =>
  jobWhen(owner.client, jobId, ({ status }) => statuses.includes(status));

const statuses = async (): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { status } of await stores.itemsOf(baseId)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
async function originals(): Promise<string[]> {
  const base = await stores.db.collection<{ _id: string }>('knowledgeBases').findOne({ _id: baseId });
  const item = base ?? { organizationId: owner.user.organizationId };
  const folder = join(platform.dataDir, 'blobs', String((item as { organizationId: string }).organizationId));
  return (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) => name.length > 60);
}

async function expectWhole(jobId: string): Promise<void> {
  const job = await jobWhen(owner.client, jobId, hasEnded, { timeoutMs: 240_000 });
  expect(job).toMatchObject({
    status: 'completed',
    progress: { total: 1 + entries, done: 1 + entries, failed: 0, skipped: 0 },
  });
  expect(await statuses()).toEqual({ ready: 1 + entries });
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  const stored = await stores.db.collection('knowledgeItems').distinct('source', { knowledgeBaseId: baseId });
  expect(stored).toHaveLength(1 + entries);
  expect(await originals()).toHaveLength(1 + entries);
  const sample = words.filter((_, n) => n % 15 === 0);
  expect(await notFoundOnce(owner.client, baseId, sample)).toEqual([]);
}

test('every file of an archive is taken in once although the worker is killed while it unpacks and afterwards', async () => {
  const before = unpacked();
  const [jobId] = await Promise.all([upload(owner.client, baseId, archive), untilUnpacking(before)]);
  await platform.kill('worker');
  // Nothing of the archive is an item before all of it is unpacked.
  expect((await jobWhen(owner.client, jobId, () => true)).progress.total).toBe(1);
  expect(unpacked()).toBeGreaterThan(before);
  await untilTaking(jobId, 20);
  await platform.kill('worker');
  expect((await jobWhen(owner.client, jobId, () => true)).progress.done).toBeLessThan(1 + entries);
  await expectWhole(jobId);
}, 400_000);

test('an archive paused while it is unpacked, and again while its files are taken in, is whole after all', async () => {
  const [jobId] = await Promise.all([upload(owner.client, baseId, archive), untilUnpacking(unpacked())]);
  expect(await steer(jobId, 'pause')).toBe(202);
  const first = await untilJob(jobId, 'paused');
  expect(first.progress.done).toBeLessThanOrEqual(1);
  await sleep(1_000);
  expect((await untilJob(jobId, 'paused')).progress).toEqual(first.progress);
  expect(await statuses()).not.toHaveProperty('processing');
  expect(await steer(jobId, 'resume')).toBe(202);
  await untilTaking(jobId, 20);
  expect(await steer(jobId, 'pause')).toBe(202);
  await untilJob(jobId, 'paused');
  expect(await statuses()).not.toHaveProperty('processing');
  expect(await steer(jobId, 'resume')).toBe(202);
  await expectWhole(jobId);
}, 300_000);

/** Nothing waits for ever, and nothing is stored that no item knows. */
async function expectCancelled(jobId: string): Promise<void> {
  const job = await jobWhen(owner.client, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'cancelled' });
  const { total, done, failed, skipped } = job.progress;
  expect(done + failed + skipped).toBe(total);
  const counts = await statuses();
  expect(Object.keys(counts).sort()).toEqual(done > 0 ? ['failed', 'ready'] : ['failed']);
  expect(counts.ready ?? 0).toBe(done);
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  const used = await stores.db.collection('knowledgeItems').distinct('blob', { knowledgeBaseId: baseId });
  expect(await originals()).toHaveLength(used.length);
}

test.each([
  ['unpacked', 0],
  ['taken in', 20],
])(
  'an archive cancelled while it is %s leaves nothing open and nothing behind, and can be retried',
  async (_, done) => {
    const [jobId] = await Promise.all([upload(owner.client, baseId, archive), untilUnpacking(unpacked())]);
    await untilTaking(jobId, done);
    expect(await steer(jobId, 'cancel')).toBe(202);
    await expectCancelled(jobId);
    expect(await steer(jobId, 'retry')).toBe(202);
    await expectWhole(jobId);
  },
  300_000,
);

test.each([
  ['unpacked', 0],
  ['taken in', 20],
])(
  'an archive deleted while it is %s leaves nothing',
  async (_, done) => {
    const [jobId] = await Promise.all([upload(owner.client, baseId, archive), untilUnpacking(unpacked())]);
    await untilTaking(jobId, done);
    const zip = await stores.db
      .collection<{ _id: string }>('knowledgeItems')
      .findOne({ knowledgeBaseId: baseId, parentId: null });
    expect((await owner.client.delete(`${items}/${zip!._id}`)).status).toBe(200);
    expect(await jobWhen(owner.client, jobId, hasEnded)).toMatchObject({ status: 'completed' });
    expect(await stores.itemsOf(baseId)).toEqual([]);
    await eventually(async () => expect(await stores.chunkIdsOf(baseId)).toEqual([]));
    await eventually(async () => expect(await disagreement(stores, baseId)).toEqual(noDisagreement));
    expect(await originals()).toEqual([]);
  },
  300_000,
);

test.each([
  ['unpacked', 0],
  ['taken in', 20],
])(
  'a knowledge base deleted while its archive is %s leaves nothing',
  async (_, done) => {
    const [jobId] = await Promise.all([upload(owner.client, baseId, archive), untilUnpacking(unpacked())]);
    await untilTaking(jobId, done);
    const collection = await stores.collectionOf(baseId);
    const folder = join(platform.dataDir, 'blobs', collection.organizationId);
    expect((await owner.client.delete(`/api/v1/knowledge-bases/${baseId}`)).status).toBe(200);
    expect(await jobWhen(owner.client, jobId, hasEnded)).toMatchObject({ status: 'completed' });
    await eventually(async () => {
      expect(await stores.itemsOf(baseId)).toEqual([]);
      expect(await stores.chunkIdsOf(baseId)).toEqual([]);
      expect(await stores.vectors.count(collection)).toBe(0);
      const left = await readdir(folder, { recursive: true }).catch(() => []);
      expect(left.filter((name) => name.length > 60)).toEqual([]);
    });
  },
  300_000,
);
