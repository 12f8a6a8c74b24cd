import { z } from 'zod';
import type { CollectionRef, TermStatistics } from '../vector-store.js';
import { inCollection } from './filter.js';
import type { QdrantReader } from './reader.js';

/** More lengths than passages can have: they are cut to a few hundred tokens. */
const mostLengths = 10_000;

const Lengths = z.array(z.object({ value: z.number(), count: z.number() }));

export const countPoints = async (reader: QdrantReader, collection: CollectionRef): Promise<number> =>
  (await countWhere(reader, collection)) ?? 0;

async function countWhere(
  { read }: QdrantReader,
  collection: CollectionRef,
  term?: string,
): Promise<number | undefined> {
  const filter = inCollection(
    collection,
    ...(term === undefined ? [] : [{ key: 'terms', match: { value: term } }]),
  );
  const answer = await read(collection, (client, alias) => client.count(alias, { filter, exact: true }));
  return answer?.count;
}

/** Exact document frequencies within the knowledge base: one count a term, all at once; the API has no count of several. */
async function countTerms(
  reader: QdrantReader,
  collection: CollectionRef,
  terms: readonly string[],
): Promise<Map<string, number>> {
  const distinct = [...new Set(terms)];
  const counts = await Promise.all(distinct.map((term) => countWhere(reader, collection, term)));
  return new Map(distinct.map((term, index) => [term, counts[index] ?? 0]));
}

export async function termStatistics(
  reader: QdrantReader,
  collection: CollectionRef,
  terms: readonly string[],
): Promise<TermStatistics> {
  const [total, frequencies] = await Promise.all([
    countPoints(reader, collection),
    countTerms(reader, collection, terms),
  ]);
  return { total, frequencies };
}

/**
 * The same with the terms of an average point, 1 when there is none. The server has no sums; how many points have which
 * length gives the sum and the total in one request.
 */
export async function lexicalStatistics(
  reader: QdrantReader,
  collection: CollectionRef,
  terms: readonly string[],
): Promise<{ statistics: TermStatistics; averageLength: number }> {
  const [lengths, frequencies] = await Promise.all([
    reader.read(collection, (client, alias) =>
      client.facet(alias, {
        key: 'length',
        filter: inCollection(collection),
        limit: mostLengths,
        exact: true,
      }),
    ),
    countTerms(reader, collection, terms),
  ]);
  let total = 0;
  let sum = 0;
  for (const { value, count } of Lengths.parse(lengths?.hits ?? [])) {
    total += count;
    sum += value * count;
  }
  return { statistics: { total, frequencies }, averageLength: sum > 0 ? sum / total : 1 };
}
