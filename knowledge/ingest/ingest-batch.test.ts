import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jobItemRepository, type JobDocument } from '../../jobs/index.js';
import { derivedId } from '../../platform/ids.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { KeptVectorModel } from './kept-vector.model.js';
import { ingestBatch, type IngestDependencies } from './ingest-batch.js';
import { jobOver, startIngestion, stateOf, storedItems, undisturbed } from '../../test/helpers/ingestion.js';

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
    ...undisturbed(),
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

test('what a paid model has answered is not asked again, and forgotten when the document is shown', async () => {
  const { base, items } = await storedItems([Array.from({ length: 250 }, (_, n) => `line ${n}`).join('\n')]);
  const job = await jobOver(base, items);
  const { embed } = ingestion.dependencies;
  const asked: string[] = [];
  const paid: Partial<IngestDependencies> = {
    isPaid: () => true,
    embed: (texts, context) => {
      if (asked.length === 96) throw new Error('the provider is overloaded');
      asked.push(...texts);
      return embed(texts, context);
    },
  };
  await expect(attempt(base, job, paid)).rejects.toThrow('overloaded');
  expect(await KeptVectorModel.countDocuments({ jobId: job._id })).toBe(96);
  await attempt(base, job, {
    ...paid,
    embed: (texts, context) => {
      asked.push(...texts);
      return embed(texts, context);
    },
  });
  expect(asked).toHaveLength(250);
  expect(new Set(asked).size).toBe(250);
  expect((await stateOf(base, ingestion.vectors, job)).points).toEqual([250]);
  expect(await KeptVectorModel.countDocuments({ jobId: job._id })).toBe(0);
});

test('large documents are embedded and stored in slices, and shown as a whole', async () => {
  const lines = (count: number, name: string) =>
    Array.from({ length: count }, (_, n) => `${name} ${n}`).join('\n');
  const { base, items } = await storedItems([lines(2_300, 'a'), lines(600, 'b'), lines(600, 'c'), 'd']);
  const job = await jobOver(base, items);
  const embedded: number[] = [];
  const stored: number[] = [];
  const { embed, vectors } = ingestion.dependencies;
  await attempt(base, job, {
    embed: (texts, context) => {
      embedded.push(texts.length);
      return embed(texts, context);
    },
    vectors: {
      ...vectors,
      upsert: (collection, points) => {
        stored.push(points.length);
        return vectors.upsert(collection, points);
      },
    },
  });
  expect(stored).toEqual([1_000, 1_000, 300, 1_000, 200, 1]);
  expect(Math.max(...embedded)).toBe(96);
  expect((await stateOf(base, vectors, job)).points).toEqual([2_300, 600, 600, 1]);
});

/** Attempts a job over one item that has this text now, and tells what was embedded for it. */
async function revised(
  base: KnowledgeBaseDocument,
  id: string,
  text: string,
  changes = {},
): Promise<string[]> {
  const item = await knowledgeItemRepository.revise(base.organizationId, base._id, id, {
    blob: text,
    ...changes,
  });
  const texts: string[] = [];
  await attempt(base, await jobOver(base, [item!]), {
    embed: (batch, context) => {
      texts.push(...batch.map((one) => one.split('\n')[1]!));
      return ingestion.dependencies.embed(batch, context);
    },
  });
  return texts;
}

test('an update embeds only what it changed, and every passage has the vector of its text', async () => {
  const { base, items } = await storedItems(['one\ntwo\nthree\nfour']);
  const [{ _id: id, title }] = items as [(typeof items)[0]];
  await attempt(base, await jobOver(base, items));
  expect(await revised(base, id, 'one\nchanged\nthree\nfour')).toEqual(['changed']);
  expect(await revised(base, id, 'four\nthree\none')).toEqual([]);
  expect(await revised(base, id, 'four\nthree\none', { tags: ['a'] })).toEqual([]);
  expect(await revised(base, id, 'four\nthree', { title: 'Another' })).toEqual(['four', 'three']);
  expect(await revised(base, id, 'four\nfour\nfive\nfive', { title })).toEqual(['five']);

  const state = await stateOf(base, ingestion.vectors);
  expect(state.statuses).toEqual(['ready']);
  const ids = [0, 1, 2, 3].map((position) => derivedId(id, 6, position));
  const stored = await ingestion.vectors.vectors(collectionOf(base), ids);
  const expected = await ingestion.dependencies.embed(
    ['four', 'four', 'five', 'five'].map((text) => `${title} > ${text}\n${text}`),
    {} as never,
  );
  for (const [position, one] of ids.entries()) {
    for (const [index, value] of expected[position]!.entries())
      expect(stored.get(one)![index]).toBeCloseTo(value, 5);
  }
});

test('a repeated attempt does not pay again for what an interrupted one had stored', async () => {
  const { base, items } = await storedItems(['one\ntwo']);
  const job = await jobOver(base, items);
  const { vectors, embed } = ingestion.dependencies;
  let paid = 0;
  const counting: IngestDependencies['embed'] = (texts, context) => {
    paid += texts.length;
    return embed(texts, context);
  };
  const upsert: typeof vectors.upsert = async (...points) => {
    await vectors.upsert(...points);
    throw new Error('the connection was lost');
  };
  await expect(attempt(base, job, { embed: counting, vectors: { ...vectors, upsert } })).rejects.toThrow(
    'lost',
  );
  await attempt(base, job, { embed: counting });
  expect(paid).toBe(2);
  expect(await stateOf(base, vectors, job)).toMatchObject({ points: [2], jobStatuses: ['done'] });
});
