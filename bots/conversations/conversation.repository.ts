import type { DomainEvent } from '../../contracts/events.contract.js';
import { insertPlain } from '../../platform/mongo/insert-plain.js';
import { ConversationModel, type ConversationDocument } from './conversation.model.js';

type NewConversation = Pick<ConversationDocument, '_id' | 'chatbotId' | 'userId' | 'events'>;

export const conversationRepository = {
  insert: async (organizationId: string, values: NewConversation): Promise<void> => {
    const now = new Date();
    const times = { endedAt: null, createdAt: now, updatedAt: now };
    await insertPlain(ConversationModel, { ...values, organizationId, status: 'active', ...times });
  },
  find: (organizationId: string, chatbotId: string, id: string): Promise<ConversationDocument | null> =>
    ConversationModel.findOne({ _id: id, organizationId, chatbotId }).lean().exec(),
  /** `null` when it is not active. */
  end: (organizationId: string, id: string, ended: DomainEvent): Promise<ConversationDocument | null> =>
    ConversationModel.findOneAndUpdate(
      { _id: id, organizationId, status: 'active' },
      { $set: { status: 'ended', endedAt: new Date() }, $push: { events: ended } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await ConversationModel.deleteMany({ organizationId, chatbotId });
  },
  systemActiveStartedBefore: (time: Date, limit: number): Promise<ConversationDocument[]> =>
    ConversationModel.find({ status: 'active', createdAt: { $lt: time } })
      .sort({ createdAt: 1 })
      .limit(limit)
      .lean()
      .exec(),
};
