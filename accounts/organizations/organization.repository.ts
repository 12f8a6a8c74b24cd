import type { OrganizationRole } from '../../contracts/identity.contract.js';
import { MembershipModel, type MembershipDocument } from './membership.model.js';
import { OrganizationModel } from './organization.model.js';

export const organizationRepository = {
  systemInsert: async ({ id, name }: { id: string; name: string }): Promise<void> => {
    await new OrganizationModel({ _id: id, name }).save();
  },
  addMember: async (
    organizationId: string,
    { userId, role }: { userId: string; role: OrganizationRole },
  ): Promise<void> => {
    await new MembershipModel({ organizationId, userId, role }).save();
  },
  findMember: (organizationId: string, userId: string): Promise<MembershipDocument | null> =>
    MembershipModel.findOne({ organizationId, userId }).lean().exec(),
};
