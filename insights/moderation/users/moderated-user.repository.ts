import { derivedId } from '../../../platform/ids.js';
import {
  ModeratedUserModel,
  type ModeratedUserDocument,
  type Restriction,
  type RestrictionKind,
} from './moderated-user.model.js';

const idOf = (organizationId: string, userId: string): string => derivedId(organizationId, userId);

export const moderatedUserRepository = {
  find: (organizationId: string, userId: string): Promise<ModeratedUserDocument | null> =>
    ModeratedUserModel.findOne({ _id: idOf(organizationId, userId), organizationId })
      .lean()
      .exec(),

  /** Puts a restriction in the place of the one that was; answers the latter. */
  restrict: async (
    organizationId: string,
    userId: string,
    { kind, ...restriction }: Restriction & { kind: RestrictionKind },
  ): Promise<Restriction | null> => {
    const before = await ModeratedUserModel.findOneAndUpdate(
      { _id: idOf(organizationId, userId), organizationId },
      { $set: { [kind]: restriction }, $setOnInsert: { userId } },
      { upsert: true, returnDocument: 'before' },
    )
      .lean()
      .exec();
    return before?.[kind] ?? null;
  },

  /** Lifts a restriction, only if it is the given one when that is named; answers what was lifted. */
  lift: async (
    organizationId: string,
    userId: string,
    { kind, actionId }: { kind: RestrictionKind; actionId?: string },
  ): Promise<Restriction | null> => {
    const isIt = actionId === undefined ? { [kind]: { $ne: null } } : { [`${kind}.actionId`]: actionId };
    const before = await ModeratedUserModel.findOneAndUpdate(
      { _id: idOf(organizationId, userId), organizationId, ...isIt },
      { $set: { [kind]: null } },
      { returnDocument: 'before' },
    )
      .lean()
      .exec();
    return before?.[kind] ?? null;
  },
};
