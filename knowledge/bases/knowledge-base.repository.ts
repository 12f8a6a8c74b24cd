import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { onDuplicate } from '../../platform/mongo/duplicate-key.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import { KnowledgeBaseModel, type KnowledgeBaseDocument } from './knowledge-base.model.js';

type NewKnowledgeBase = Pick<
  KnowledgeBaseDocument,
  'chatbotId' | 'name' | 'description' | 'language' | 'chunking' | 'embedding'
>;

const taken = { name: 'A knowledge base of this name exists' };

export const knowledgeBaseRepository = {
  insert: (organizationId: string, values: NewKnowledgeBase): Promise<KnowledgeBaseDocument> =>
    onDuplicate(taken, async () =>
      (await new KnowledgeBaseModel({ ...values, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, id: string): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOne({ _id: id, organizationId }).lean().exec(),
  findMany: (organizationId: string, ids: string[]): Promise<KnowledgeBaseDocument[]> =>
    KnowledgeBaseModel.find({ _id: { $in: ids }, organizationId })
      .lean()
      .exec(),
  ofChatbot: (organizationId: string, chatbotId: string): Promise<KnowledgeBaseDocument[]> =>
    KnowledgeBaseModel.find({ organizationId, chatbotId }).lean().exec(),
  list: (
    organizationId: string,
    { chatbotId, search, ...request }: PageRequest & { sort: SortOrder; chatbotId: string; search?: string },
  ) =>
    paginate(
      KnowledgeBaseModel,
      { organizationId, chatbotId, ...(search ? { name: contains(search) } : {}) },
      request,
    ),
  update: (
    organizationId: string,
    id: string,
    values: Partial<Pick<KnowledgeBaseDocument, 'name' | 'description' | 'language'>>,
  ): Promise<KnowledgeBaseDocument | null> =>
    onDuplicate(taken, () =>
      KnowledgeBaseModel.findOneAndUpdate(
        { _id: id, organizationId },
        { $set: values },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  delete: (organizationId: string, id: string): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOneAndDelete({ _id: id, organizationId }).lean().exec(),
};
