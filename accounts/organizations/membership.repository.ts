import type { PipelineStage } from 'mongoose';
import type { Page, PageRequest, SortOrder } from '../../contracts/common.contract.js';
import type { OrganizationRole } from '../../contracts/identity.contract.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import { MembershipModel, type MembershipDocument } from './membership.model.js';

export interface MemberListRequest extends PageRequest {
  sort: SortOrder;
  search?: string;
  role?: OrganizationRole;
}

/** A membership with what its organisation may know of the user. */
export interface MemberDocument extends MembershipDocument {
  user: { username: string; email: string; name: string | null };
}

export const membershipRepository = {
  add: async (
    organizationId: string,
    { userId, role }: { userId: string; role: OrganizationRole },
  ): Promise<void> => {
    await new MembershipModel({ organizationId, userId, role }).save();
  },
  find: (organizationId: string, userId: string): Promise<MembershipDocument | null> =>
    MembershipModel.findOne({ organizationId, userId }).lean().exec(),
  count: (organizationId: string, role?: OrganizationRole): Promise<number> =>
    MembershipModel.countDocuments({ organizationId, ...(role ? { role } : {}) }).exec(),
  setRole: async (organizationId: string, userId: string, role: OrganizationRole): Promise<void> => {
    await MembershipModel.updateOne({ organizationId, userId }, { $set: { role } });
  },
  remove: async (organizationId: string, userId: string): Promise<void> => {
    await MembershipModel.deleteOne({ organizationId, userId });
  },
  findMember: async (organizationId: string, userId: string): Promise<MemberDocument | null> => {
    const [member] = await MembershipModel.aggregate<MemberDocument>(
      withUsers({ organizationId, userId }),
    ).exec();
    return member ?? null;
  },
  list: async (
    organizationId: string,
    { page, limit, sort, search, role }: MemberListRequest,
  ): Promise<Page<MemberDocument>> => {
    const text = search && contains(search);
    const found: PipelineStage[] = [
      ...withUsers({ organizationId, ...(role ? { role } : {}) }),
      ...(text
        ? [{ $match: { $or: [{ 'user.username': text }, { 'user.email': text }, { 'user.name': text }] } }]
        : []),
    ];
    const field = sort.field === 'username' ? 'user.usernameKey' : sort.field;
    const [items, [counted]] = await Promise.all([
      MembershipModel.aggregate<MemberDocument>([
        ...found,
        { $sort: { [field]: sort.direction, _id: sort.direction } },
        { $skip: (page - 1) * limit },
        { $limit: limit },
      ]).exec(),
      MembershipModel.aggregate<{ total: number }>([...found, { $count: 'total' }]).exec(),
    ]);
    return { items, total: counted?.total ?? 0 };
  },
  systemAllOfUser: (userId: string): Promise<MembershipDocument[]> =>
    MembershipModel.find({ userId }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
  /** The oldest editor beside a user, without one the oldest member; those who can still act go first. */
  findSuccessor: async (organizationId: string, besideUserId: string): Promise<MembershipDocument | null> => {
    const [successor] = await MembershipModel.aggregate<MembershipDocument>([
      ...withUsers({ organizationId }),
      { $match: { userId: { $ne: besideUserId } } },
      {
        $set: {
          rank: {
            $add: [
              { $cond: [{ $eq: ['$user.status', 'active'] }, 0, 2] },
              { $cond: [{ $eq: ['$role', 'viewer'] }, 1, 0] },
            ],
          },
        },
      },
      { $sort: { rank: 1, createdAt: 1, _id: 1 } },
      { $limit: 1 },
      { $unset: ['user', 'rank'] },
    ]).exec();
    return successor ?? null;
  },
  systemListOfUser: (userId: string, request: PageRequest & { sort: SortOrder }) =>
    paginate(MembershipModel, { userId }, request),
  systemFindOldest: (userId: string): Promise<MembershipDocument | null> =>
    MembershipModel.findOne({ userId }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
};

const withUsers = (filter: Partial<MembershipDocument>): PipelineStage[] => [
  { $match: filter },
  {
    $lookup: {
      from: 'users',
      localField: 'userId',
      foreignField: '_id',
      pipeline: [{ $project: { username: 1, usernameKey: 1, email: 1, emailKey: 1, name: 1, status: 1 } }],
      as: 'user',
    },
  },
  { $unwind: '$user' },
];
