import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { OrganizationModel, type OrganizationDocument } from './organization.model.js';

export const organizationRepository = {
  systemInsert: async ({ id, name }: { id: string; name: string }): Promise<void> => {
    await new OrganizationModel({ _id: id, name }).save();
  },
  systemFindAll: (ids: string[]): Promise<OrganizationDocument[]> =>
    OrganizationModel.find({ _id: { $in: ids } })
      .lean()
      .exec(),
  find: (organizationId: string): Promise<OrganizationDocument | null> =>
    OrganizationModel.findById(organizationId).lean().exec(),
  update: (
    organizationId: string,
    values: Partial<Pick<OrganizationDocument, 'name'>>,
  ): Promise<OrganizationDocument | null> =>
    OrganizationModel.findOneAndUpdate({ _id: organizationId }, { $set: values }, { returnDocument: 'after' })
      .lean()
      .exec(),
  markDeleting: async (organizationId: string): Promise<void> => {
    await OrganizationModel.updateOne({ _id: organizationId }, { $set: { deletingSince: new Date() } });
  },
  delete: async (organizationId: string): Promise<boolean> =>
    (await OrganizationModel.deleteOne({ _id: organizationId })).deletedCount === 1,
  /**
   * Runs a change of members or invitations in a transaction; such changes of one organisation happen one after the
   * other. Without that, two owners who demote each other at once would leave none.
   */
  changeMembers: <T>(organizationId: string, change: () => Promise<T>): Promise<T> =>
    withTransaction(async () => {
      const locked = await OrganizationModel.updateOne(
        { _id: organizationId },
        { $inc: { membersRevision: 1 } },
        { timestamps: false },
      );
      if (locked.matchedCount === 0) throw notFound('Organisation');
      return change();
    }),
  /** An organisation's share beside others; 1 when it was never set. */
  priorityOf: async (organizationId: string): Promise<number> => {
    const found = await OrganizationModel.findById(organizationId, { priority: 1 }).lean().exec();
    return found?.priority ?? 1;
  },
};
