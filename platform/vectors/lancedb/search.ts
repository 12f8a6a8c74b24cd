import { MatchQuery, type Table } from '@lancedb/lancedb';
import { bm25 } from '../bm25.js';
import { best } from '../rank.js';
import type { SearchFilter, VectorHit } from '../vector-store.js';
import { numberColumn, pointColumns, textColumn } from './columns.js';
import { textIndex } from './schema.js';
import { hasAny } from './sql.js';
import { averageLength, countTerms } from './statistics.js';

type SearchOptions = { limit: number } & SearchFilter;

/**
 * Partitions of the vector index that a search looks into. With sqrt(n) partitions, 64 found 98.6 % (20,000)
 * and 99.5 % (100,000 points) of the true nearest 20 even among random vectors, the worst case.
 */
const probes = 64;

/** Candidates that LanceDB's ranking hands over to ours: this many, or four times the limit if that is more. */
const candidates = 200;
/**
 * The same while there are rows outside the full-text index, and as many again as there are such rows up to a limit: LanceDB
 * ranks them by statistics of their own, which puts those with a word that nearly all rows have first.
 */
const candidatesOfTwoRankings = 800;
const mostUnindexedCandidates = 2_000;

/** Exact without a vector index (small tables), nearly exact with one. */
export async function searchDense(
  table: Table,
  vector: Float32Array,
  { limit, tags }: SearchOptions,
): Promise<VectorHit[]> {
  let query = table
    .query()
    .nearestTo(vector)
    .distanceType('dot')
    .nprobes(probes)
    .select(['id', 'item', 'revision', '_distance'])
    .limit(limit);
  if (tags?.length) query = query.where(hasAny('tags', tags));
  const hits: VectorHit[] = [];
  for await (const batch of query) {
    const { id, itemId, revision } = pointColumns(batch);
    const distance = numberColumn(batch, '_distance');
    for (let row = 0; row < batch.numRows; row++) {
      hits.push({ id: id(row), itemId: itemId(row), revision: revision(row), score: 1 - distance(row) });
    }
  }
  return best(hits, limit);
}

/**
 * LanceDB's full-text search finds the candidates, BM25 with exact statistics ranks them: LanceDB scores indexed
 * rows with the index's statistics and rows not indexed yet with others, so that its own order is
 * off while a collection is being filled and after deletions.
 */
export async function searchLexical(
  table: Table,
  terms: readonly string[],
  { limit, tags }: SearchOptions,
): Promise<VectorHit[]> {
  const statistics = await countTerms(table, terms);
  const present = [...statistics.frequencies].filter(([, count]) => count > 0).map(([term]) => term);
  if (present.length === 0) return [];
  const { numUnindexedRows: behind = 0 } = (await table.indexStats(textIndex)) ?? {};
  let query = table
    .query()
    .fullTextSearch(new MatchQuery(present.join(' '), 'terms'))
    .select(['id', 'item', 'revision', 'terms', '_score'])
    .limit(Math.max(candidatesWhile(behind), 4 * limit));
  if (tags?.length) query = query.where(hasAny('tags', tags));
  const score = bm25(statistics, await averageLength(table, statistics.total));
  const hits: VectorHit[] = [];
  for await (const batch of query) {
    const { id, itemId, revision } = pointColumns(batch);
    const text = textColumn(batch, 'terms');
    for (let row = 0; row < batch.numRows; row++) {
      const points = score(text(row).split(' '));
      hits.push({ id: id(row), itemId: itemId(row), revision: revision(row), score: points });
    }
  }
  return best(hits, limit);
}

const candidatesWhile = (behind: number): number =>
  behind > 0 ? candidatesOfTwoRankings + Math.min(behind, mostUnindexedCandidates) : candidates;
