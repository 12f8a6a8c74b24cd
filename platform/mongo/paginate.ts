import type { Model, QueryFilter } from 'mongoose';
import type { Page, PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { literally } from './literally.js';

/** One page of a filtered collection with its total; `_id` breaks ties so that pages never overlap. */
export const paginate = <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  { page, limit, sort }: PageRequest & { sort: SortOrder },
): Promise<Page<T>> => {
  const skip = (page - 1) * limit;
  return readPage({
    ...{ skip, limit },
    read: (most) =>
      model
        .find(filter)
        .sort({ [sort.field]: sort.direction, _id: sort.direction })
        .skip(skip)
        .limit(most)
        .lean<T[]>()
        .exec(),
    count: () => model.countDocuments(filter).exec(),
  });
};

/** A page, and how many there are in all: counted only where the page and one entry more do not tell. */
export async function readPage<T>({
  skip,
  limit,
  read,
  count,
}: {
  skip: number;
  limit: number;
  read: (most: number) => Promise<T[]>;
  count: () => Promise<number>;
}): Promise<Page<T>> {
  const items = await read(limit + 1);
  const isLast = items.length <= limit && (items.length > 0 || skip === 0);
  if (isLast) return { items, total: skip + items.length };
  return { items: items.slice(0, limit), total: await count() };
}

/** A case-insensitive "contains" filter that treats the text literally. */
export const contains = (text: string): { $regex: string; $options: 'i' } => ({
  $regex: literally(text),
  $options: 'i',
});
