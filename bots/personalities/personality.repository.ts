import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import { PersonalityModel, type PersonalityDocument } from './personality.model.js';

export type PersonalityValues = Omit<
  PersonalityDocument,
  '_id' | 'organizationId' | 'createdAt' | 'updatedAt'
>;

export const personalityRepository = {
  insert: async (
    organizationId: string,
    id: string,
    values: PersonalityValues,
  ): Promise<PersonalityDocument> =>
    (await new PersonalityModel({ ...values, _id: id, organizationId }).save()).toObject(),
  find: (organizationId: string, id: string): Promise<PersonalityDocument | null> =>
    PersonalityModel.findOne({ _id: id, organizationId }).lean().exec(),
  findDefault: (organizationId: string, chatbotId: string): Promise<PersonalityDocument | null> =>
    PersonalityModel.findOne({ organizationId, chatbotId, isDefault: true }).lean().exec(),
  ofChatbot: (organizationId: string, chatbotId: string): Promise<PersonalityDocument[]> =>
    PersonalityModel.find({ organizationId, chatbotId }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
  count: (organizationId: string, chatbotId: string): Promise<number> =>
    PersonalityModel.countDocuments({ organizationId, chatbotId }).exec(),
  list: (
    organizationId: string,
    { chatbotId, search, ...request }: PageRequest & { sort: SortOrder; chatbotId: string; search?: string },
  ) =>
    paginate(
      PersonalityModel,
      { organizationId, chatbotId, ...(search ? { name: contains(search) } : {}) },
      request,
    ),
  update: (
    organizationId: string,
    id: string,
    values: Partial<PersonalityValues>,
  ): Promise<PersonalityDocument | null> =>
    PersonalityModel.findOneAndUpdate(
      { _id: id, organizationId },
      { $set: values },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Afterwards the bot speaks with none, until another one is made its default. */
  clearDefault: async (organizationId: string, chatbotId: string): Promise<void> => {
    await PersonalityModel.updateMany(
      { organizationId, chatbotId, isDefault: true },
      { $set: { isDefault: false } },
    );
  },
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await PersonalityModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await PersonalityModel.deleteMany({ organizationId, chatbotId });
  },
};
