import type { PipelineStage } from 'mongoose';
import { ModelCallModel } from '../metering/model-call.model.js';

/** Whose calls, of which time; `to` is not included. */
export interface UsageScope {
  organizationId?: string;
  userId?: string;
  from: Date;
  to: Date;
}

/** What calls amount to. */
export interface UsageFigures {
  requests: number;
  promptTokens: number;
  completionTokens: number;
  /** Of the calls whose price is known. */
  costMicros: number;
  /** Calls whose price is not known. */
  unpriced: number;
}

export type UsageKey = 'feature' | 'model' | 'chatbot' | 'user' | 'day';
export type GroupedUsage = UsageFigures & { key: string | null };
export interface TopUser extends UsageFigures {
  userId: string;
  topFeature: string;
}

const expressions: Record<UsageKey, unknown> = {
  feature: '$feature',
  model: '$model',
  chatbot: '$chatbotId',
  user: '$userId',
  day: { $dateToString: { date: '$createdAt', format: '%Y-%m-%d' } },
};

const sums = {
  requests: { $sum: 1 },
  promptTokens: { $sum: '$promptTokens' },
  completionTokens: { $sum: '$completionTokens' },
  costMicros: { $sum: '$costMicros' },
  unpriced: { $sum: { $cond: [{ $eq: [{ $ifNull: ['$costMicros', null] }, null] }, 1, 0] } },
};
const again = {
  requests: { $sum: '$requests' },
  promptTokens: { $sum: '$promptTokens' },
  completionTokens: { $sum: '$completionTokens' },
  costMicros: { $sum: '$costMicros' },
  unpriced: { $sum: '$unpriced' },
};

const matching = ({ organizationId, userId, from, to }: UsageScope): PipelineStage.Match => ({
  $match: {
    createdAt: { $gte: from, $lt: to },
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(userId === undefined ? {} : { userId }),
  },
});

/** Sums over model calls. Those of a scope without an organisation are the installation's own, for its administrators. */
export const usageRepository = {
  /** What the calls of an organisation amount to by each value of a key, the most expensive first; days in their order. */
  grouped: (
    organizationId: string,
    key: UsageKey,
    range: Pick<UsageScope, 'from' | 'to'>,
  ): Promise<GroupedUsage[]> => usageRepository.systemGrouped(key, { organizationId, ...range }),
  systemGrouped: (key: UsageKey, scope: UsageScope): Promise<GroupedUsage[]> =>
    ModelCallModel.aggregate<GroupedUsage>([
      matching(scope),
      { $group: { _id: expressions[key], ...sums } },
      { $set: { key: { $ifNull: ['$_id', null] } } },
      { $project: { _id: 0 } },
      { $sort: key === 'day' ? { key: 1 } : { costMicros: -1, requests: -1, key: 1 } },
    ]).exec(),
  /** Who spent most, with the part of the product that most of it was spent on. */
  systemTopUsers: (scope: UsageScope, limit: number): Promise<TopUser[]> =>
    ModelCallModel.aggregate<TopUser>([
      matching(scope),
      { $match: { userId: { $type: 'string' } } },
      { $group: { _id: { userId: '$userId', feature: '$feature' }, ...sums } },
      { $sort: { costMicros: -1, requests: -1, '_id.feature': 1 } },
      { $group: { _id: '$_id.userId', topFeature: { $first: '$_id.feature' }, ...again } },
      { $sort: { costMicros: -1, requests: -1, _id: 1 } },
      { $limit: limit },
      { $set: { userId: '$_id' } },
      { $project: { _id: 0 } },
    ]).exec(),
  /** The models that were called, and whose they are. */
  systemModels: async (scope: UsageScope): Promise<{ provider: string; model: string }[]> => {
    const rows = await ModelCallModel.aggregate<{ _id: { provider: string; model: string } }>([
      matching(scope),
      { $group: { _id: { provider: '$provider', model: '$model' } } },
    ]);
    return rows.map(({ _id }) => _id);
  },
};
