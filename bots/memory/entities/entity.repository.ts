import type { PageRequest } from '../../../contracts/common.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import type { EndUser } from '../end-user.js';
import { EntityModel, type EntityDocument } from './entity.model.js';

type Values = Omit<EntityDocument, '_id' | keyof EndUser>;

/** Most entities of one end user; those found in messages and mentioned longest ago make room. */
export const mostEntities = 500;

const of = (organizationId: string, { chatbotId, userId }: EndUser) => ({
  organizationId,
  chatbotId,
  userId,
});
const alive = () => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] });
const newestFirst = { lastMentionedAt: -1, _id: -1 } as const;

export const entityRepository = {
  findByKeys: (organizationId: string, user: EndUser, keys: string[]): Promise<EntityDocument[]> =>
    EntityModel.find({ ...of(organizationId, user), key: { $in: keys }, ...alive() })
      .lean()
      .exec(),
  put: (organizationId: string, user: EndUser, { key, ...values }: Values): Promise<EntityDocument> =>
    EntityModel.findOneAndUpdate(
      { ...of(organizationId, user), key },
      { $set: values },
      { upsert: true, returnDocument: 'after' },
    )
      .lean<EntityDocument>()
      .exec(),
  /** Those mentioned last first. */
  list: (organizationId: string, user: EndUser, { type, ...request }: PageRequest & { type?: string }) =>
    paginate(
      EntityModel,
      { ...of(organizationId, user), ...alive(), ...(type === undefined ? {} : { type }) },
      { ...request, sort: { field: 'lastMentionedAt', direction: -1 } },
    ),
  latest: (organizationId: string, user: EndUser, limit: number): Promise<EntityDocument[]> =>
    EntityModel.find({ ...of(organizationId, user), ...alive() })
      .sort(newestFirst)
      .limit(limit)
      .lean()
      .exec(),
  prune: async (organizationId: string, user: EndUser): Promise<void> => {
    const count = await EntityModel.countDocuments(of(organizationId, user));
    if (count <= mostEntities) return;
    const old = await EntityModel.find({ ...of(organizationId, user), source: 'extracted' }, { _id: 1 })
      .sort({ lastMentionedAt: 1, _id: 1 })
      .limit(count - mostEntities)
      .lean();
    await EntityModel.deleteMany({ organizationId, _id: { $in: old.map(({ _id }) => _id) } });
  },
  count: (organizationId: string, user: EndUser): Promise<number> =>
    EntityModel.countDocuments({ ...of(organizationId, user), ...alive() }).exec(),
  /** What it was; `null` when there was none. */
  delete: (organizationId: string, user: EndUser, id: string): Promise<EntityDocument | null> =>
    EntityModel.findOneAndDelete({ ...of(organizationId, user), _id: id, ...alive() })
      .lean()
      .exec(),
  all: (organizationId: string, user: EndUser): Promise<EntityDocument[]> =>
    EntityModel.find(of(organizationId, user)).lean().exec(),
  deleteOfUser: async (organizationId: string, user: EndUser): Promise<number> =>
    (await EntityModel.deleteMany(of(organizationId, user))).deletedCount,
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await EntityModel.deleteMany({ organizationId, chatbotId });
  },
  deleteOfOrganization: async (organizationId: string): Promise<void> => {
    await EntityModel.deleteMany({ organizationId });
  },
};
