import type { ChatbotStatus } from '../../contracts/chatbots.contract.js';
import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { onDuplicate } from '../../platform/mongo/duplicate-key.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import { ChatbotModel, type ChatbotDocument } from './chatbot.model.js';

type Values = Omit<ChatbotDocument, '_id' | 'organizationId' | 'createdAt' | 'updatedAt'>;

const taken = { name: 'A chatbot of this name exists' };

export const chatbotRepository = {
  insert: (organizationId: string, id: string, values: Values): Promise<ChatbotDocument> =>
    onDuplicate(taken, async () =>
      (await new ChatbotModel({ ...values, _id: id, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, id: string): Promise<ChatbotDocument | null> =>
    ChatbotModel.findOne({ _id: id, organizationId }).lean().exec(),
  findByName: (organizationId: string, name: string): Promise<ChatbotDocument | null> =>
    ChatbotModel.findOne({ organizationId, name }).lean().exec(),
  findMany: (organizationId: string, ids: string[]): Promise<ChatbotDocument[]> =>
    ChatbotModel.find({ organizationId, _id: { $in: ids } })
      .lean()
      .exec(),
  list: (
    organizationId: string,
    {
      status,
      search,
      ...request
    }: PageRequest & { sort: SortOrder; status?: ChatbotStatus; search?: string },
  ) =>
    paginate(
      ChatbotModel,
      { organizationId, ...(status ? { status } : {}), ...(search ? { name: contains(search) } : {}) },
      request,
    ),
  update: (organizationId: string, id: string, values: Partial<Values>): Promise<ChatbotDocument | null> =>
    onDuplicate(taken, () =>
      ChatbotModel.findOneAndUpdate(
        { _id: id, organizationId },
        { $set: values },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  /**
   * Takes the bot's content for the running transaction: of two that change it at once, one starts over and sees what
   * the other did.
   */
  holdContent: (organizationId: string, id: string): Promise<ChatbotDocument | null> =>
    ChatbotModel.findOneAndUpdate(
      { _id: id, organizationId },
      { $inc: { changes: 1 } },
      { returnDocument: 'after', timestamps: false },
    )
      .lean()
      .exec(),
  /** The intent models that the organisation's bots use. */
  intentModelIds: (organizationId: string): Promise<string[]> =>
    ChatbotModel.distinct('intentModelId', { organizationId, intentModelId: { $type: 'string' } }),
  /** Some chatbots of the installation with their tenants, in the order of their ids. */
  systemAfter: (id: string, limit: number): Promise<Pick<ChatbotDocument, '_id' | 'organizationId'>[]> =>
    ChatbotModel.find({ _id: { $gt: id } }, { organizationId: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean()
      .exec(),
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await ChatbotModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
};
