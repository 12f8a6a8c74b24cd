import type { SearchMode } from '../../contracts/knowledge.contract.js';
import { analyse } from '../../platform/text/analyser.js';
import { dot } from '../../platform/vectors/dot.js';
import type { VectorHit, VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { passageText } from '../ingest/passage-text.js';
import { diversify } from './diversify.js';
import { scoreCandidate, type QueryProfile } from './score.js';

export interface Evidence {
  chunkId: string;
  itemId: string;
  knowledgeBaseId: string;
  title: string;
  headings: string[];
  text: string;
  /** File name with the heading below which the passage stands, or an address. */
  source: string;
  /** Calibrated 0..1: how likely the passage is about what was asked. */
  score: number;
}

export interface RetrieveOptions {
  organizationId: string;
  bases: KnowledgeBaseDocument[];
  query: string;
  mode: SearchMode;
  limit: number;
  tags?: string[];
  /** Passages scored lower are left out. */
  minScore?: number;
}

export interface RetrieveDependencies {
  vectors: VectorStore;
  embedQuery(text: string, context: { organizationId: string }): Promise<Float32Array>;
}

/** Candidates fetched from each index; more would rarely be good enough to be shown. */
const candidates = 50;

/** The best passages for a question over one or several knowledge bases, best first. */
export async function retrieve(
  options: RetrieveOptions,
  dependencies: RetrieveDependencies,
): Promise<Evidence[]> {
  const { organizationId, bases, query, mode, limit, minScore = 0 } = options;
  const terms = [...new Set(analyse(query, { query: true }))];
  const vector =
    mode === 'keyword' || bases.length === 0
      ? null
      : await dependencies.embedQuery(query, { organizationId });
  const found = await Promise.all(
    bases.map((base) => searchBase(base, { ...options, terms, vector }, dependencies)),
  );
  const ranked = found
    .flat()
    .filter(({ score }) => score >= minScore)
    .sort((a, b) => b.score - a.score);
  return diversify(ranked, limit);
}

interface PreparedQuery extends RetrieveOptions {
  terms: string[];
  vector: Float32Array | null;
}

async function searchBase(
  base: KnowledgeBaseDocument,
  { organizationId, mode, tags, terms, vector }: PreparedQuery,
  { vectors }: RetrieveDependencies,
): Promise<Evidence[]> {
  const collection = collectionOf(base);
  const options = { limit: candidates, tags };
  const [dense, lexical, statistics] = await Promise.all([
    vector ? vectors.searchDense(collection, vector, options) : [],
    mode !== 'semantic' && terms.length > 0 ? vectors.searchLexical(collection, terms, options) : [],
    vectors.termStatistics(collection, terms),
  ]);
  const passages = await loadPassages(organizationId, base, [...dense, ...lexical]);
  const cosines = vector
    ? await cosinesOf(passages, dense, vector, collection, vectors)
    : new Map<string, number>();
  const profile: QueryProfile = { terms, statistics, mode };
  return passages.map((passage) => ({
    ...passage,
    score: scoreCandidate(profile, {
      cosine: cosines.get(passage.chunkId) ?? null,
      terms: analyse(passageText(passage.title, passage)),
    }),
  }));
}

type Passage = Omit<Evidence, 'score'>;

/** Texts of hits, without those of deleted items and of revisions that searches must not see. */
async function loadPassages(
  organizationId: string,
  base: KnowledgeBaseDocument,
  hits: VectorHit[],
): Promise<Passage[]> {
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const itemIds = [...new Set(hits.map(({ itemId }) => itemId))];
  const [chunks, items] = await Promise.all([
    chunkRepository.findMany(organizationId, [...byId.keys()]),
    knowledgeItemRepository.findMany(organizationId, itemIds),
  ]);
  const itemsById = new Map(items.map((item) => [item._id, item]));
  return chunks.flatMap((chunk): Passage[] => {
    const item = itemsById.get(chunk.itemId);
    if (!item || item.activeRevision !== chunk.revision || item.knowledgeBaseId !== base._id) return [];
    const heading = chunk.headings.filter((text) => text !== item.title).at(-1);
    return [
      {
        chunkId: chunk._id,
        itemId: item._id,
        knowledgeBaseId: base._id,
        title: item.title,
        headings: chunk.headings,
        text: chunk.text,
        source: heading ? `${item.source} > ${heading}` : item.source,
      },
    ];
  });
}

/** Lexical hits are compared with the question too, so that all candidates have the same features. */
async function cosinesOf(
  passages: Passage[],
  dense: VectorHit[],
  query: Float32Array,
  collection: ReturnType<typeof collectionOf>,
  vectors: VectorStore,
): Promise<Map<string, number>> {
  const cosines = new Map(dense.map(({ id, score }) => [id, score]));
  const missing = passages.filter(({ chunkId }) => !cosines.has(chunkId)).map(({ chunkId }) => chunkId);
  for (const [id, vector] of missing.length > 0 ? await vectors.vectors(collection, missing) : []) {
    cosines.set(id, dot(vector, query));
  }
  return cosines;
}
