import type { PageRequest, SortOrder } from '../../../contracts/common.contract.js';
import { onDuplicate } from '../../../platform/mongo/duplicate-key.js';
import { contains, paginate } from '../../../platform/mongo/paginate.js';
import { EvaluationSetModel, type EvaluationSetDocument } from './evaluation-set.model.js';

type NewSet = Pick<EvaluationSetDocument, 'chatbotId' | 'name' | 'description' | 'createdBy'>;

const taken = { name: 'An evaluation set of this name exists' };

export const evaluationSetRepository = {
  insert: (organizationId: string, values: NewSet): Promise<EvaluationSetDocument> =>
    onDuplicate(taken, async () =>
      (await new EvaluationSetModel({ ...values, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, chatbotId: string, id: string): Promise<EvaluationSetDocument | null> =>
    EvaluationSetModel.findOne({ _id: id, organizationId, chatbotId }).lean().exec(),
  list: (
    organizationId: string,
    { chatbotId, search, ...request }: PageRequest & { sort: SortOrder; chatbotId: string; search?: string },
  ) =>
    paginate(
      EvaluationSetModel,
      { organizationId, chatbotId, ...(search ? { name: contains(search) } : {}) },
      request,
    ),
  count: (organizationId: string, chatbotId: string): Promise<number> =>
    EvaluationSetModel.countDocuments({ organizationId, chatbotId }).exec(),
  update: (
    organizationId: string,
    id: string,
    values: Partial<Pick<EvaluationSetDocument, 'name' | 'description'>>,
  ): Promise<EvaluationSetDocument | null> =>
    onDuplicate(taken, () =>
      EvaluationSetModel.findOneAndUpdate(
        { _id: id, organizationId },
        { $set: values },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  /** Inside a transaction that changes the questions: who else does meanwhile waits. False when the set is gone. */
  hold: async (organizationId: string, id: string): Promise<boolean> =>
    (await EvaluationSetModel.updateOne({ _id: id, organizationId }, { $inc: { revision: 1 } }))
      .matchedCount === 1,
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await EvaluationSetModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
  ofChatbot: (organizationId: string, chatbotId: string): Promise<EvaluationSetDocument[]> =>
    EvaluationSetModel.find({ organizationId, chatbotId }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await EvaluationSetModel.deleteMany({ organizationId, chatbotId });
  },
};
