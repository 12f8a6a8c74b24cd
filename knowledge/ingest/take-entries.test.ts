import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobItemRepository, jobRepository } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { createFolderBlobStore } from '../../platform/blobs/folder.blob-store.js';
import type { UnpackedEntry } from '../extract/blocks.js';
import { KnowledgeItemModel } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { takeEntries } from './take-entries.js';
import { jobOver, startIngestion, storedItems, undisturbed } from '../../test/helpers/ingestion.js';

let ingestion: Awaited<ReturnType<typeof startIngestion>>;
let folder: string;
beforeAll(async () => {
  ingestion = await startIngestion();
  folder = await mkdtemp(join(tmpdir(), 'entries-'));
}, 60_000);
afterAll(async () => {
  await ingestion?.stop();
  await rm(folder, { recursive: true, force: true });
});

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
async function entry(path: string, text: string): Promise<UnpackedEntry> {
  const file = join(folder, hashOf(text));
  await writeFile(file, text);
  return { path, file, size: text.length, sha256: hashOf(text) };
}

/** An archive that a job has in hand. */
async function setUp() {
  const { base, items } = await storedItems(['archive.zip']);
  const { organizationId } = base;
  await KnowledgeItemModel.updateOne(
    { _id: items[0]!._id },
    { type: 'zip', source: 'archive.zip', tags: ['t'] },
  );
  const job = await jobOver(base, items);
  const blobs = createFolderBlobStore(join(folder, 'blobs'));
  const archive = async () => (await knowledgeItemRepository.findMany(organizationId, [items[0]!._id]))[0]!;
  const given = await archive();
  return {
    base,
    job,
    blobs,
    archive,
    /** One attempt of the activity that holds the claim. */
    async take(entries: UnpackedEntry[], { store = blobs, token = 't' } = {}): Promise<void> {
      const [jobItem] = await jobItemRepository.claim(job._id, token, 1);
      const dependencies = { ...ingestion.dependencies, blobs: store };
      await takeEntries(
        { jobItem: jobItem!, item: (await archive()) ?? given, entries },
        { base, jobId: job._id, token, ...undisturbed(), dependencies },
      );
    },
    children: () =>
      KnowledgeItemModel.find({ organizationId, parentId: given._id }).sort({ source: 1 }).lean(),
    originals: async () =>
      (await readdir(join(folder, 'blobs', organizationId), { recursive: true }).catch(() => []))
        .filter((name) => name.length > 60)
        .map((name) => name.slice(3))
        .sort(),
    jobItems: async () =>
      (await jobItemRepository.list(organizationId, job._id, { page: 1, limit: 100 })).items.map(
        ({ title, status }) => [title, status],
      ),
  };
}

test('each entry becomes an item of the same job, also one that could not be unpacked', async () => {
  const { take, children, archive, jobItems, originals, blobs, base } = await setUp();
  const entries = [
    await entry('a/notes.md', '# Notes'),
    await entry('a/notes.md', '# Other notes'),
    await entry('copy.txt', '# Notes'),
    { path: 'locked.pdf', refused: 'The entry is encrypted' },
  ];
  await take(entries);
  expect(await children()).toMatchObject([
    {
      source: 'archive.zip/a/notes.md',
      type: 'markdown',
      size: 7,
      tags: ['t'],
      status: 'pending',
      unreadable: null,
    },
    { source: 'archive.zip/a/notes.md', type: 'markdown', size: 13, tags: ['t'], status: 'pending' },
    { source: 'archive.zip/copy.txt', type: 'text', blob: hashOf('# Notes'), status: 'pending' },
    { source: 'archive.zip/locked.pdf', type: 'pdf', size: 0, unreadable: 'The entry is encrypted' },
  ]);
  expect(await archive()).toMatchObject({ status: 'ready', type: 'zip', activeRevision: 1, activeChunks: 0 });
  expect((await jobItems()).map(([, status]) => status)).toEqual([
    'done',
    ...['pending', 'pending', 'pending', 'pending'],
  ]);
  expect(await originals()).toEqual([hashOf('# Notes'), hashOf('# Other notes')].sort());
  const path = await blobs.path(base.organizationId, hashOf('# Other notes'));
  expect(await readFile(path, 'utf8')).toBe('# Other notes');
});

