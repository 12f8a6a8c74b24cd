import type { QueryFilter } from 'mongoose';
import type { ListActions, ModerationAction } from '../../../contracts/ai/moderation-actions.contract.js';
import type { Page } from '../../../contracts/common.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import { ActionModel, type ActionDocument } from './action.model.js';

export type NewAction = Pick<ActionDocument, 'action' | 'automated'> & Partial<ActionDocument>;

/** Entries are added and read, nothing else. */
export const actionRepository = {
  insert: async (organizationId: string, values: NewAction): Promise<ActionDocument> =>
    (await new ActionModel({ ...values, organizationId }).save()).toObject(),

  find: (organizationId: string, id: string): Promise<ActionDocument | null> =>
    ActionModel.findOne({ _id: id, organizationId }).lean().exec(),

  list: (
    organizationId: string,
    { page, limit, from, to, ...wanted }: ListActions,
  ): Promise<Page<ActionDocument>> => {
    const filter: QueryFilter<ActionDocument> = { organizationId };
    for (const field of ['action', 'moderatorId', 'targetId', 'targetUserId', 'itemId', 'automated'] as const)
      if (wanted[field] !== undefined) Object.assign(filter, { [field]: wanted[field] });
    if (from !== undefined || to !== undefined)
      filter.createdAt = {
        ...(from === undefined ? {} : { $gte: new Date(from) }),
        ...(to === undefined ? {} : { $lt: new Date(to) }),
      };
    return paginate(ActionModel, filter, { page, limit, sort: { field: 'createdAt', direction: -1 } });
  },

  /** How often each was done to a user. */
  countsFor: async (organizationId: string, targetUserId: string): Promise<Map<ModerationAction, number>> => {
    const rows = await ActionModel.aggregate<{ _id: ModerationAction; count: number }>([
      { $match: { organizationId, targetUserId } },
      { $group: { _id: '$action', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  },
};
