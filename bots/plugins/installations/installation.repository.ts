import type { PageRequest, SortOrder } from '../../../contracts/common.contract.js';
import { onDuplicate } from '../../../platform/mongo/duplicate-key.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import { InstallationModel, type InstallationDocument } from './installation.model.js';

export type InstallationValues = Omit<
  InstallationDocument,
  '_id' | 'organizationId' | 'createdAt' | 'updatedAt'
>;

const taken = { pluginId: 'The chatbot has this plugin already' };

export const installationRepository = {
  insert: (organizationId: string, id: string, values: InstallationValues): Promise<InstallationDocument> =>
    onDuplicate(taken, async () =>
      (await new InstallationModel({ ...values, _id: id, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, chatbotId: string, pluginId: string): Promise<InstallationDocument | null> =>
    InstallationModel.findOne({ organizationId, chatbotId, pluginId }).lean().exec(),
  /** In the order in which they were installed. */
  ofChatbot: (organizationId: string, chatbotId: string): Promise<InstallationDocument[]> =>
    InstallationModel.find({ organizationId, chatbotId }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
  ofPlugin: (organizationId: string, pluginId: string): Promise<InstallationDocument[]> =>
    InstallationModel.find({ organizationId, pluginId }).lean().exec(),
  list: (
    organizationId: string,
    { chatbotId, ...request }: PageRequest & { sort: SortOrder; chatbotId: string },
  ) => paginate(InstallationModel, { organizationId, chatbotId }, request),
  /** How many bots have each plugin, or one of them. */
  countByPlugin: async (organizationId: string, pluginId?: string): Promise<Map<string, number>> => {
    const groups = await InstallationModel.aggregate<{ _id: string; count: number }>([
      { $match: { organizationId, ...(pluginId === undefined ? {} : { pluginId }) } },
      { $group: { _id: '$pluginId', count: { $sum: 1 } } },
    ]);
    return new Map(groups.map(({ _id, count }) => [_id, count]));
  },
  update: (
    organizationId: string,
    id: string,
    values: Partial<InstallationValues>,
  ): Promise<InstallationDocument | null> =>
    InstallationModel.findOneAndUpdate(
      { _id: id, organizationId },
      { $set: values },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await InstallationModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await InstallationModel.deleteMany({ organizationId, chatbotId });
  },
};
