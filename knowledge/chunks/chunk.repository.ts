import { derivedId } from '../../platform/ids.js';
import { ChunkModel, type ChunkDocument } from './chunk.model.js';

/** Chunks of the first generation have none. */
const ofGeneration = (generation: number) => ({ generation: generation === 1 ? null : generation });

/** The same whenever the same revision is cut again for the same generation of the index. */
export const chunkIdOf = (
  { itemId, revision, generation }: { itemId: string; revision: number; generation: number },
  position: number,
): string =>
  // As it was before there were other generations.
  generation === 1
    ? derivedId(itemId, revision, position)
    : derivedId(itemId, revision, position, `generation ${generation}`);

export const chunkRepository = {
  /** Stores chunks under their derived ids; those already there are left as they are. */
  put: async (
    organizationId: string,
    generation: number,
    chunks: Omit<ChunkDocument, 'organizationId' | 'generation'>[],
  ): Promise<void> => {
    if (chunks.length === 0) return;
    await ChunkModel.bulkWrite(
      chunks.map((chunk) => ({
        updateOne: {
          filter: { _id: chunk._id },
          update: {
            $setOnInsert: { ...chunk, organizationId, ...(generation === 1 ? {} : { generation }) },
          },
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
  /** Of this item, in any revision that a generation has, those that were embedded from texts with these digests. */
  withPassages: async (
    organizationId: string,
    { itemId, generation }: { itemId: string; generation: number },
    passages: string[],
  ): Promise<{ _id: string; passage: string; sentences: Buffer | undefined }[]> => {
    const wanted = { organizationId, itemId, passage: { $in: passages }, ...ofGeneration(generation) };
    const chunks = await ChunkModel.find(wanted, { passage: 1, sentences: 1 }).lean().exec();
    return chunks.flatMap(({ _id, passage, sentences }) =>
      passage === null ? [] : [{ _id, passage, sentences }],
    );
  },
  /** What searches of a generation find of one revision of an item, in order. */
  ofRevision: (
    organizationId: string,
    { itemId, revision, generation }: { itemId: string; revision: number; generation: number },
  ): Promise<Omit<ChunkDocument, 'sentences'>[]> =>
    ChunkModel.find({ organizationId, itemId, revision, ...ofGeneration(generation) }, { sentences: 0 })
      .sort({ position: 1 })
      .lean()
      .exec(),
  /** Some passages of a knowledge base. */
  sample: (
    organizationId: string,
    knowledgeBaseId: string,
    limit: number,
  ): Promise<Pick<ChunkDocument, 'headings' | 'text'>[]> =>
    ChunkModel.find({ organizationId, knowledgeBaseId }, { headings: 1, text: 1 }).limit(limit).lean().exec(),
  /** All passages of a generation, whichever revision they are of. */
  each: (
    organizationId: string,
    { knowledgeBaseId, generation }: { knowledgeBaseId: string; generation: number },
  ): AsyncIterable<Omit<ChunkDocument, 'sentences'>> =>
    ChunkModel.find({ organizationId, knowledgeBaseId, ...ofGeneration(generation) }, { sentences: 0 })
      .lean()
      .cursor(),
  /** Of these items, those that have chunks. */
  itemsWithChunks: async (organizationId: string, itemIds: string[]): Promise<Set<string>> =>
    new Set(await ChunkModel.distinct('itemId', { organizationId, itemId: { $in: itemIds } })),
  /** The chunks of one generation; those of a revision below `beforeRevision`. */
  deleteOfRevisions: async (
    organizationId: string,
    { itemId, generation }: { itemId: string; generation: number },
    beforeRevision: number,
  ): Promise<void> => {
    const revision = { $lt: beforeRevision };
    await ChunkModel.deleteMany({ organizationId, itemId, revision, ...ofGeneration(generation) });
  },
  deleteOfItem: async (
    organizationId: string,
    itemId: string,
    beforeRevision: number | null,
  ): Promise<void> => {
    const revision = beforeRevision === null ? {} : { revision: { $lt: beforeRevision } };
    await ChunkModel.deleteMany({ organizationId, itemId, ...revision });
  },
  deleteOfGeneration: async (
    organizationId: string,
    knowledgeBaseId: string,
    generation: number,
  ): Promise<void> => {
    await ChunkModel.deleteMany({ organizationId, knowledgeBaseId, ...ofGeneration(generation) });
  },
  deleteOfBase: async (organizationId: string, knowledgeBaseId: string): Promise<void> => {
    await ChunkModel.deleteMany({ organizationId, knowledgeBaseId });
  },
};
