import { jobItemRepository, type JobItemDocument, type SettledStatus } from '../../jobs/index.js';
import { collectionOf, type KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { knowledgeBaseRepository } from '../bases/knowledge-base.repository.js';
import type { Chunk } from '../chunk/chunk-blocks.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import { storeItems } from '../ingest/index-items.js';
import type { IngestContext } from '../ingest/ingest-batch.js';
import { prepareItem, type PreparedItem } from '../ingest/prepare-item.js';
import { tombstoneRepository, type NewTombstone } from '../ingest/tombstone.repository.js';
import { deadly, workThrough } from '../ingest/work-through.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';

/** Of an item whose passages could not be made anew, and why. */
type Kept = Map<string, string>;

/**
 * Puts what searches see of claimed items into the generation that the context's knowledge base names, cut and embedded as
 * it is to be there. An item that cannot be read any more, or whose newest revision is not shown yet, keeps the passages
 * that are searched: nothing that was found before may vanish.
 */
export async function reindexBatch(
  jobItems: JobItemDocument[],
  context: IngestContext,
  live: KnowledgeBaseDocument,
): Promise<void> {
  const found = await knowledgeItemRepository.findMany(
    live.organizationId,
    jobItems.map(({ subjectId }) => subjectId),
  );
  const items = new Map(found.map((item) => [item._id, item]));
  const kept: Kept = new Map();
  const isSameModel =
    live.embedding.model === context.base.embedding.model &&
    live.embedding.dimensions === context.base.embedding.dimensions;
  const known = [collectionOf(context.base), ...(isSameModel ? [collectionOf(live)] : [])];

  const read = async (jobItem: JobItemDocument, isDeadly: boolean): Promise<PreparedItem | null> => {
    const item = items.get(jobItem.subjectId);
    if (!item || item.activeRevision === null) return passOver(jobItem, item, context).then(() => null);
    const shown = { ...item, revision: item.activeRevision };
    const isShown = item.revision === item.activeRevision;
    const prepared = isDeadly
      ? { refused: deadly }
      : isShown
        ? await prepareItem(item, context, async () => undefined)
        : { refused: 'Its newest revision is not taken in' };
    if (prepared !== 'unpacked' && !('refused' in prepared)) return { jobItem, item: shown, ...prepared };
    const reason = prepared === 'unpacked' ? 'It is an archive by now' : prepared.refused;
    // What waits for its turn is no failure: the new revision follows.
    if (isShown || item.status === 'failed') kept.set(item._id, reason);
    const chunks = await passagesOf(shown, live);
    const warnings = isShown
      ? [...item.warnings.filter((text) => !isNote(text)), noteOf(reason)]
      : item.warnings;
    return { jobItem, item: shown, chunks, type: item.type, warnings };
  };
  await workThrough(jobItems, context, {
    read,
    index: (prepared) =>
      storeItems(prepared, context, { known, finish: () => noteStored(prepared, context, kept) }),
  });
}

const note = 'Indexed as it was before';
const noteOf = (reason: string): string => `${note}: ${reason}`;
const isNote = (warning: string): boolean => warning.startsWith(note);

/** The passages that searches find of an item. */
async function passagesOf(
  { organizationId, _id, revision }: KnowledgeItemDocument,
  { generation }: KnowledgeBaseDocument,
): Promise<Chunk[]> {
  const chunks = await chunkRepository.ofRevision(organizationId, { itemId: _id, revision, generation });
  return chunks.map(({ headings, text, page }) => ({
    ...{ headings, text },
    ...(page === null ? {} : { page }),
  }));
}

/** An item that is gone, or that searches do not see any more. */
async function passOver(
  { _id, subjectId }: JobItemDocument,
  item: KnowledgeItemDocument | undefined,
  { base, token }: IngestContext,
): Promise<void> {
  // An earlier attempt may have stored points after the deletion was cleaned up.
  await tombstoneRepository.insert(base.organizationId, [remainsOf(subjectId, item, base)]);
  await jobItemRepository.settle(token, [{ id: _id, status: 'skipped' }]);
}

/** What a generation has of an item beside the revision that is shown now. */
const remainsOf = (
  itemId: string,
  item: KnowledgeItemDocument | undefined,
  base: KnowledgeBaseDocument,
): NewTombstone => ({
  ...{ collection: collectionOf(base), itemId },
  beforeRevision: item ? (item.activeRevision ?? item.revision) : undefined,
});

/** The generation has these items now, unless they were changed or deleted meanwhile: then what was stored is removed. */
async function noteStored(
  prepared: PreparedItem[],
  { base, token }: IngestContext,
  kept: Kept,
): Promise<void> {
  const { organizationId, generation } = base;
  const tombstones: NewTombstone[] = [];
  const outcomes: { id: string; status: SettledStatus; error?: string }[] = [];
  for (const { jobItem, item, chunks, warnings } of prepared) {
    const { _id, revision } = item;
    const built = { generation, revision, chunks: chunks.length, warnings };
    const isNoted = await knowledgeItemRepository.noteBuilt(organizationId, _id, built);
    if (!isNoted) {
      const [current] = await knowledgeItemRepository.findMany(organizationId, [_id]);
      tombstones.push(remainsOf(_id, current, base));
    } else if (revision > 1 && (jobItem.attempts > 1 || item.next?.generation === generation)) {
      tombstones.push({ collection: collectionOf(base), itemId: _id, beforeRevision: revision });
    }
    const reason = kept.get(_id);
    outcomes.push(
      isNoted && reason !== undefined
        ? { id: jobItem._id, status: 'failed', error: reason }
        : { id: jobItem._id, status: isNoted ? 'done' : 'skipped' },
    );
  }
  const current = await knowledgeBaseRepository.find(organizationId, base._id);
  if (current?.generation !== generation && current?.building?.generation !== generation)
    tombstones.push({ collection: collectionOf(base), itemId: null, isReplaced: true });
  await tombstoneRepository.insert(organizationId, tombstones);
  await jobItemRepository.settle(token, outcomes);
}
