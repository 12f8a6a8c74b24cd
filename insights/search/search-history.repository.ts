import type { Actor } from '../../accounts/index.js';
import { derivedId } from '../../platform/ids.js';
import { SearchHistoryModel } from './search-history.model.js';
import { upserting } from '../../platform/mongo/duplicate-key.js';

const keyOf = (query: string): string => query.toLocaleLowerCase().replace(/\s+/g, ' ').trim();

/** Counts a search in its user's history. */
export async function noteSearch({ organizationId, userId }: Actor, query: string): Promise<void> {
  const key = keyOf(query);
  await upserting(() =>
    SearchHistoryModel.updateOne(
      { _id: derivedId(organizationId, userId, key), organizationId },
      { $inc: { count: 1 }, $set: { query, lastUsedAt: new Date() }, $setOnInsert: { userId, key } },
      { upsert: true },
    ),
  );
}

export interface Suggestion {
  query: string;
  count: number;
  lastUsed: Date;
}

/** Searches that begin with a text, or one of whose words does; the most frequent first, of equal ones the latest. */
export const suggestSearches = (
  organizationId: string,
  { q, limit, userId }: { q: string; limit: number; userId?: string },
): Promise<Suggestion[]> =>
  SearchHistoryModel.aggregate<Suggestion>([
    {
      $match: {
        organizationId,
        ...(userId === undefined ? {} : { userId }),
        ...(keyOf(q) ? { key: { $regex: `(^|[\\s\\p{P}])${literally(keyOf(q))}` } } : {}),
      },
    },
    { $sort: { lastUsedAt: -1 } },
    {
      $group: {
        _id: '$key',
        query: { $first: '$query' },
        count: { $sum: '$count' },
        lastUsed: { $max: '$lastUsedAt' },
      },
    },
    { $sort: { count: -1, lastUsed: -1, _id: 1 } },
    { $limit: limit },
    { $project: { _id: 0 } },
  ]).exec();

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
