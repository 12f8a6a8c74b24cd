import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { chunkRepository } from '../chunks/chunk.repository.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import type { TombstoneDocument } from './tombstone.model.js';
import { tombstoneRepository } from './tombstone.repository.js';

export interface JanitorDependencies {
  vectors: VectorStore;
  blobs: BlobStore;
  logger: Logger;
  intervalMs?: number;
}

/**
 * Removes what deletions left behind. Runs where the vector store is written. A tombstone goes last, so that a crash
 * only repeats the work.
 */
export function startJanitor({ intervalMs = 1_000, ...dependencies }: JanitorDependencies): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;
  const loop = (async () => {
    while (!stopped) {
      const more = await sweep(dependencies).catch((error: unknown) => {
        dependencies.logger.warn({ err: error }, 'clean-up failed; will be repeated');
        return false;
      });
      if (more || stopped) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, intervalMs);
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      wake();
      await loop;
    },
  };
}

const batch = 200;

/** One round; true when there may be more to do at once. */
export async function sweep({
  vectors,
  blobs,
}: Pick<JanitorDependencies, 'vectors' | 'blobs'>): Promise<boolean> {
  const tombstones = await tombstoneRepository.systemOldest(batch);
  const ofItems = new Map<string, TombstoneDocument[]>();
  for (const tombstone of tombstones) {
    if (tombstone.isReplaced) await clearReplaced(tombstone, vectors);
    else if (tombstone.itemId === null) await clearCollection(tombstone, { vectors, blobs });
    else {
      const key = JSON.stringify(tombstone.collectionRef);
      ofItems.set(key, [...(ofItems.get(key) ?? []), tombstone]);
    }
  }
  for (const group of ofItems.values()) await clearItems(group, vectors);
  await tombstoneRepository.systemDelete(tombstones.map(({ _id }) => _id));
  return tombstones.length === batch;
}

async function clearItems(tombstones: TombstoneDocument[], vectors: VectorStore): Promise<void> {
  const [first] = tombstones;
  if (!first) return;
  await vectors.deleteItems(
    first.collectionRef,
    tombstones.map(({ itemId, beforeRevision }) => ({
      itemId: itemId ?? '',
      beforeRevision: beforeRevision ?? undefined,
    })),
  );
  const { generation } = first.collectionRef;
  for (const { organizationId, itemId, beforeRevision } of tombstones) {
    if (beforeRevision === null) await chunkRepository.deleteOfItem(organizationId, itemId ?? '', null);
    else {
      const chunksOf = { itemId: itemId ?? '', generation };
      await chunkRepository.deleteOfRevisions(organizationId, chunksOf, beforeRevision);
    }
  }
}

async function clearCollection(
  { organizationId, collectionRef }: TombstoneDocument,
  { vectors, blobs }: Pick<JanitorDependencies, 'vectors' | 'blobs'>,
): Promise<void> {
  // Items go first: an ingestion that is still under way finds its item gone and clears up after itself.
  for (;;) {
    const items = await knowledgeItemRepository.takeOrphans(
      organizationId,
      collectionRef.knowledgeBaseId,
      500,
    );
    if (items.length === 0) break;
    for (const blob of new Set(items.map((item) => item.blob)))
      if (blob !== null) await deleteUnusedBlob(organizationId, blob, blobs);
  }
  await vectors.deleteCollection(collectionRef);
  await chunkRepository.deleteOfBase(organizationId, collectionRef.knowledgeBaseId);
}

/** A generation that searches use no more, or never used. */
async function clearReplaced(
  { organizationId, collectionRef }: TombstoneDocument,
  vectors: VectorStore,
): Promise<void> {
  const { knowledgeBaseId, generation } = collectionRef;
  await vectors.deleteCollection(collectionRef);
  await chunkRepository.deleteOfGeneration(organizationId, knowledgeBaseId, generation);
}

/** The same content may belong to several items. */
export const deleteUnusedBlob = (organizationId: string, blob: string, blobs: BlobStore): Promise<void> =>
  blobs.deleteUnless(organizationId, blob, () => knowledgeItemRepository.isBlobUsed(organizationId, blob));
