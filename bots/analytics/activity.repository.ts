import { ConversationModel } from '../conversations/conversation.model.js';
import { figuresIndex, TurnModel, type TurnDocument } from '../conversations/turn.model.js';
import { slotMs, type BotKey } from './slots/slot.js';

/** What a turn adds to the figures. */
export interface CountedTurn extends Pick<
  TurnDocument,
  'createdAt' | 'status' | 'userId' | 'language' | 'grounded' | 'unanswered' | 'latencyMs'
> {
  usage?: Partial<NonNullable<TurnDocument['usage']>>;
  intent?: Partial<NonNullable<TurnDocument['intent']>>;
}

/** A session that ended. */
export interface CountedSession {
  endedAt: Date;
  messages: number;
  durationMs: number;
}

/** From `from` to before `to`. */
export interface Span {
  from: Date;
  to: Date;
}

/** Just what the index has, so that no document is read. */
const counted = {
  ...{ _id: 0, createdAt: 1, status: 1, userId: 1, language: 1, grounded: 1, unanswered: 1, latencyMs: 1 },
  ...{ 'usage.promptTokens': 1, 'usage.completionTokens': 1, 'usage.totalTokens': 1, 'usage.costMicros': 1 },
  ...{ 'intent.name': 1, 'intent.confidence': 1 },
};

const within = ({ from, to }: Span) => ({ $gte: from, $lt: to });
/** Names that one query asks for. */
const mostNamed = 1_000;

/** Turns and conversations as analytics counts them; every query is answered from an index alone. */
export const activityRepository = {
  turns: ({ organizationId, chatbotId }: BotKey, span: Span): AsyncIterable<CountedTurn> =>
    TurnModel.aggregate<CountedTurn>([
      { $match: { organizationId, chatbotId, createdAt: within(span) } },
      { $project: counted },
    ])
      .hint(figuresIndex)
      .cursor({ batchSize: 2_000 }),

  /** When these end users wrote for the first time. */
  async firstMessages(
    { organizationId, chatbotId }: BotKey,
    users: readonly string[],
  ): Promise<Map<string, Date>> {
    const firsts = new Map<string, Date>();
    for (let start = 0; start < users.length; start += mostNamed) {
      const userId = { $in: users.slice(start, start + mostNamed) };
      // Sorted like the index, one key an end user is enough.
      const found = await TurnModel.aggregate<{ _id: string; first: Date }>([
        { $match: { organizationId, chatbotId, userId } },
        { $sort: { organizationId: 1, chatbotId: 1, userId: 1, createdAt: 1 } },
        { $group: { _id: '$userId', first: { $first: '$createdAt' } } },
      ]).hint({ organizationId: 1, chatbotId: 1, userId: 1, createdAt: 1, _id: 1 });
      for (const { _id, first } of found) firsts.set(_id, first);
    }
    return firsts;
  },

  async sessionStarts({ organizationId, chatbotId }: BotKey, span: Span): Promise<Date[]> {
    const started = await ConversationModel.find(
      { organizationId, chatbotId, createdAt: within(span) },
      { _id: 0, createdAt: 1 },
    )
      .hint({ organizationId: 1, chatbotId: 1, createdAt: 1 })
      .lean<{ createdAt: Date }[]>()
      .exec();
    return started.map(({ createdAt }) => createdAt);
  },

  async *sessionEnds({ organizationId, chatbotId }: BotKey, span: Span): AsyncGenerator<CountedSession> {
    const ended = await ConversationModel.find(
      { organizationId, chatbotId, endedAt: within(span) },
      { endedAt: 1, createdAt: 1 },
    )
      .hint({ organizationId: 1, chatbotId: 1, endedAt: 1, createdAt: 1, _id: 1 })
      .lean<{ _id: string; endedAt: Date; createdAt: Date }[]>()
      .exec();
    for (let start = 0; start < ended.length; start += mostNamed) {
      const some = ended.slice(start, start + mostNamed);
      const talks = await talksOf(
        organizationId,
        some.map(({ _id }) => _id),
      );
      for (const { _id, endedAt, createdAt } of some) {
        const { messages, last } = talks.get(_id) ?? { messages: 0, last: createdAt };
        yield { endedAt, messages, durationMs: Math.max(0, last.getTime() - createdAt.getTime()) };
      }
    }
  },

  /** Ratings of answers to messages of a time, by quarter of an hour. */
  async ratings(
    { organizationId, chatbotId }: BotKey,
    span: Span,
  ): Promise<{ start: Date; sum: number; count: number }[]> {
    const millis = { $toLong: '$createdAt' };
    const found = await TurnModel.aggregate<{ _id: unknown; sum: number; count: number }>([
      { $match: { organizationId, chatbotId, createdAt: within(span), 'rating.rating': { $gt: 0 } } },
      {
        $group: {
          _id: { $subtract: [millis, { $mod: [millis, slotMs] }] },
          sum: { $sum: '$rating.rating' },
          count: { $sum: 1 },
        },
      },
    ]).hint({ organizationId: 1, chatbotId: 1, createdAt: 1, 'rating.rating': 1 });
    return found.map(({ _id, sum, count }) => ({ start: new Date(Number(_id)), sum, count }));
  },

  /** When something happens next, from a time on. */
  async next({ organizationId, chatbotId }: BotKey, from: Date): Promise<Date | null> {
    const bot = { organizationId, chatbotId };
    const [turn, started, ended] = await Promise.all([
      TurnModel.findOne({ ...bot, createdAt: { $gte: from } }, { createdAt: 1 })
        .sort({ createdAt: 1, _id: 1 })
        .lean<{ createdAt: Date }>(),
      ConversationModel.findOne({ ...bot, createdAt: { $gte: from } }, { createdAt: 1 })
        .sort({ createdAt: 1 })
        .lean<{ createdAt: Date }>(),
      ConversationModel.findOne({ ...bot, endedAt: { $gte: from } }, { endedAt: 1 })
        .sort({ endedAt: 1 })
        .lean<{ endedAt: Date }>(),
    ]);
    const times = [turn?.createdAt, started?.createdAt, ended?.endedAt].flatMap((time) =>
      time ? [time.getTime()] : [],
    );
    return times.length === 0 ? null : new Date(Math.min(...times));
  },
};

/** What was said in conversations, and when last. */
async function talksOf(organizationId: string, conversationIds: string[]) {
  const found = await TurnModel.aggregate<{ _id: string; messages: number; last: Date }>([
    { $match: { organizationId, conversationId: { $in: conversationIds } } },
    { $project: { _id: 0, conversationId: 1, createdAt: 1, status: 1, answeredAt: 1 } },
    {
      $group: {
        _id: '$conversationId',
        messages: { $sum: { $cond: [{ $eq: ['$status', 'answered'] }, 2, 1] } },
        last: { $max: { $ifNull: ['$answeredAt', '$createdAt'] } },
      },
    },
  ]).hint({ organizationId: 1, conversationId: 1, createdAt: -1, _id: -1, status: 1, answeredAt: 1 });
  return new Map(found.map(({ _id, messages, last }) => [_id, { messages, last }]));
}
