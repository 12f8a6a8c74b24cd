import type { QueryFilter } from 'mongoose';
import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import type { InvitationState } from '../../contracts/organizations.contract.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import { InvitationModel, type InvitationDocument } from './invitation.model.js';

type NewInvitation = Pick<
  InvitationDocument,
  'email' | 'emailKey' | 'role' | 'hash' | 'invitedBy' | 'expiresAt'
>;

export interface InvitationListRequest extends PageRequest {
  sort: SortOrder;
  search?: string;
  status?: InvitationState;
}

const inState = (status?: InvitationState): QueryFilter<InvitationDocument> => {
  const now = new Date();
  if (status === 'pending') return { status, expiresAt: { $gt: now } };
  if (status === 'expired') return { status: 'pending', expiresAt: { $lte: now } };
  return status ? { status } : {};
};

const revoke = async (filter: QueryFilter<InvitationDocument>): Promise<boolean> => {
  const result = await InvitationModel.updateMany(
    { ...filter, status: 'pending' },
    { $set: { status: 'revoked' } },
  );
  return result.modifiedCount > 0;
};

export const invitationRepository = {
  insert: async (organizationId: string, values: NewInvitation): Promise<InvitationDocument> =>
    (await new InvitationModel({ ...values, organizationId }).save()).toObject(),
  list: (organizationId: string, { status, search, ...request }: InvitationListRequest) =>
    paginate(
      InvitationModel,
      { organizationId, ...inState(status), ...(search ? { email: contains(search) } : {}) },
      request,
    ),
  countOpen: (organizationId: string): Promise<number> =>
    InvitationModel.countDocuments({ organizationId, ...inState('pending') }).exec(),
  /** `false` when there is none, or it is accepted or revoked already. */
  revoke: (organizationId: string, id: string): Promise<boolean> => revoke({ organizationId, _id: id }),
  revokeTo: (organizationId: string, emailKey: string): Promise<boolean> =>
    revoke({ organizationId, emailKey }),
  revokeAll: (organizationId: string): Promise<boolean> => revoke({ organizationId }),
  revokeBy: (organizationId: string, invitedBy: string): Promise<boolean> =>
    revoke({ organizationId, invitedBy }),
  /** Spends an invitation; `false` when it is not open any more. */
  accept: async (organizationId: string, id: string, userId: string): Promise<boolean> => {
    const result = await InvitationModel.updateOne(
      { _id: id, organizationId, ...inState('pending') },
      { $set: { status: 'accepted', acceptedBy: userId, acceptedAt: new Date() } },
    );
    return result.modifiedCount === 1;
  },
  /** Those that any organisation sent to an address. */
  systemDeleteTo: async (emailKey: string): Promise<void> => {
    await InvitationModel.deleteMany({ emailKey });
  },
  /** The tenant is in the token. */
  systemFind: (hash: string, emailKey: string): Promise<InvitationDocument | null> =>
    InvitationModel.findOne({ hash, emailKey }).lean().exec(),
};
