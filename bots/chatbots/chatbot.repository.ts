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
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await ChatbotModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
};
