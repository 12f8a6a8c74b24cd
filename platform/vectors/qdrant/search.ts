import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { bm25 } from '../bm25.js';
import { addMissingCosines } from '../hybrid.js';
import { best } from '../rank.js';
import type {
  CollectionRef,
  HybridHits,
  HybridQuery,
  SearchFilter,
  TermStatistics,
  VectorHit,
} from '../vector-store.js';
import { inCollection, withTags } from './filter.js';
import { hitFields, HitPayload } from './point.js';
import { readVectors } from './read.js';
import type { QdrantReader } from './reader.js';
import { lexicalStatistics } from './statistics.js';
import { questionVector } from './terms.js';

type SearchOptions = { limit: number } & SearchFilter;
type Query = Schemas['QueryRequest'];
type Answer = Schemas['QueryResponse'] | undefined;

/** Candidates that the server's ranking hands over to ours: this many, or four times the limit if that is more. */
const lexicalCandidates = ({ limit }: SearchOptions): number => Math.max(200, 4 * limit);

/** Points that a search through a graph keeps in view: 99.8 % of the true nearest 20 among 10,000 random vectors. */
const visited = 128;

const lexicalFields = [...hitFields, 'terms'];

const DenseHit = z.object({ score: z.number(), payload: HitPayload });
const LexicalHit = z.object({ payload: HitPayload.extend({ terms: z.array(z.string()) }) });

export async function searchDense(
  reader: QdrantReader,
  collection: CollectionRef,
  vector: Float32Array,
  options: SearchOptions,
): Promise<VectorHit[]> {
  const [answer] = await runQueries(reader, collection, [
    {
      ...denseQuery(reader, collection, vector, options),
      limit: options.limit,
      with_payload: hitFields,
    },
  ]);
  return best(denseHits(answer), options.limit);
}

/** The server's sparse vectors find the candidates, BM25 with the knowledge base's exact statistics ranks them. */
export async function searchLexical(
  reader: QdrantReader,
  collection: CollectionRef,
  terms: readonly string[],
  options: SearchOptions,
): Promise<VectorHit[]> {
  const [[answer], counted] = await Promise.all([
    runQueries(reader, collection, [
      { ...lexicalQuery(reader, collection, terms, options), with_payload: lexicalFields },
    ]),
    lexicalStatistics(reader, collection, terms),
  ]);
  return best(lexicalHits(answer, counted), options.limit);
}

/**
 * One request for both lists, and the statistics beside it: a single round trip. The server unites the nearest points and
 * the lexical candidates (`prefetch`) and orders all of them by the cosine, which is the one score that all of them have;
 * the second query of the batch gives the terms that BM25 is computed from.
 */
export async function searchHybrid(
  reader: QdrantReader,
  collection: CollectionRef,
  { vector, terms }: HybridQuery,
  options: SearchOptions,
): Promise<HybridHits> {
  const lexical = terms.length > 0 ? lexicalQuery(reader, collection, terms, options) : null;
  const queries = [
    ...(vector ? [unitedRequest(reader, collection, vector, lexical, options)] : []),
    ...(lexical ? [{ ...lexical, with_payload: lexicalFields }] : []),
  ];
  const [answers, counted] = await Promise.all([
    runQueries(reader, collection, queries),
    lexicalStatistics(reader, collection, terms),
  ]);
  const united = vector ? denseHits(answers[0]) : [];
  const found: HybridHits = {
    dense: best([...united], options.limit),
    lexical: lexical ? best(lexicalHits(answers.at(-1), counted), options.limit) : [],
    cosines: new Map(united.map(({ id, score }) => [id, score])),
    statistics: counted.statistics,
  };
  // A write between the two queries of the batch may have left a lexical hit without its cosine.
  if (vector)
    await addMissingCosines(found, vector, collection, {
      vectors: (from, ids) => readVectors(reader, from, ids),
    });
  return found;
}

async function runQueries(
  { read }: QdrantReader,
  collection: CollectionRef,
  searches: Query[],
): Promise<Answer[]> {
  if (searches.length === 0) return [];
  return (await read(collection, (client, alias) => client.queryBatch(alias, { searches }))) ?? [];
}

function denseQuery(
  { quantization }: QdrantReader,
  collection: CollectionRef,
  vector: Float32Array,
  { tags }: SearchOptions,
): Pick<Query, 'query' | 'using' | 'filter' | 'params'> {
  return {
    query: Array.from(vector),
    using: 'dense',
    filter: inCollection(collection, ...withTags(tags)),
    params: {
      hnsw_ef: visited,
      // Found by the small vectors, ordered by the exact ones.
      ...(quantization === 'none' ? {} : { quantization: { rescore: true, oversampling: 2 } }),
    },
  };
}

/** The candidates alone; what is asked of them depends on the stage they are for. */
function lexicalQuery(
  { ownIdf }: QdrantReader,
  collection: CollectionRef,
  terms: readonly string[],
  options: SearchOptions,
): Query & Schemas['Prefetch'] {
  // Newer than the client's types.
  const idf: object = ownIdf ? { params: { idf: { corpus: inCollection(collection) } } } : {};
  return {
    query: questionVector(terms),
    using: 'terms',
    filter: inCollection(collection, ...withTags(options.tags)),
    limit: lexicalCandidates(options),
    ...idf,
  };
}

function unitedRequest(
  reader: QdrantReader,
  collection: CollectionRef,
  vector: Float32Array,
  lexical: Schemas['Prefetch'] | null,
  options: SearchOptions,
): Query {
  const dense = denseQuery(reader, collection, vector, options);
  if (!lexical) return { ...dense, limit: options.limit, with_payload: hitFields };
  return {
    ...dense,
    prefetch: [{ ...dense, limit: options.limit }, lexical],
    limit: options.limit + lexicalCandidates(options),
    with_payload: hitFields,
  };
}

const denseHits = (answer: Answer): VectorHit[] =>
  (answer?.points ?? []).map((point) => {
    const { payload, score } = DenseHit.parse(point);
    return { ...payload, score };
  });

function lexicalHits(
  answer: Answer,
  { statistics, averageLength }: { statistics: TermStatistics; averageLength: number },
): VectorHit[] {
  const score = bm25(statistics, averageLength);
  return (answer?.points ?? []).flatMap((point) => {
    const { terms, ...hit } = LexicalHit.parse(point).payload;
    // Nothing is left of a candidate that only shares the place of a term.
    const points = score(terms);
    return points > 0 ? [{ ...hit, score: points }] : [];
  });
}
