import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobItemRepository, jobRepository } from '../../jobs/index.js';
import { newId } from '../../platform/ids.js';
import { createFolderBlobStore } from '../../platform/blobs/folder.blob-store.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { KnowledgeItemModel } from '../items/knowledge-item.model.js';
import { discardItems } from './discard-items.js';
import { keptVectorRepository } from './kept-vector.repository.js';
import { sweepKeptVectors } from './sweep-kept-vectors.js';
import { jobOver, startIngestion, storedItems } from '../../test/helpers/ingestion.js';

/** Outside of the transaction that runs. */
const beside = AsyncLocalStorage.snapshot();

let ingestion: Awaited<ReturnType<typeof startIngestion>>;
let folder: string;
beforeAll(async () => {
  ingestion = await startIngestion();
  folder = await mkdtemp(join(tmpdir(), 'leftovers-'));
}, 60_000);
afterAll(async () => {
  await ingestion?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('vectors are kept only for jobs that have not ended', async () => {
  const { base, items } = await storedItems(['one']);
  const { organizationId } = base;
  const [open, ended] = [await jobOver(base, items), await jobOver(base, items)];
  await jobRepository.change(organizationId, ended._id, ['queued'], { status: 'failed' });
  const [openId, endedId, goneId] = [open._id, ended._id, newId()];
  for (const jobId of [openId, endedId, goneId])
    await keptVectorRepository.put(
      organizationId,
      { jobId, model: 'm' },
      new Map([['text', Float32Array.of(1, 2)]]),
    );
  await sweepKeptVectors();
  const kept = (jobId: string) => keptVectorRepository.find(organizationId, { jobId, model: 'm' }, ['text']);
  expect([...(await kept(openId)).values()]).toEqual([Float32Array.of(1, 2)]);
  expect((await kept(endedId)).size + (await kept(goneId)).size).toBe(0);
});

test('items of a knowledge base that is gone go with their originals, except those of others', async () => {
  const blobs = createFolderBlobStore(join(folder, 'blobs'));
  const { base, items } = await storedItems(['one', 'two']);
  const { organizationId } = base;
  const own = await blobs.putBytes(organizationId, Buffer.from('own'));
  const shared = await blobs.putBytes(organizationId, Buffer.from('shared'));
  const [first, second] = items.map(({ _id }) => _id) as [string, string];
  await KnowledgeItemModel.updateOne({ _id: first }, { blob: own });
  await KnowledgeItemModel.updateOne({ _id: second }, { blob: shared });
  const [other] = (await storedItems(['other'])).items;
  await KnowledgeItemModel.updateOne({ _id: other!._id }, { organizationId, blob: shared });

  await discardItems(organizationId, [first, second], blobs);
  expect(await KnowledgeItemModel.countDocuments({ knowledgeBaseId: base._id })).toBe(0);
  await expect(blobs.path(organizationId, own)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await blobs.path(organizationId, shared)).toContain(shared);
});

test('a job is joined only while all that is wanted of it waits there', async () => {
  const { base, items } = await storedItems(['one', 'two']);
  const [first, second] = items.map(({ _id }) => _id) as [string, string];
  const waiting = (ids: string[]) => withTransaction(() => jobItemRepository.holdWaiting(ids));
  const job = await jobOver(base, [items[0]!]);
  expect(await waiting([first])).toBe(job._id);
  expect(await waiting([second])).toBeNull();
  // Its other page would not be looked at.
  expect(await waiting([first, second])).toBeNull();
  await jobItemRepository.claim(job._id, 't', 1);
  expect(await waiting([first])).toBeNull();
});

test('an item that is begun while a job is being joined is not joined', async () => {
  const { base, items } = await storedItems(['one']);
  const job = await jobOver(base, items);
  let attempts = 0;
  const joined = await withTransaction(async () => {
    attempts += 1;
    // What the transaction has looked at is as it was, whatever happens beside it.
    await KnowledgeItemModel.findOne({ _id: items[0]!._id });
    if (attempts === 1) await beside(() => jobItemRepository.claim(job._id, 't', 1));
    return jobItemRepository.holdWaiting([items[0]!._id]);
  });
  expect(attempts).toBe(2);
  expect(joined).toBeNull();
});
