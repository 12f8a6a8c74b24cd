import { TurnModel, type TurnDocument } from '../conversations/turn.model.js';
import type { Asked } from './questions/asked-turn.repository.js';
import type { Sample } from './statistics.js';

const within = (organizationId: string, { chatbotId, from, to }: Asked) => ({
  ...{ organizationId, chatbotId, status: 'answered' as const },
  createdAt: { $gte: from, $lt: to },
});

export interface IntentCount {
  version: number | null;
  /** `null`: out of scope. */
  intent: string | null;
  n: number;
}

export interface CostSample extends Sample {
  provider: string | null;
  model: string | null;
}

type ShownTurn = Pick<TurnDocument, '_id' | 'question' | 'rating' | 'createdAt'>;
const shown = { question: 1, rating: 1, createdAt: 1 };

/** Figures of a bot's answers over a time. */
export const answerFiguresRepository = {
  /** Classified messages by the version that classified them. */
  intents: (organizationId: string, asked: Asked): Promise<IntentCount[]> =>
    TurnModel.aggregate<IntentCount>([
      { $match: { ...within(organizationId, asked), intent: { $ne: null } } },
      { $group: { _id: { version: '$version', intent: '$intent.name' }, n: { $sum: 1 } } },
      {
        $project: {
          _id: 0,
          n: 1,
          version: { $ifNull: ['$_id.version', null] },
          intent: { $ifNull: ['$_id.intent', null] },
        },
      },
    ]).exec(),
  /** The newest messages of an intent, classified by these versions. */
  ofIntent: (
    organizationId: string,
    asked: Asked,
    { intent, versions, limit }: { intent: string | null; versions: (number | null)[]; limit: number },
  ): Promise<ShownTurn[]> =>
    TurnModel.find(
      {
        ...within(organizationId, asked),
        ...{ intent: { $ne: null }, 'intent.name': intent, version: { $in: versions } },
        withheld: { $ne: true },
      },
      shown,
    )
      .sort({ createdAt: -1 })
      .limit(limit)
      .lean<ShownTurn[]>()
      .exec(),
  /** What answers cost whose cost is known, in micro-dollars by model. */
  costs: (organizationId: string, asked: Asked): Promise<CostSample[]> =>
    TurnModel.aggregate<CostSample>([
      { $match: { ...within(organizationId, asked), 'usage.costMicros': { $type: 'number' } } },
      {
        $group: {
          _id: { provider: '$provider', model: '$model' },
          n: { $sum: 1 },
          sum: { $sum: '$usage.costMicros' },
          squares: { $sum: { $multiply: ['$usage.costMicros', '$usage.costMicros'] } },
        },
      },
      {
        $project: {
          ...{ _id: 0, n: 1, sum: 1, squares: 1 },
          provider: { $ifNull: ['$_id.provider', null] },
          model: { $ifNull: ['$_id.model', null] },
        },
      },
    ]).exec(),
  dearest: (
    organizationId: string,
    asked: Asked,
    { provider, model, limit }: { provider?: string | null; model?: string | null; limit: number },
  ): Promise<ShownTurn[]> =>
    TurnModel.find(
      {
        ...within(organizationId, asked),
        ...{ 'usage.costMicros': { $ne: null }, withheld: { $ne: true } },
        ...(provider === undefined ? {} : { provider }),
        ...(model === undefined ? {} : { model }),
      },
      shown,
    )
      .sort({ 'usage.costMicros': -1 })
      .limit(limit)
      .lean<ShownTurn[]>()
      .exec(),
};
