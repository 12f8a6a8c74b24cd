import type { PageRequest } from '../../../contracts/common.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import type { EndUser } from '../end-user.js';
import { TopicModel, type TopicDocument } from './topic.model.js';

type Values = Omit<TopicDocument, '_id' | keyof EndUser>;

/** Most topics of one end user; the lightest make room. */
const mostTopics = 200;

const of = (organizationId: string, { chatbotId, userId }: EndUser) => ({
  organizationId,
  chatbotId,
  userId,
});
const alive = () => ({ expiresAt: { $gt: new Date() } });

export const topicRepository = {
  findByKeys: (organizationId: string, user: EndUser, keys: string[]): Promise<TopicDocument[]> =>
    TopicModel.find({ ...of(organizationId, user), key: { $in: keys }, ...alive() })
      .lean()
      .exec(),
  put: (organizationId: string, user: EndUser, { key, ...values }: Values): Promise<TopicDocument> =>
    TopicModel.findOneAndUpdate(
      { ...of(organizationId, user), key },
      { $set: values },
      { upsert: true, returnDocument: 'after' },
    )
      .lean<TopicDocument>()
      .exec(),
  /** The heaviest first. */
  list: (organizationId: string, user: EndUser, request: PageRequest) =>
    paginate(
      TopicModel,
      { ...of(organizationId, user), ...alive() },
      { ...request, sort: { field: 'rank', direction: -1 } },
    ),
  top: (organizationId: string, user: EndUser, limit: number): Promise<TopicDocument[]> =>
    TopicModel.find({ ...of(organizationId, user), ...alive() })
      .sort({ rank: -1, _id: -1 })
      .limit(limit)
      .lean()
      .exec(),
  all: (organizationId: string, user: EndUser): Promise<TopicDocument[]> =>
    TopicModel.find(of(organizationId, user)).lean().exec(),
  prune: async (organizationId: string, user: EndUser): Promise<void> => {
    const light = await TopicModel.find(of(organizationId, user), { _id: 1 })
      .sort({ rank: -1, _id: -1 })
      .skip(mostTopics)
      .lean();
    if (light.length > 0)
      await TopicModel.deleteMany({ organizationId, _id: { $in: light.map(({ _id }) => _id) } });
  },
  delete: async (organizationId: string, user: EndUser, id: string): Promise<boolean> =>
    (await TopicModel.deleteOne({ ...of(organizationId, user), _id: id })).deletedCount === 1,
  deleteOfUser: async (organizationId: string, user: EndUser): Promise<number> =>
    (await TopicModel.deleteMany(of(organizationId, user))).deletedCount,
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await TopicModel.deleteMany({ organizationId, chatbotId });
  },
  deleteOfOrganization: async (organizationId: string): Promise<void> => {
    await TopicModel.deleteMany({ organizationId });
  },
};
