import type { PageRequest, SortOrder } from '../../../contracts/common.contract.js';
import { onDuplicate } from '../../../platform/mongo/duplicate-key.js';
import { contains, paginate } from '../../../platform/mongo/paginate.js';
import { DatasetModel, type DatasetDocument } from './dataset.model.js';

type NewDataset = Pick<DatasetDocument, 'chatbotId' | 'name' | 'description' | 'createdBy'>;

const taken = { name: 'A dataset of this name exists' };

export const datasetRepository = {
  insert: (organizationId: string, values: NewDataset): Promise<DatasetDocument> =>
    onDuplicate(taken, async () => (await new DatasetModel({ ...values, organizationId }).save()).toObject()),
  find: (organizationId: string, id: string): Promise<DatasetDocument | null> =>
    DatasetModel.findOne({ _id: id, organizationId }).lean().exec(),
  findByName: (organizationId: string, chatbotId: string, name: string): Promise<DatasetDocument | null> =>
    DatasetModel.findOne({ organizationId, chatbotId, name }).lean().exec(),
  findMany: (organizationId: string, ids: string[]): Promise<DatasetDocument[]> =>
    DatasetModel.find({ _id: { $in: ids }, organizationId })
      .lean()
      .exec(),
  list: (
    organizationId: string,
    { chatbotId, search, ...request }: PageRequest & { sort: SortOrder; chatbotId: string; search?: string },
  ) =>
    paginate(
      DatasetModel,
      { organizationId, chatbotId, ...(search ? { name: contains(search) } : {}) },
      request,
    ),
  update: (
    organizationId: string,
    id: string,
    values: Partial<Pick<DatasetDocument, 'name' | 'description'>>,
  ): Promise<DatasetDocument | null> =>
    onDuplicate(taken, () =>
      DatasetModel.findOneAndUpdate(
        { _id: id, organizationId },
        { $set: values },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  /** Inside a transaction: who else changes the examples meanwhile waits. False when the dataset is gone. */
  hold: async (organizationId: string, id: string): Promise<boolean> =>
    (await DatasetModel.updateOne({ _id: id, organizationId }, { $inc: { exampleChanges: 1 } }))
      .matchedCount === 1,
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await DatasetModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
  ofChatbot: (organizationId: string, chatbotId: string): Promise<DatasetDocument[]> =>
    DatasetModel.find({ organizationId, chatbotId }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
  idsOfChatbot: (organizationId: string, chatbotId: string): Promise<string[]> =>
    DatasetModel.distinct('_id', { organizationId, chatbotId }),
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await DatasetModel.deleteMany({ organizationId, chatbotId });
  },
};
