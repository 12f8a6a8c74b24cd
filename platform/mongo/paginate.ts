import type { Model, QueryFilter } from 'mongoose';
import type { Page, PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { literally } from './literally.js';

/** One page of a filtered collection with its total; `_id` breaks ties so that pages never overlap. */
export async function paginate<T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  { page, limit, sort }: PageRequest & { sort: SortOrder },
): Promise<Page<T>> {
  const [items, total] = await Promise.all([
    model
      .find(filter)
      .sort({ [sort.field]: sort.direction, _id: sort.direction })
      .skip((page - 1) * limit)
      .limit(limit)
      .lean()
      .exec(),
    model.countDocuments(filter).exec(),
  ]);
  return { items: items, total };
}

/** A case-insensitive "contains" filter that treats the text literally. */
export const contains = (text: string): { $regex: string; $options: 'i' } => ({
  $regex: literally(text),
  $options: 'i',
});
