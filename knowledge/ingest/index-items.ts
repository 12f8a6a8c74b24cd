import { jobItemRepository, type SettledStatus } from '../../jobs/index.js';
import { derivedId } from '../../platform/ids.js';
import { analyse } from '../../platform/text/analyser.js';
import type { VectorPoint } from '../../platform/vectors/vector-store.js';
import { collectionOf } from '../bases/knowledge-base.model.js';
import type { Chunk } from '../chunk/chunk-blocks.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import type { IngestContext } from './ingest-batch.js';
import { passageText } from './passage-text.js';
import type { PreparedItem } from './prepare-item.js';
import { tombstoneRepository, type NewTombstone } from './tombstone.repository.js';

/** Chunks that are embedded and stored at once; a document may have many times as many. */
const chunksAtOnce = 1_000;

interface Passage {
  /** The same whenever the same revision is cut again. */
  id: string;
  item: KnowledgeItemDocument;
  chunk: Chunk;
  position: number;
}

/** Embeds and stores the chunks of items, then shows the items to searches. */
export async function indexItems(prepared: PreparedItem[], context: IngestContext): Promise<void> {
  if (prepared.length === 0) return;
  const passages = prepared.flatMap(({ item, chunks }) =>
    chunks.map((chunk, position): Passage => ({
      id: derivedId(item._id, item.revision, position),
      item,
      chunk,
      position,
    })),
  );
  for (let start = 0; start < passages.length; start += chunksAtOnce)
    await store(passages.slice(start, start + chunksAtOnce), context);
  await show(prepared, context);
}

async function store(
  passages: Passage[],
  { base, jobId, signal, dependencies }: IngestContext,
): Promise<void> {
  const { organizationId, chatbotId } = base;
  const texts = passages.map(({ item, chunk }) => passageText(item.title, chunk));
  const vectors = await dependencies.embed(texts, { organizationId, chatbotId, jobId, signal });
  signal.throwIfAborted();
  await chunkRepository.put(
    organizationId,
    passages.map(({ item, chunk, position, id }) => ({
      _id: id,
      knowledgeBaseId: base._id,
      itemId: item._id,
      revision: item.revision,
      position,
      headings: chunk.headings,
      text: chunk.text,
    })),
  );
  await dependencies.vectors.upsert(
    collectionOf(base),
    passages.map(({ item, id }, index): VectorPoint => {
      const vector = vectors[index];
      if (!vector) throw new Error('the embedder answered fewer vectors than texts');
      return {
        id,
        itemId: item._id,
        revision: item.revision,
        tags: item.tags,
        vector,
        terms: analyse(texts[index] ?? ''),
      };
    }),
  );
}

/** From here on searches see the new revisions; what they replace is left to the janitor. */
async function show(prepared: PreparedItem[], { base, token }: IngestContext): Promise<void> {
  const { organizationId } = base;
  const collection = collectionOf(base);
  const tombstones: NewTombstone[] = [];
  const outcomes: { id: string; status: SettledStatus }[] = [];
  for (const { jobItem, item, chunks } of prepared) {
    const { _id, revision } = item;
    const shown = await knowledgeItemRepository.activate(organizationId, _id, revision, chunks.length);
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
  await jobItemRepository.settle(token, outcomes);
}
