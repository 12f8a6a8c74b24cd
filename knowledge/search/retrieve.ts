import type { SearchMode } from '../../contracts/knowledge.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { analyse } from '../../platform/text/analyser.js';
import { storedBytes } from '../../platform/mongo/stored-bytes.js';
import { primaryLanguage } from '../../platform/text/language.js';
import { blend } from '../../platform/vectors/blend.js';
import type { VectorHit, VectorStore } from '../../platform/vectors/vector-store.js';
import type { EmbeddingModel } from '../../providers/index.js';
import { analyserOf, collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import type { ChunkDocument } from '../chunks/chunk.model.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { passageText } from '../ingest/passage-text.js';
import { diversify } from './diversify.js';
import { observedRetrieval, type Retrieved } from './observed-retrieval.js';
import { replacedSince, type Searched } from './replaced-since.js';
import { timed } from './retrieval.metrics.js';
import { scoreCandidate, type QueryProfile } from './score.js';
import { nearestCosine } from './sentence-vectors.js';

export interface Evidence {
  chunkId: string;
  itemId: string;
  knowledgeBaseId: string;
  title: string;
  headings: string[];
  text: string;
  /** File name with the page on which, or the heading below which, the passage stands, or an address. */
  source: string;
  /** Of its knowledge base, as a tag. */
  language: string;
  /** Calibrated 0..1: how likely the passage is about what was asked. */
  score: number;
}

export interface RetrieveOptions {
  organizationId: string;
  bases: KnowledgeBaseDocument[];
  query: string;
  /** The questions that it leans on, and itself. */
  context?: string | null;
  /** Of the query, as a primary tag, where it is known. */
  language?: string | null;
  mode: SearchMode;
  limit: number;
  tags?: string[];
  /** Passages scored lower are left out. */
  minScore?: number;
}

export interface RetrieveDependencies {
  vectors: VectorStore;
  embedQuery(
    text: string,
    context: { organizationId: string; chatbotId?: string; model: EmbeddingModel },
  ): Promise<Float32Array>;
}

/** How much a question counts that leans on others, beside all of them. */
const ownShare = 0.3;

/** Candidates fetched from each index; more would rarely be good enough to be shown. */
const candidates = 50;

/** The best passages for a question over one or several knowledge bases, best first. */
export const retrieve = (options: RetrieveOptions, dependencies: RetrieveDependencies): Promise<Evidence[]> =>
  observedRetrieval(options, () => search(options, dependencies));

async function search(options: RetrieveOptions, dependencies: RetrieveDependencies): Promise<Retrieved> {
  const { bases, mode, minScore = 0, limit } = options;
  const vectors =
    mode === 'keyword'
      ? new Map<string, Float32Array>()
      : await timed('embed', () => embed(options, dependencies)).catch((error: unknown) =>
          withoutMoney(error, mode),
        );
  const found = await Promise.all(
    bases.map((base) => {
      const vector = vectors.get(keyOf(base.embedding)) ?? null;
      return searchBase(base, { ...options, terms: termsFor(base, options), vector }, dependencies);
    }),
  );
  const replaced = await replacedSince(options.organizationId, found);
  if (replaced) return search({ ...options, bases: replaced }, dependencies);
  const compared = found.flatMap(({ passages }) => passages);
  const ranked = compared.filter(({ score }) => score >= minScore).sort((a, b) => b.score - a.score);
  return { evidence: diversify(ranked, limit), compared: compared.length };
}

/** Where the budget for vectors is used up, words are still compared. */
function withoutMoney(error: unknown, mode: SearchMode): Map<string, Float32Array> {
  const isSpent = error instanceof AppError && error.code === 'BUDGET_EXCEEDED';
  if (!isSpent || mode === 'semantic') throw error;
  return new Map();
}

const keyOf = ({ model, dimensions }: EmbeddingModel): string => `${model}/${dimensions}`;

/** The question by each of the models that the knowledge bases were embedded with: once for all that share one. */
async function embed(
  { organizationId, bases, query, context }: RetrieveOptions,
  { embedQuery }: RetrieveDependencies,
): Promise<Map<string, Float32Array>> {
  const models = new Map(bases.map(({ embedding }) => [keyOf(embedding), embedding]));
  // They are of one bot, whose limits hold for what it looks for.
  const chatbotId = bases[0]?.chatbotId;
  return new Map(
    await Promise.all(
      [...models].map(async ([key, model]) => {
        const vectorOf = (text: string) => embedQuery(text, { organizationId, chatbotId, model });
        const [own, whole] = await Promise.all([vectorOf(query), context ? vectorOf(context) : null]);
        return [key, whole ? blend(own, whole, ownShare) : own] as const;
      }),
    ),
  );
}

/** The question as the documents of a knowledge base were taken apart. */
const termsFor = (base: KnowledgeBaseDocument, { query, context }: RetrieveOptions): string[] => [
  ...new Set(analyse(context ?? query, { query: true, language: analyserOf(base) })),
];

interface PreparedQuery extends RetrieveOptions {
  terms: string[];
  vector: Float32Array | null;
}

async function searchBase(
  base: KnowledgeBaseDocument,
  { organizationId, language, mode, tags, terms, vector }: PreparedQuery,
  { vectors }: RetrieveDependencies,
): Promise<Searched> {
  const collection = collectionOf(base);
  const query = { vector, terms: mode === 'semantic' ? [] : terms };
  const { dense, lexical, cosines, statistics } = await timed('search', () =>
    vectors.searchHybrid(collection, query, { limit: candidates, tags }),
  );
  const hits = [...dense, ...lexical];
  const { passages, withoutText } = await timed('load', () =>
    loadPassages(organizationId, base, hits, vector),
  );
  const profile: QueryProfile = {
    terms,
    statistics,
    mode,
    model: base.embedding.model,
    language: primaryLanguage(base.language),
    // Its words are those of another language than the documents': that none occurs says nothing.
    isForeign: !!language && language !== primaryLanguage(base.language),
  };
  const scored = passages.map(({ sentence, ...passage }) => ({
    ...passage,
    score: scoreCandidate(profile, {
      cosine: cosines.get(passage.chunkId) ?? null,
      sentence,
      terms: analyse(passageText(passage.title, passage), { language: analyserOf(base) }),
    }),
  }));
  return { base, passages: scored, isSuspicious: hits.length === 0 || withoutText > 0 };
}

/** With the cosine of the sentence that is nearest to the question. */
type Passage = Omit<Evidence, 'score'> & { sentence: number | null };

/** Texts of hits, without those of deleted items and of revisions that searches must not see. */
async function loadPassages(
  organizationId: string,
  base: KnowledgeBaseDocument,
  hits: VectorHit[],
  question: Float32Array | null,
): Promise<{ passages: Passage[]; withoutText: number }> {
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const itemIds = [...new Set(hits.map(({ itemId }) => itemId))];
  const [chunks, items] = await Promise.all([
    chunkRepository.findMany(organizationId, [...byId.keys()]),
    knowledgeItemRepository.findMany(organizationId, itemIds),
  ]);
  const itemsById = new Map(items.map((item) => [item._id, item]));
  const passages = chunks.flatMap((chunk): Passage[] => {
    const item = itemsById.get(chunk.itemId);
    if (!item || item.activeRevision !== chunk.revision || item.knowledgeBaseId !== base._id) return [];
    return [
      {
        chunkId: chunk._id,
        itemId: item._id,
        knowledgeBaseId: base._id,
        title: item.title,
        headings: chunk.headings,
        text: chunk.text,
        language: base.language,
        source: sourceOf(item, chunk),
        sentence: chunk.sentences && question ? nearestCosine(storedBytes(chunk.sentences), question) : null,
      },
    ];
  });
  return { passages, withoutText: byId.size - chunks.length };
}

/** `manual.pdf, page 3`, `handbook.md > Warranty`, or the name alone. */
function sourceOf({ source, title }: KnowledgeItemDocument, { headings, page }: ChunkDocument): string {
  if (page) return `${source}, page ${page}`;
  const heading = headings.filter((text) => text !== title).at(-1);
  return heading ? `${source} > ${heading}` : source;
}
