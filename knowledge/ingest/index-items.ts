import { jobItemRepository, type SettledStatus } from '../../jobs/index.js';
import { derivedId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { analyse } from '../../platform/text/analyser.js';
import type { CollectionRef, VectorPoint } from '../../platform/vectors/vector-store.js';
import { analyserOf, collectionOf } from '../bases/knowledge-base.model.js';
import type { Chunk } from '../chunk/chunk-blocks.js';
import { chunkIdOf, chunkRepository } from '../chunks/chunk.repository.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import { embedPassages, forgetPassages } from './embed-passages.js';
import type { IngestContext } from './ingest-batch.js';
import { knownVectors } from './known-vectors.js';
import { packVectors } from '../search/sentence-vectors.js';
import { passageText, sentenceTexts } from './passage-text.js';
import type { PreparedItem } from './prepare-item.js';
import { tombstoneRepository, type NewTombstone } from './tombstone.repository.js';

/** Chunks that are embedded and stored at once; a document may have many times as many. */
const chunksAtOnce = 1_000;

interface Passage {
  /** The same whenever the same revision is cut again. */
  id: string;
  /** Whether some of the item may be embedded already: an earlier revision, or this one by an earlier attempt. */
  isKnown: boolean;
  item: KnowledgeItemDocument;
  chunk: Chunk;
  position: number;
  /** What is embedded and indexed. */
  text: string;
}

/** Another generation than the one that was written into is searched by now. */
export class IndexReplaced extends Error {
  override readonly name = 'IndexReplaced';
  constructor() {
    super('the knowledge base was indexed anew meanwhile');
  }
}

/**
 * Embeds and stores the chunks of items, then shows the items to searches. @throws IndexReplaced when these use another
 * generation by now
 */
export const indexItems = (prepared: PreparedItem[], context: IngestContext): Promise<void> =>
  storeItems(prepared, context, { known: [collectionOf(context.base)], finish: show });

export interface StoreOptions {
  /** Where vectors of the same passages may be already; of the model that the knowledge base is embedded with. */
  known: CollectionRef[];
  /** What follows when all chunks and points are stored. */
  finish(prepared: PreparedItem[], context: IngestContext): Promise<void>;
}

/** Embeds and stores the chunks of items in the generation of the context's knowledge base. */
export async function storeItems(
  prepared: PreparedItem[],
  context: IngestContext,
  { known, finish }: StoreOptions,
): Promise<void> {
  if (prepared.length === 0) return;
  const { generation } = context.base;
  const passages = prepared.flatMap(({ jobItem, item, chunks }) =>
    chunks.map((chunk, position): Passage => ({
      id: chunkIdOf({ itemId: item._id, revision: item.revision, generation }, position),
      isKnown: item.activeRevision !== null || jobItem.attempts > 1,
      ...{ item, chunk, position },
      text: passageText(item.title, chunk),
    })),
  );
  for (let start = 0; start < passages.length; start += chunksAtOnce)
    await store(passages.slice(start, start + chunksAtOnce), context, known);
  await finish(prepared, context);
  await forgetPassages(
    passages.map(({ text }) => text),
    context,
  );
}

async function store(passages: Passage[], context: IngestContext, sources: CollectionRef[]): Promise<void> {
  const { base, signal, dependencies } = context;
  const { organizationId } = base;
  const collection = collectionOf(base);
  const digests = passages.map(({ text }) => derivedId(text));
  const known = await knownVectors(
    passages.flatMap(({ item, isKnown }, index) =>
      isKnown ? [{ itemId: item._id, passage: digests[index] ?? '' }] : [],
    ),
    sources,
    dependencies.vectors,
  );
  const fresh = passages.filter((_, index) => !known.has(digests[index] ?? ''));
  const embedded = await embedPassages(
    fresh.map(({ text }) => text),
    context,
  );
  signal.throwIfAborted();
  let next = 0;
  const vectors = digests.map((digest) => known.get(digest)?.vector ?? embedded[next++]);
  const sentences = await sentencesOf(
    passages,
    context,
    (index) => known.get(digests[index] ?? '')?.sentences,
  );
  await chunkRepository.put(
    organizationId,
    base.generation,
    passages.map(({ item, chunk, position, id }, index) => ({
      _id: id,
      knowledgeBaseId: base._id,
      itemId: item._id,
      revision: item.revision,
      position,
      headings: chunk.headings,
      text: chunk.text,
      page: chunk.page ?? null,
      passage: digests[index] ?? null,
      ...(sentences[index] && { sentences: sentences[index] }),
    })),
  );
  await dependencies.vectors.upsert(
    collection,
    passages.map(({ item, id, text }, index): VectorPoint => {
      const vector = vectors[index];
      if (!vector) throw new Error('a passage has no vector');
      return {
        id,
        itemId: item._id,
        revision: item.revision,
        tags: item.tags,
        vector,
        terms: analyse(text, { language: analyserOf(base) }),
      };
    }),
  );
}

/** Packed vectors of the sentences of passages, each text embedded once; what is known is not embedded again. */
async function sentencesOf(
  passages: Passage[],
  context: IngestContext,
  known: (index: number) => Buffer | undefined,
): Promise<(Buffer | undefined)[]> {
  const { base, signal, dependencies } = context;
  // Nobody is made to pay twice for a text.
  if (dependencies.isPaid(base.embedding)) return [];
  const texts = passages.map(({ chunk }, index) => (known(index) ? [] : sentenceTexts(chunk, base)));
  const embedded = await embedPassages(texts.flat(), context);
  signal.throwIfAborted();
  let next = 0;
  return texts.map((some, index) => {
    const vectors = embedded.slice(next, (next += some.length));
    return known(index) ?? (vectors.length > 0 ? packVectors(vectors) : undefined);
  });
}

/** From here on searches see the new revisions; what they replace is left to the janitor. */
async function show(prepared: PreparedItem[], context: IngestContext): Promise<void> {
  const outcomes = await withTransaction(async () => {
    await holdGeneration(context);
    return activate(prepared, context);
  }).catch(async (error: unknown) => {
    if (error instanceof IndexReplaced) await buryGeneration(context);
    throw error;
  });
  await jobItemRepository.settle(context.token, outcomes);
}

/** From here to the end of the transaction no other generation can take this one's place. */
async function holdGeneration({ base: { organizationId, _id, generation } }: IngestContext): Promise<void> {
  if (await knowledgeBaseRepository.hold(organizationId, _id, generation)) return;
  // Of a deleted knowledge base the items are gone too, and with them what was stored.
  if (await knowledgeBaseRepository.find(organizationId, _id)) throw new IndexReplaced();
}

/** What was written into a generation after it was replaced would stay for ever. */
const buryGeneration = ({ base }: IngestContext): Promise<void> =>
  tombstoneRepository.insert(base.organizationId, [
    { collection: collectionOf(base), itemId: null, isReplaced: true },
  ]);

interface Outcome {
  id: string;
  status: SettledStatus;
}

async function activate(prepared: PreparedItem[], { base }: IngestContext): Promise<Outcome[]> {
  const { organizationId } = base;
  const collection = collectionOf(base);
  const tombstones: NewTombstone[] = [];
  const outcomes: Outcome[] = [];
  for (const { jobItem, item, chunks, type, warnings } of prepared) {
    const { _id, revision } = item;
    const read = { chunks: chunks.length, type, warnings };
    const shown = await knowledgeItemRepository.activate(organizationId, _id, revision, read);
    if (!shown) {
      const [current] = await knowledgeItemRepository.findMany(organizationId, [_id]);
      tombstones.push({ collection, itemId: _id, beforeRevision: current?.activeRevision ?? undefined });
    } else if (revision > 1) {
      // Also when it was active before: an attempt that died here has left no tombstone.
      tombstones.push({ collection, itemId: _id, beforeRevision: revision });
    }
    outcomes.push({ id: jobItem._id, status: shown ? 'done' : 'skipped' });
  }
  await tombstoneRepository.insert(organizationId, tombstones);
  return outcomes;
}
