import type { CollectionRef } from '../../platform/vectors/vector-store.js';
import { TombstoneModel, type TombstoneDocument } from './tombstone.model.js';

export interface NewTombstone {
  collection: CollectionRef;
  itemId: string | null;
  beforeRevision?: number;
  isReplaced?: boolean;
  dueAt?: Date;
}

export const tombstoneRepository = {
  insert: async (organizationId: string, tombstones: NewTombstone[]): Promise<void> => {
    if (tombstones.length === 0) return;
    await TombstoneModel.insertMany(
      tombstones.map(({ collection, itemId, beforeRevision, isReplaced, dueAt }) => ({
        organizationId,
        collectionRef: collection,
        itemId,
        beforeRevision: beforeRevision ?? null,
        ...(isReplaced ? { isReplaced, dueAt: dueAt ?? null } : {}),
      })),
    );
  },
  countOf: (organizationId: string): Promise<number> =>
    TombstoneModel.countDocuments({ organizationId }).exec(),
  /** What waits for its readers waits no longer: they are gone with the organisation. */
  hasten: async (organizationId: string): Promise<void> => {
    await TombstoneModel.updateMany({ organizationId, dueAt: { $ne: null } }, { $set: { dueAt: null } });
  },
  /** Those that are due. */
  systemOldest: (limit: number): Promise<TombstoneDocument[]> =>
    TombstoneModel.find({ dueAt: { $not: { $gt: new Date() } } })
      .sort({ createdAt: 1 })
      .limit(limit)
      .lean()
      .exec(),
  systemCount: (): Promise<number> => TombstoneModel.estimatedDocumentCount().exec(),
  systemDelete: async (ids: string[]): Promise<void> => {
    await TombstoneModel.deleteMany({ _id: { $in: ids } });
  },
};
