import { ChunkModel, type ChunkDocument } from './chunk.model.js';

export const chunkRepository = {
  /** Stores chunks under their derived ids; those already there are left as they are. */
  put: async (organizationId: string, chunks: Omit<ChunkDocument, 'organizationId'>[]): Promise<void> => {
    if (chunks.length === 0) return;
    await ChunkModel.bulkWrite(
      chunks.map((chunk) => ({
        updateOne: {
          filter: { _id: chunk._id },
          update: { $setOnInsert: { ...chunk, organizationId } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  },
  findMany: (organizationId: string, ids: string[]): Promise<ChunkDocument[]> =>
    ChunkModel.find({ _id: { $in: ids }, organizationId })
      .lean()
      .exec(),
  deleteOfItem: async (
    organizationId: string,
    itemId: string,
    beforeRevision: number | null,
  ): Promise<void> => {
    const revision = beforeRevision === null ? {} : { revision: { $lt: beforeRevision } };
    await ChunkModel.deleteMany({ organizationId, itemId, ...revision });
  },
  deleteOfBase: async (organizationId: string, knowledgeBaseId: string): Promise<void> => {
    await ChunkModel.deleteMany({ organizationId, knowledgeBaseId });
  },
};
