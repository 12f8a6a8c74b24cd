import { TurnModel, type TurnDocument } from './turn.model.js';

export interface TurnFilter {
  chatbotId: string;
  conversationId?: string;
  userId?: string;
}

export type RememberedTurn = Pick<TurnDocument, 'question' | 'answer'>;

const filterOf = (organizationId: string, { chatbotId, conversationId, userId }: TurnFilter) => ({
  organizationId,
  chatbotId,
  ...(conversationId === undefined ? {} : { conversationId }),
  ...(userId === undefined ? {} : { userId }),
});

export const turnRepository = {
  insert: async (organizationId: string, turn: Omit<TurnDocument, 'organizationId'>): Promise<void> => {
    await new TurnModel({ ...turn, organizationId }).save();
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
  find: (organizationId: string, chatbotId: string, id: string): Promise<TurnDocument | null> =>
    TurnModel.findOne({ _id: id, organizationId, chatbotId }).lean().exec(),
  /** The newest answered turns of a conversation, oldest of them first. */
  recent: async (
    organizationId: string,
    conversationId: string,
    limit: number,
  ): Promise<RememberedTurn[]> => {
    const turns = await TurnModel.find(
      { organizationId, conversationId, status: 'answered' },
      { question: 1, answer: 1, createdAt: 1 },
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
    const [turns, total] = await Promise.all([
      TurnModel.find(where, { trace: 0 })
        .sort({ createdAt: 1, _id: 1 })
        .skip(skip)
        .limit(limit)
        .lean()
        .exec(),
      TurnModel.countDocuments(where).exec(),
    ]);
    return { turns: turns as Omit<TurnDocument, 'trace'>[], total };
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
  /** Answers whose process died: what was stored so far stays, and they say that they were interrupted. */
  systemInterruptAbandoned: async (before: Date): Promise<number> => {
    const result = await TurnModel.updateMany(
      { status: 'answering', createdAt: { $lt: before } },
      { $set: { status: 'interrupted' } },
    );
    return result.modifiedCount;
  },
};