test('a repeat after the worker was lost adds nothing twice and brings nothing back that was deleted', async () => {
  const state = await setUp();
  const entries = [await entry('one.md', '# One'), await entry('two.md', '# Two')];
  let puts = 0;
  const putFile: BlobStore['putFile'] = async (...file) => {
    // The items are stored by now, the archive is not done with.
    if (++puts > entries.length) throw new Error('lost');
    return state.blobs.putFile(...file);
  };
  await expect(state.take(entries, { store: { ...state.blobs, putFile } })).rejects.toThrow('lost');
  const [one] = await state.children();
  await knowledgeItemRepository.deleteMany(state.base.organizationId, [one!._id]);
  await state.take(entries);
  expect((await state.children()).map(({ source }) => source)).toEqual(['archive.zip/two.md']);
  expect(await state.jobItems()).toHaveLength(3);
  // Nor is the original kept of what is gone.
  expect(await state.originals()).toEqual([hashOf('# Two')]);
});

test('of an archive that was deleted while it was unpacked nothing is stored', async () => {
  const state = await setUp();
  const shared = await entry('shared.md', '# Shared');
  await KnowledgeItemModel.create({
    ...{ organizationId: state.base.organizationId, knowledgeBaseId: state.base._id, title: 'Other' },
    ...{ type: 'markdown', source: 'other.md', blob: hashOf('# Shared'), size: 8 },
  });
  const { _id } = await state.archive();
  await knowledgeItemRepository.deleteMany(state.base.organizationId, [_id]);
  await state.take([await entry('one.md', '# One'), shared]);
  expect(await state.children()).toEqual([]);
  expect(await state.jobItems()).toEqual([['Item 0', 'skipped']]);
  // Another item has the same content.
  expect(await state.originals()).toEqual([hashOf('# Shared')]);
});

test('an archive whose files are deleted while they are stored leaves no originals', async () => {
  const state = await setUp();
  const entries = [await entry('one.md', '# One'), await entry('two.md', '# Two')];
  let puts = 0;
  const putFile: BlobStore['putFile'] = async (...file) => {
    if (++puts === entries.length + 1)
      await KnowledgeItemModel.deleteMany({ organizationId: state.base.organizationId });
    return state.blobs.putFile(...file);
  };
  await state.take(entries, { store: { ...state.blobs, putFile } });
  expect(await state.originals()).toEqual([]);
  expect((await state.jobItems())[0]).toEqual(['Item 0', 'skipped']);
});

test('nothing is taken for a job that has ended, nor for a claim that was lost', async () => {
  const ended = await setUp();
  await jobRepository.change(ended.base.organizationId, ended.job._id, ['queued'], { status: 'cancelled' });
  await ended.take([await entry('one.md', '# One')]);
  expect(await ended.children()).toEqual([]);
  expect(await ended.originals()).toEqual([]);
});

test('an archive that is given other tags keeps what it brought, and what was deleted stays away', async () => {
  const state = await setUp();
  const { organizationId, _id: baseId } = state.base;
  const entries = [await entry('one.md', '# One'), await entry('two.md', '# Two')];
  await state.take(entries);
  const [one] = await state.children();
  await knowledgeItemRepository.deleteMany(organizationId, [one!._id]);
  const { _id } = await state.archive();
  const revised = (await knowledgeItemRepository.revise(organizationId, baseId, _id, { tags: ['new'] }))!;
  const job = await jobOver(state.base, [revised]);
  const [jobItem] = await jobItemRepository.claim(job._id, 'u', 1);
  const dependencies = { ...ingestion.dependencies, blobs: state.blobs };
  const context = { base: state.base, jobId: job._id, token: 'u', ...undisturbed(), dependencies };
  await takeEntries({ jobItem: jobItem!, item: revised, entries }, context);
  expect((await state.children()).map(({ source }) => source)).toEqual(['archive.zip/two.md']);
  expect(await state.archive()).toMatchObject({ status: 'ready', revision: 2, activeRevision: 2 });
  expect((await jobItemRepository.countsOf([job._id])).get(job._id)).toMatchObject({ total: 1, done: 1 });
});
