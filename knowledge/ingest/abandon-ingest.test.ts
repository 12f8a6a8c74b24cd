import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jobItemRepository, JobPaused, type JobDocument } from '../../jobs/index.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { abandonIngest } from './abandon-ingest.js';
import { ingestBatch } from './ingest-batch.js';
import { jobOver, startIngestion, stateOf, storedItems, undisturbed } from '../../test/helpers/ingestion.js';

let ingestion: Awaited<ReturnType<typeof startIngestion>>;
beforeAll(async () => {
  ingestion = await startIngestion();
}, 60_000);
afterAll(() => ingestion?.stop());

/** One attempt over two items that is lost after their points were stored and before searches see them. */
async function lostAttempt(base: KnowledgeBaseDocument, job: JobDocument): Promise<void> {
  const { dependencies, vectors } = ingestion;
  const jobItems = await jobItemRepository.claim(job._id, 't', 2);
  const upsert: typeof vectors.upsert = async (...points) => {
    await vectors.upsert(...points);
    throw new Error('lost');
  };
  const context = { base, jobId: job._id, token: 't', ...undisturbed() };
  const lost = ingestBatch(jobItems, {
    ...context,
    dependencies: { ...dependencies, vectors: { ...vectors, upsert } },
  });
  await expect(lost).rejects.toThrow('lost');
}
const abandon = (base: KnowledgeBaseDocument, { _id, organizationId }: JobDocument): Promise<void> =>
  abandonIngest({
    organizationId,
    jobId: _id,
    base,
    reason: 'The ingestion was cancelled',
    vectors: ingestion.vectors,
  });

test('what an interrupted attempt stored is removed, and every open item says why', async () => {
  const { base, items } = await storedItems(['one\ntwo', 'three', 'four']);
  const job = await jobOver(base, items);
  await lostAttempt(base, job);
  expect((await stateOf(base, ingestion.vectors)).points).toEqual([2, 1, 0]);

  await abandon(base, job);
  const reason = 'The ingestion was cancelled';
  expect(await stateOf(base, ingestion.vectors, job)).toEqual({
    points: [0, 0, 0],
    chunks: [0, 0, 0],
    statuses: ['failed', 'failed', 'failed'],
    errors: [reason, reason, reason],
    jobStatuses: ['cancelled', 'cancelled', 'cancelled'],
    jobErrors: [reason, reason, reason],
  });
});

test('an item that searches see already keeps its points', async () => {
  const { base, items } = await storedItems(['one\ntwo', 'three']);
  const job = await jobOver(base, items);
  await lostAttempt(base, job);
  await knowledgeItemRepository.activate(base.organizationId, items[0]!._id, 1, {
    chunks: 2,
    type: 'text',
    warnings: [],
  });
  await abandon(base, job);
  expect(await stateOf(base, ingestion.vectors)).toMatchObject({
    points: [2, 0],
    statuses: ['ready', 'failed'],
  });
});

test('an item that another job works on is left to that job', async () => {
  const { base, items } = await storedItems(['one\ntwo', 'three']);
  const job = await jobOver(base, items);
  await lostAttempt(base, job);
  await jobOver(base, [items[0]!]);
  await abandon(base, job);
  expect(await stateOf(base, ingestion.vectors)).toMatchObject({
    points: [2, 0],
    statuses: ['processing', 'failed'],
  });
});

test('points of an item that was deleted meanwhile are removed too', async () => {
  const { base, items } = await storedItems(['one\ntwo', 'three']);
  const job = await jobOver(base, items);
  await lostAttempt(base, job);
  await knowledgeItemRepository.delete(base.organizationId, base._id, items[0]!._id);
  await abandon(base, job);
  expect((await stateOf(base, ingestion.vectors)).points).toEqual([0]);
});

test('a long document that was put off in the middle leaves nothing when its job is given up', async () => {
  const { base, items } = await storedItems([
    Array.from({ length: 1_050 }, (_, n) => `line ${n}`).join('\n'),
  ]);
  const job = await jobOver(base, items);
  const jobItems = await jobItemRepository.claim(job._id, 't', 1);
  let steps = 0;
  const breathe = async (): Promise<void> => {
    // The first thousand chunks take a breath before the document and one before each call.
    if (++steps > 12) throw new JobPaused();
  };
  const { dependencies, vectors } = ingestion;
  const context = { base, jobId: job._id, token: 't', ...undisturbed(), breathe, dependencies };
  await expect(ingestBatch(jobItems, context)).rejects.toThrow('paused');
  expect((await stateOf(base, vectors)).points).toEqual([1_000]);
  await jobItemRepository.giveBack(job._id, 't');

  await abandon(base, job);
  expect(await stateOf(base, vectors, job)).toMatchObject({
    points: [0],
    chunks: [0],
    statuses: ['failed'],
    jobStatuses: ['cancelled'],
  });
}, 60_000);
