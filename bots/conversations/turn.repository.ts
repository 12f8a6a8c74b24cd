import { readPage } from '../../platform/mongo/paginate.js';
import { insertPlain } from '../../platform/mongo/insert-plain.js';
import { TurnModel, type TurnDocument } from './turn.model.js';

export interface TurnFilter {
  chatbotId: string;
  conversationId?: string;
  userId?: string;
}

export type RememberedTurn = Pick<TurnDocument, 'question' | 'answer' | 'createdAt'> &
  Partial<Pick<TurnDocument, 'language' | 'citations'>> & { trace?: { query?: string } | null };

/** What is needed to end an answer that nobody makes any more. */
export type AbandonedTurn = Pick<TurnDocument, '_id' | 'organizationId' | 'maker' | 'createdAt'>;

const filterOf = (organizationId: string, { chatbotId, conversationId, userId }: TurnFilter) => ({
  organizationId,
  chatbotId,
  ...(conversationId === undefined ? {} : { conversationId }),
  ...(userId === undefined ? {} : { userId }),
});

export const turnRepository = {
  insert: async (organizationId: string, turn: Omit<TurnDocument, 'organizationId'>): Promise<void> => {
    await insertPlain<TurnDocument>(TurnModel, { withheld: false, ...turn, organizationId });
  },
  /** Ends a turn that was stored when its answer began. */
  finish: async (
    organizationId: string,
    id: string,
    { events = [], ...values }: Partial<TurnDocument>,
  ): Promise<void> => {
    await TurnModel.updateOne(
      { _id: id, organizationId },
      { $set: values, $push: { events: { $each: events } } },
    );
  },
  /** What was called so far in a turn whose answer is being made. */
  noteCalls: async (
    organizationId: string,
    id: string,
    calls: Pick<TurnDocument, 'toolCalls' | 'toolEvents'>,
  ): Promise<void> => {
    await TurnModel.updateOne({ _id: id, organizationId, status: 'answering' }, { $set: calls });
  },
  /** The newest turn of a conversation that was answered. */
  last: (organizationId: string, conversationId: string): Promise<Pick<TurnDocument, 'toolCalls'> | null> =>
    TurnModel.findOne({ organizationId, conversationId, status: 'answered' }, { toolCalls: 1 })
      .sort({ createdAt: -1, _id: -1 })
      .lean()
      .exec(),
  find: (organizationId: string, chatbotId: string, id: string): Promise<TurnDocument | null> =>
    TurnModel.findOne({ _id: id, organizationId, chatbotId }).lean().exec(),
  /** The newest answered turns of a conversation, oldest of them first, without those that name what was to be forgotten. */
  recent: async (
    organizationId: string,
    conversationId: string,
    limit: number,
  ): Promise<RememberedTurn[]> => {
    const turns = await TurnModel.find(
      { organizationId, conversationId, status: 'answered', withheld: { $ne: true } },
      { question: 1, answer: 1, createdAt: 1, language: 1, 'citations.title': 1, 'trace.query': 1 },
    )
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .lean()
      .exec();
    return turns.reverse();
  },
  list: async (
    organizationId: string,
    filter: TurnFilter,
    { skip, limit }: { skip: number; limit: number },
  ) => {
    const where = filterOf(organizationId, filter);
    const { items: turns, total } = await readPage({
      ...{ skip, limit },
      read: (most) =>
        TurnModel.find(where, { trace: 0 })
          .sort({ createdAt: 1, _id: 1 })
          .skip(skip)
          .limit(most)
          .lean<Omit<TurnDocument, 'trace'>[]>()
          .exec(),
      count: () => TurnModel.countDocuments(where).exec(),
    });
    return { turns, total };
  },
  rate: (
    organizationId: string,
    chatbotId: string,
    id: string,
    rating: NonNullable<TurnDocument['rating']>,
  ): Promise<TurnDocument | null> =>
    TurnModel.findOneAndUpdate(
      { _id: id, organizationId, chatbotId, status: { $ne: 'answering' } },
      { $set: { rating } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await TurnModel.deleteMany({ organizationId, chatbotId });
  },
  systemLastActivity: async (conversationId: string, organizationId: string): Promise<Date | null> => {
    const [last] = await TurnModel.find({ organizationId, conversationId }, { createdAt: 1 })
      .sort({ createdAt: -1 })
      .limit(1)
      .lean()
      .exec();
    return last?.createdAt ?? null;
  },
  /** Ends an answer whose process died with what it had said; false when it was ended already. */
  interrupt: async (
    organizationId: string,
    id: string,
    values: Pick<TurnDocument, 'answer' | 'told' | 'failure' | 'toolEvents'>,
  ): Promise<boolean> => {
    const result = await TurnModel.updateOne(
      { _id: id, organizationId, status: 'answering' },
      { $set: { ...values, status: 'interrupted', answeredAt: new Date() } },
    );
    return result.modifiedCount === 1;
  },
  /** Answers that are being made, or were when their process died; the oldest first. */
  systemAnswering: (limit: number): Promise<AbandonedTurn[]> =>
    TurnModel.find({ status: 'answering' }, { organizationId: 1, maker: 1, createdAt: 1 })
      .sort({ createdAt: 1 })
      .limit(limit)
      .lean<AbandonedTurn[]>()
      .exec(),
};
