import { CachedEmbeddingModel, type CachedEmbeddingDocument } from './cached-embedding.model.js';
import { upserting } from '../../platform/mongo/duplicate-key.js';

export interface CacheTotals {
  entries: number;
  uses: number;
  recentlyUsed: number;
}

type NewEntry = Pick<CachedEmbeddingDocument, '_id' | 'model' | 'vector'>;

const alive = () => ({ expiresAt: { $gt: new Date() } });
const dayMs = 86_400_000;

export const cachedEmbeddingRepository = {
  /** Those that are kept of these ids; each counts as used. */
  take: async (organizationId: string, ids: string[]): Promise<Map<string, Buffer>> => {
    const known = { _id: { $in: ids }, organizationId, ...alive() };
    const found = await CachedEmbeddingModel.find(known, { vector: 1 }).lean().exec();
    if (found.length > 0)
      await CachedEmbeddingModel.updateMany(
        { _id: { $in: found.map(({ _id }) => _id) }, organizationId },
        { $inc: { uses: 1 }, $set: { lastUsedAt: new Date() } },
      );
    // A lean document holds the driver's own kind of binary.
    return new Map(found.map(({ _id, vector }) => [_id, bytesOf(vector)]));
  },
  /** Which of these are kept; nothing counts as used. */
  known: async (organizationId: string, ids: string[]): Promise<string[]> => {
    const found = await CachedEmbeddingModel.find(
      { _id: { $in: ids }, organizationId, ...alive() },
      { _id: 1 },
    )
      .lean()
      .exec();
    return found.map(({ _id }) => _id);
  },
  put: async (organizationId: string, entries: NewEntry[], expiresAt: Date): Promise<void> => {
    if (entries.length === 0) return;
    const now = new Date();
    await upserting(() =>
      CachedEmbeddingModel.bulkWrite(
        entries.map(({ _id, model, vector }) => ({
          updateOne: {
            filter: { _id, organizationId },
            update: {
              $set: { model, vector, lastUsedAt: now, expiresAt },
              $setOnInsert: { uses: 0, createdAt: now },
            },
            upsert: true,
          },
        })),
        { ordered: false },
      ),
    );
  },
  /** Keeps those that are there until then, at least. */
  prolong: async (organizationId: string, ids: string[], expiresAt: Date): Promise<void> => {
    await CachedEmbeddingModel.updateMany({ _id: { $in: ids }, organizationId }, { $max: { expiresAt } });
  },
  count: (organizationId: string): Promise<number> =>
    CachedEmbeddingModel.countDocuments({ organizationId, ...alive() }).exec(),
  /** Of the whole installation, or of one organisation. */
  systemTotals: async (organizationId?: string): Promise<CacheTotals> => {
    const since = new Date(Date.now() - dayMs);
    const [totals] = await CachedEmbeddingModel.aggregate<CacheTotals>([
      { $match: { ...(organizationId ? { organizationId } : {}), ...alive() } },
      {
        $group: {
          _id: null,
          entries: { $sum: 1 },
          uses: { $sum: '$uses' },
          recentlyUsed: { $sum: { $cond: [{ $gt: ['$lastUsedAt', since] }, 1, 0] } },
        },
      },
      { $project: { _id: 0 } },
    ]);
    return totals ?? { entries: 0, uses: 0, recentlyUsed: 0 };
  },
};

function bytesOf(vector: Buffer | { buffer: Uint8Array }): Buffer {
  return Buffer.isBuffer(vector) ? vector : Buffer.from(vector.buffer);
}
