import { derivedId } from '../../platform/ids.js';
import { EmbeddingDayModel, type EmbeddingDayDocument } from './embedding-day.model.js';

const counted = [
  ...(['hits', 'misses', 'embedded', 'failed', 'tokens'] as const),
  ...(['calls', 'ms', 'costMicros', 'unpriced'] as const),
] as const;
export type EmbeddingCounts = Pick<EmbeddingDayDocument, (typeof counted)[number]>;

const none = Object.fromEntries(counted.map((name) => [name, 0])) as unknown as EmbeddingCounts;
const sums = Object.fromEntries(counted.map((name) => [name, { $sum: `$${name}` }]));

export const embeddingDayRepository = {
  add: async (organizationId: string, model: string, counts: EmbeddingCounts): Promise<void> => {
    const date = new Date().toISOString().slice(0, 10);
    await EmbeddingDayModel.updateOne(
      { _id: derivedId(organizationId, date, model) },
      { $inc: counts, $setOnInsert: { organizationId, date, model } },
      { upsert: true },
    );
  },
  totals: (organizationId: string): Promise<EmbeddingCounts> => totalsOf({ organizationId }),
  /** Of the whole installation, or of one organisation. */
  systemTotals: (organizationId?: string): Promise<EmbeddingCounts> =>
    totalsOf(organizationId ? { organizationId } : {}),
  /** By day and model, the latest first. */
  systemDays: (since: string, organizationId?: string) =>
    EmbeddingDayModel.aggregate<EmbeddingCounts & { date: string; model: string }>([
      { $match: { date: { $gte: since }, ...(organizationId ? { organizationId } : {}) } },
      { $group: { _id: { date: '$date', model: '$model' }, ...sums } },
      { $sort: { '_id.date': -1, '_id.model': 1 } },
      { $set: { date: '$_id.date', model: '$_id.model' } },
      { $project: { _id: 0 } },
    ]).exec(),
};

async function totalsOf(match: Record<string, unknown>): Promise<EmbeddingCounts> {
  const [totals] = await EmbeddingDayModel.aggregate<EmbeddingCounts>([
    { $match: match },
    { $group: { _id: null, ...sums } },
    { $project: { _id: 0 } },
  ]);
  return totals ?? none;
}

/** Micro-dollars that were spent; null when the price of one of the models is unknown. */
export const costOf = ({ costMicros, unpriced }: EmbeddingCounts): number | null =>
  unpriced > 0 ? null : costMicros;
