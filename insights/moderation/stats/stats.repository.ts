import type { ModerationAction } from '../../../contracts/ai/moderation-actions.contract.js';
import { issueTypes, type IssueType } from '../../../contracts/ai/moderation-analysis.contract.js';
import { ActionModel } from '../actions/action.model.js';
import { DecisionModel } from '../decisions/decision.model.js';
import { QueueItemModel, type QueueItemDocument } from '../queue/queue-item.model.js';
import type { Period } from './period.js';

const within = ({ start, end }: Period) => ({ $gte: start, $lte: end });

export type QueueGroup = Pick<
  QueueItemDocument,
  'status' | 'priority' | 'autoAction' | 'predicted' | 'verdict'
>;
export interface ActionGroup {
  action: ModerationAction;
  automated: boolean;
  origin: 'ai' | 'rule' | null;
}
export interface Violator {
  userId: string;
  total: number;
  issues: Record<IssueType, number>;
}

const has = (issue: IssueType) => ({ $sum: { $cond: [{ $in: [issue, '$issues'] }, 1, 0] } });

/** Counts that statistics are made of; all of one organisation within a time. */
export const statsRepository = {
  /** When anything was there first. */
  first: async (organizationId: string): Promise<Date | null> => {
    const found = await Promise.all([
      DecisionModel.findOne({ organizationId }, { createdAt: 1 }).sort({ createdAt: 1 }).lean().exec(),
      QueueItemModel.findOne({ organizationId }, { createdAt: 1 }).sort({ createdAt: 1 }).lean().exec(),
      ActionModel.findOne({ organizationId }, { createdAt: 1 }).sort({ createdAt: 1 }).lean().exec(),
    ]);
    const times = found.flatMap((one) => (one ? [one.createdAt.getTime()] : []));
    return times.length === 0 ? null : new Date(Math.min(...times));
  },

  decisions: (organizationId: string, period: Period): Promise<{ flagged: boolean; count: number }[]> =>
    DecisionModel.aggregate([
      { $match: { organizationId, createdAt: within(period) } },
      { $group: { _id: '$flagged', count: { $sum: 1 } } },
      { $project: { _id: 0, flagged: '$_id', count: 1 } },
    ]),

  queue: (organizationId: string, period: Period): Promise<(QueueGroup & { count: number })[]> =>
    QueueItemModel.aggregate([
      { $match: { organizationId, createdAt: within(period) } },
      {
        $group: {
          _id: {
            status: '$status',
            priority: '$priority',
            autoAction: '$autoAction',
            predicted: '$predicted',
            verdict: '$verdict',
          },
          count: { $sum: 1 },
        },
      },
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
    ]),

  actions: (organizationId: string, period: Period): Promise<(ActionGroup & { count: number })[]> =>
    ActionModel.aggregate([
      { $match: { organizationId, createdAt: within(period) } },
      {
        $group: {
          _id: { action: '$action', automated: '$automated', origin: '$origin' },
          count: { $sum: 1 },
        },
      },
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
    ]),

  /** Seconds to the first verdict, by item that has one. */
  responseTimes: async (organizationId: string, period: Period) => {
    const seconds = { $divide: [{ $subtract: ['$firstReviewedAt', '$createdAt'] }, 1_000] };
    const [row] = await QueueItemModel.aggregate<{
      average: number | null;
      under1h: number;
      under6h: number;
      under24h: number;
      over24h: number;
    }>([
      { $match: { organizationId, createdAt: within(period), firstReviewedAt: { $ne: null } } },
      { $set: { seconds } },
      {
        $group: {
          _id: null,
          average: { $avg: '$seconds' },
          under1h: { $sum: { $cond: [{ $lt: ['$seconds', 3_600] }, 1, 0] } },
          under6h: {
            $sum: { $cond: [{ $and: [{ $gte: ['$seconds', 3_600] }, { $lt: ['$seconds', 21_600] }] }, 1, 0] },
          },
          under24h: {
            $sum: {
              $cond: [{ $and: [{ $gte: ['$seconds', 21_600] }, { $lt: ['$seconds', 86_400] }] }, 1, 0],
            },
          },
          over24h: { $sum: { $cond: [{ $gte: ['$seconds', 86_400] }, 1, 0] } },
        },
      },
    ]);
    return row ?? { average: null, under1h: 0, under6h: 0, under24h: 0, over24h: 0 };
  },

  /** Flagged contents by day and what was found in them. */
  trends: (
    organizationId: string,
    period: Period,
  ): Promise<{ date: string; issue: IssueType; count: number }[]> =>
    DecisionModel.aggregate([
      { $match: { organizationId, createdAt: within(period), flagged: true } },
      { $unwind: '$issues' },
      {
        $group: {
          _id: { date: { $dateToString: { date: '$createdAt', format: '%Y-%m-%d' } }, issue: '$issues' },
          count: { $sum: 1 },
        },
      },
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
    ]),

  /** Whose content was flagged most, without what a moderator found to be fine. */
  violators: async (organizationId: string, period: Period, limit: number): Promise<Violator[]> => {
    const rows = await QueueItemModel.aggregate<{ _id: string; total: number } & Record<IssueType, number>>([
      {
        $match: {
          organizationId,
          createdAt: within(period),
          userId: { $ne: null },
          verdict: { $ne: 'fine' },
        },
      },
      {
        $group: {
          _id: '$userId',
          total: { $sum: 1 },
          ...Object.fromEntries(issueTypes.map((issue) => [issue, has(issue)])),
        },
      },
      { $sort: { total: -1, _id: 1 } },
      { $limit: limit },
    ]);
    return rows.map(({ _id, total, toxicity, spam, profanity, nsfw }) => ({
      ...{ userId: _id, total },
      issues: { toxicity, spam, profanity, nsfw },
    }));
  },

  /** What was done to users, by user and action. */
  received: (
    organizationId: string,
    period: Period,
    userIds: string[],
  ): Promise<{ userId: string; action: ModerationAction; count: number }[]> =>
    ActionModel.aggregate([
      {
        $match: {
          organizationId,
          createdAt: within(period),
          targetUserId: { $in: userIds },
          action: { $in: ['warn', 'mute', 'ban'] },
        },
      },
      { $group: { _id: { userId: '$targetUserId', action: '$action' }, count: { $sum: 1 } } },
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
    ]),
};
