import type { CollectionRef } from '../../platform/vectors/vector-store.js';
import { TombstoneModel, type TombstoneDocument } from './tombstone.model.js';

export interface NewTombstone {
  collection: CollectionRef;
  itemId: string | null;
  beforeRevision?: number;
}

export const tombstoneRepository = {
  insert: async (organizationId: string, tombstones: NewTombstone[]): Promise<void> => {
    if (tombstones.length === 0) return;
    await TombstoneModel.insertMany(
      tombstones.map(({ collection, itemId, beforeRevision }) => ({
        organizationId,
        collectionRef: collection,
        itemId,
        beforeRevision: beforeRevision ?? null,
      })),
    );
  },
  systemOldest: (limit: number): Promise<TombstoneDocument[]> =>
    TombstoneModel.find().sort({ createdAt: 1 }).limit(limit).lean().exec(),
  systemDelete: async (ids: string[]): Promise<void> => {
    await TombstoneModel.deleteMany({ _id: { $in: ids } });
  },
};
