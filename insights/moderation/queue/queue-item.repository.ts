import type { QueryFilter } from 'mongoose';
import { priorities, type Priority } from '../../../contracts/ai/moderation-analysis.contract.js';
import type { ListQueue } from '../../../contracts/ai/moderation-queue.contract.js';
import type { Page } from '../../../contracts/common.contract.js';
import { newId } from '../../../platform/ids.js';
import { QueueItemModel, type QueueItemDocument } from './queue-item.model.js';

export type NewQueueItem = Pick<QueueItemDocument, 'contentId' | 'priority' | 'source'> &
  Partial<QueueItemDocument>;

export const urgencyOf = (priority: Priority): number => priorities.indexOf(priority);

const sorts: Record<ListQueue['sort'], Record<string, 1 | -1>> = {
  priority: { urgency: -1, createdAt: 1, _id: 1 },
  'createdAt:desc': { createdAt: -1, _id: -1 },
  'createdAt:asc': { createdAt: 1, _id: 1 },
};

export const queueItemRepository = {
  find: (organizationId: string, id: string): Promise<QueueItemDocument | null> =>
    QueueItemModel.findOne({ _id: id, organizationId }).lean().exec(),

  findByContent: (organizationId: string, contentId: string): Promise<QueueItemDocument | null> =>
    QueueItemModel.findOne({ organizationId, contentId }).lean().exec(),

  /** Call it in a transaction: one content has one item, and two who make it at once conflict. */
  insert: async (organizationId: string, item: NewQueueItem): Promise<QueueItemDocument> => {
    const values = { ...item, _id: newId(), urgency: urgencyOf(item.priority), organizationId };
    return (await new QueueItemModel(values).save()).toObject();
  },

  change: (
    organizationId: string,
    id: string,
    values: Partial<QueueItemDocument>,
    where: QueryFilter<QueueItemDocument> = {},
  ): Promise<QueueItemDocument | null> => {
    const urgency = values.priority ? { urgency: urgencyOf(values.priority) } : {};
    return QueueItemModel.findOneAndUpdate(
      { ...where, _id: id, organizationId },
      { $set: { ...values, ...urgency } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec();
  },

  /** Adds somebody to those who flagged it; null when they had already. */
  addFlag: (organizationId: string, id: string, userId: string): Promise<QueueItemDocument | null> =>
    QueueItemModel.findOneAndUpdate(
      { _id: id, organizationId, flaggedBy: { $ne: userId } },
      { $push: { flaggedBy: { $each: [userId], $slice: -1_000 } } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),

  list: async (
    organizationId: string,
    { page, limit, sort, ...wanted }: ListQueue,
  ): Promise<Page<QueueItemDocument>> => {
    const filter: QueryFilter<QueueItemDocument> = { organizationId };
    for (const field of ['status', 'priority', 'userId', 'channelId', 'contentId'] as const)
      if (wanted[field] !== undefined) Object.assign(filter, { [field]: wanted[field] });
    const [items, total] = await Promise.all([
      QueueItemModel.find(filter)
        .sort(sorts[sort])
        .skip((page - 1) * limit)
        .limit(limit)
        .lean()
        .exec(),
      QueueItemModel.countDocuments(filter).exec(),
    ]);
    return { items, total };
  },

  /** Items about a user that nobody found to be fine. */
  countViolations: (organizationId: string, userId: string): Promise<number> =>
    QueueItemModel.countDocuments({ organizationId, userId, verdict: { $ne: 'fine' } }).exec(),
};
