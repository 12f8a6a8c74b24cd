import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { paginate } from '../../platform/mongo/paginate.js';
import { SessionModel, type SessionDocument } from './session.model.js';

/** How many spent refresh tokens of a family are remembered. */
const remembered = 100;
/** A session's use is noted at most once a minute. */
const usedResolutionMs = 60_000;
/** How long the cookie before a renewal is accepted. */
const formerCookieMs = 60_000;

type NewSession = Pick<
  SessionDocument,
  | 'userId'
  | 'organizationId'
  | 'refreshHash'
  | 'cookieHash'
  | 'secondFactorAt'
  | 'ip'
  | 'userAgent'
  | 'expiresAt'
>;

const living = () => ({ revokedAt: null, expiresAt: { $gt: new Date() } });
const revoke = async (filter: object): Promise<number> => {
  const result = await SessionModel.updateMany(
    { ...filter, revokedAt: null },
    { $set: { revokedAt: new Date() } },
  );
  return result.modifiedCount;
};

/** Sessions belong to a user; they are looked up by secrets, before the tenant is known. */
export const sessionRepository = {
  systemInsert: async (values: NewSession) => (await new SessionModel(values).save()).toObject(),
  systemFindActive: (id: string, userId: string): Promise<SessionDocument | null> =>
    SessionModel.findOne({ _id: id, userId, ...living() })
      .lean()
      .exec(),
  systemFindByCookie: (hash: string): Promise<SessionDocument | null> =>
    SessionModel.findOne({
      $or: [{ cookieHash: hash }, { 'formerCookie.hash': hash, 'formerCookie.until': { $gt: new Date() } }],
      ...living(),
    })
      .lean()
      .exec(),
  systemListOfUser: (userId: string, request: PageRequest & { sort: SortOrder }) =>
    paginate(SessionModel, { userId, ...living() }, request),
  systemCount: (userId: string): Promise<number> =>
    SessionModel.countDocuments({ userId, ...living() }).exec(),
  systemNoteUse: async ({ _id, lastUsedAt }: SessionDocument): Promise<void> => {
    const now = Date.now();
    if (lastUsedAt && now - lastUsedAt.getTime() < usedResolutionMs) return;
    await SessionModel.updateOne({ _id }, { $set: { lastUsedAt: new Date(now) } });
  },
  systemNoteSecondFactor: async (id: string, userId: string): Promise<void> => {
    await SessionModel.updateOne({ _id: id, userId }, { $set: { secondFactorAt: new Date() } });
  },
  /** Swaps the refresh token; `null` when it is not the current one of a living session. */
  systemRotate: (
    spent: string,
    next: Pick<SessionDocument, 'refreshHash' | 'expiresAt' | 'ip' | 'userAgent'>,
  ): Promise<SessionDocument | null> =>
    SessionModel.findOneAndUpdate(
      { refreshHash: spent, ...living() },
      {
        $set: { ...next, lastUsedAt: new Date() },
        $push: { spentHashes: { $each: [spent], $slice: -remembered } },
      },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Renews the cookie of a session. */
  systemSetCookie: async ({ _id, cookieHash }: SessionDocument, next: string): Promise<void> => {
    const former = cookieHash && { hash: cookieHash, until: new Date(Date.now() + formerCookieMs) };
    await SessionModel.updateOne(
      { _id, revokedAt: null },
      { $set: { cookieHash: next, ...(former ? { formerCookie: former } : {}) } },
    );
  },
  /** The session goes on in another organisation. */
  systemSetOrganization: async (id: string, userId: string, organizationId: string): Promise<void> => {
    await SessionModel.updateOne({ _id: id, userId, revokedAt: null }, { $set: { organizationId } });
  },
  /** Ends the family that a spent token belongs to. */
  systemRevokeBySpentToken: (hash: string): Promise<number> => revoke({ spentHashes: hash }),
  revokeOfMember: (organizationId: string, userId: string): Promise<number> =>
    revoke({ organizationId, userId }),
  /** Ends one session of a user; `false` when there is no such living one. */
  systemRevoke: async (id: string, userId: string): Promise<boolean> =>
    (await revoke({ _id: id, userId, expiresAt: { $gt: new Date() } })) > 0,
  /** Ends every session of a user; returns how many. */
  systemRevokeAll: (userId: string): Promise<number> => revoke({ userId, expiresAt: { $gt: new Date() } }),
  systemDeleteAll: async (userId: string): Promise<void> => {
    await SessionModel.deleteMany({ userId });
  },
  /** Ends every session of a user but one; returns how many. */
  systemRevokeOthers: (userId: string, except: string): Promise<number> =>
    revoke({ userId, _id: { $ne: except }, expiresAt: { $gt: new Date() } }),
};
