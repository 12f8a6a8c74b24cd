import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jobItemRepository, jobRepository, type JobDocument } from '../../jobs/index.js';
import { derivedId } from '../../platform/ids.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { expandJob } from './expand-job.js';
import { jobOver, startIngestion, storedItems } from '../../test/helpers/ingestion.js';

let ingestion: Awaited<ReturnType<typeof startIngestion>>;
beforeAll(async () => {
  ingestion = await startIngestion();
}, 60_000);
afterAll(() => ingestion?.stop());

const setUp = async (texts = ['parent']) => {
  const { base, items } = await storedItems(texts);
  const job = await jobOver(base, items);
  const claimed = await jobItemRepository.claim(job._id, 't', texts.length);
  return { base, job, claimed };
};
const childrenOf = (parentId: string, names: string[]) =>
  names.map((name) => ({
    ...{ _id: derivedId(parentId, name), title: name, source: name, blob: name },
    ...{ type: 'text' as const, size: 1, tags: [], metadata: {} },
  }));
const expand = (
  { base, job, claimed }: Awaited<ReturnType<typeof setUp>>,
  names: string[],
  { token = 't', parent = 0 } = {},
) =>
  expandJob({
    organizationId: base.organizationId,
    knowledgeBaseId: base._id,
    jobId: job._id,
    token,
    jobItemId: claimed[parent]!._id,
    itemId: claimed[parent]!.subjectId,
    found: childrenOf(claimed[parent]!.subjectId, names),
  });
const itemsOf = async (base: KnowledgeBaseDocument, job: JobDocument) => {
  const { items } = await jobItemRepository.list(base.organizationId, job._id, { page: 1, limit: 100 });
  return items.map(({ title, position, status }) => [title, position, status]);
};

test('what was found becomes pending items behind the others, and the total grows', async () => {
  const state = await setUp(['parent', 'other']);
  const added = await expand(state, ['a', 'b']);
  expect(added).toHaveLength(2);
  expect(await itemsOf(state.base, state.job)).toEqual([
    ['Item 0', 0, 'running'],
    ['Item 1', 1, 'running'],
    ['a', 2, 'pending'],
    ['b', 3, 'pending'],
  ]);
  expect((await jobItemRepository.countsOf([state.job._id])).get(state.job._id)?.total).toBe(4);
  expect(await knowledgeItemRepository.findMany(state.base.organizationId, added!)).toMatchObject([
    { status: 'pending', revision: 1, knowledgeBaseId: state.base._id },
    { status: 'pending', revision: 1, knowledgeBaseId: state.base._id },
  ]);
});

test('a repeat adds only what is new, and brings nothing back that was deleted', async () => {
  const state = await setUp();
  const [first] = (await expand(state, ['a', 'b']))!;
  await knowledgeItemRepository.delete(state.base.organizationId, state.base._id, first!);
  expect(await expand(state, ['a', 'b', 'c'])).toHaveLength(1);
  expect(await expand(state, ['a', 'b', 'c'])).toEqual([]);
  expect(await itemsOf(state.base, state.job)).toHaveLength(4);
  expect(await knowledgeItemRepository.findMany(state.base.organizationId, [first!])).toEqual([]);
});

test('two lanes that expand a job at the same time add everything once, at places of its own', async () => {
  const state = await setUp(['one', 'two', 'three']);
  const names = Array.from({ length: 15 }, (_, n) => `n${n}`);
  const added = await Promise.all([
    expand(state, names),
    expand(state, names, { parent: 1 }),
    expand(state, names),
    expand(state, names, { parent: 2 }),
  ]);
  expect(added.flat()).toHaveLength(45);
  const positions = (await itemsOf(state.base, state.job)).map(([, position]) => position);
  expect(positions).toEqual(Array.from({ length: 48 }, (_, n) => n));
});

test('nothing is added for a lost claim, an ended job or a deleted parent', async () => {
  const state = await setUp();
  const { base, job, claimed } = state;
  expect(await expand(state, ['a'], { token: 'another' })).toBeNull();
  await knowledgeItemRepository.delete(base.organizationId, base._id, claimed[0]!.subjectId);
  expect(await expand(state, ['a'])).toBeNull();
  const ended = await setUp();
  await jobRepository.change(ended.base.organizationId, ended.job._id, ['queued'], { status: 'cancelled' });
  expect(await expand(ended, ['a'])).toBeNull();
  expect(await itemsOf(base, job)).toHaveLength(1);
  expect(await itemsOf(ended.base, ended.job)).toHaveLength(1);
});
