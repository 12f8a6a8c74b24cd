import { SessionModel, type SessionDocument } from './session.model.js';

/** How many spent refresh tokens of a family are remembered. */
const remembered = 100;

/** Sessions are looked up by secrets, before the tenant is known. */
export const sessionRepository = {
  systemInsert: async (
    values: Pick<SessionDocument, 'userId' | 'organizationId' | 'refreshHash' | 'expiresAt'>,
  ) => (await new SessionModel(values).save()).toObject(),
  systemFindActive: (id: string, userId: string): Promise<SessionDocument | null> =>
    SessionModel.findOne({ _id: id, userId, revokedAt: null, expiresAt: { $gt: new Date() } })
      .lean()
      .exec(),
  /** Swaps the refresh token; `null` when it is not the current one of a living session. */
  systemRotate: (
    spent: string,
    next: { refreshHash: string; expiresAt: Date },
  ): Promise<SessionDocument | null> =>
    SessionModel.findOneAndUpdate(
      { refreshHash: spent, revokedAt: null, expiresAt: { $gt: new Date() } },
      { $set: next, $push: { spentHashes: { $each: [spent], $slice: -remembered } } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Ends the family that a spent token belongs to. */
  systemRevokeBySpentToken: async (hash: string): Promise<boolean> => {
    const result = await SessionModel.updateMany(
      { spentHashes: hash, revokedAt: null },
      { $set: { revokedAt: new Date() } },
    );
    return result.modifiedCount > 0;
  },
  systemRevoke: async (id: string): Promise<void> => {
    await SessionModel.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: new Date() } });
  },
};
