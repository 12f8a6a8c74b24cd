import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jobItemRepository, type JobDocument } from '../../jobs/index.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { ingestBatch, type IngestDependencies } from './ingest-batch.js';
import { jobOver, startIngestion, stateOf, storedItems } from '../../test/helpers/ingestion.js';

let ingestion: Awaited<ReturnType<typeof startIngestion>>;
beforeAll(async () => {
  ingestion = await startIngestion();
}, 60_000);
afterAll(() => ingestion?.stop());

/** One attempt of the activity that holds the claim `t`. */
async function attempt(
  base: KnowledgeBaseDocument,
  job: JobDocument,
  changes: Partial<IngestDependencies> = {},
): Promise<void> {
  const jobItems = await jobItemRepository.claim(job._id, 't', 20);
  await ingestBatch(jobItems, {
    base,
    jobId: job._id,
    token: 't',
    signal: new AbortController().signal,
    dependencies: { ...ingestion.dependencies, ...changes },
  });
}

/** Resolves when the attempt stands still where a killed worker would have stopped. */
const killedAt = (start: (killed: () => Promise<never>) => Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    start(() => {
      resolve();
      return new Promise(() => undefined);
    }).catch(reject);
  });

test('an attempt that broke off after its points were stored is repeated without doubles', async () => {
  const { base, items } = await storedItems(['one\ntwo', 'three']);
  const job = await jobOver(base, items);
  const { vectors } = ingestion;
  const upsert: typeof vectors.upsert = async (...points) => {
    await vectors.upsert(...points);
    throw new Error('the connection was lost');
  };
  await expect(attempt(base, job, { vectors: { ...vectors, upsert } })).rejects.toThrow('connection');
  expect(await stateOf(base, vectors, job)).toMatchObject({
    points: [2, 1],
    statuses: ['processing', 'processing'],
  });
  await attempt(base, job);
  expect(await stateOf(base, vectors, job)).toMatchObject({
    points: [2, 1],
    chunks: [2, 1],
    statuses: ['ready', 'ready'],
    jobStatuses: ['done', 'done'],
  });
});

test('a document over which workers die is refused in the end; the others of its batch are taken in', async () => {
  const { base, items } = await storedItems(['good', 'deadly', 'good too']);
  const job = await jobOver(base, items);
  const { extractor } = ingestion.dependencies;
  for (let death = 0; death < 4; death++) {
    await killedAt((killed) =>
      attempt(base, job, {
        extractor: {
          ...extractor,
          extract: (request) => (request.path === 'deadly' ? killed() : extractor.extract(request)),
        },
      }),
    );
  }
  await attempt(base, job);
  const state = await stateOf(base, ingestion.vectors, job);
  expect(state.statuses).toEqual(['ready', 'failed', 'ready']);
  expect(state.jobStatuses).toEqual(['done', 'failed', 'done']);
  expect(state.jobErrors[1]).toMatch(/worker stopped several times/);
});

test('errors that are caught never make a document the culprit, however often they come', async () => {
  const { base, items } = await storedItems(['patient']);
  const job = await jobOver(base, items);
  const embed = () => Promise.reject(new Error('the provider is overloaded'));
  for (let time = 0; time < 10; time++)
    await expect(attempt(base, job, { embed })).rejects.toThrow('overloaded');
  await attempt(base, job);
  expect((await stateOf(base, ingestion.vectors, job)).jobStatuses).toEqual(['done']);
});

test('large documents are embedded and stored in slices, and shown as a whole', async () => {
  const lines = (count: number, name: string) =>
    Array.from({ length: count }, (_, n) => `${name} ${n}`).join('\n');
  const { base, items } = await storedItems([lines(2_300, 'a'), lines(600, 'b'), lines(600, 'c'), 'd']);
  const job = await jobOver(base, items);
  const slices: number[] = [];
  const { embed, vectors } = ingestion.dependencies;
  await attempt(base, job, {
    embed: (texts, context) => {
      slices.push(texts.length);
      return embed(texts, context);
    },
  });
  expect(slices).toEqual([1_000, 1_000, 300, 1_000, 200, 1]);
  expect((await stateOf(base, vectors, job)).points).toEqual([2_300, 600, 600, 1]);
});
