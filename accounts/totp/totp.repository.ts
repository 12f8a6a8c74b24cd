import { onDuplicate } from '../../platform/mongo/duplicate-key.js';
import { TotpModel, type TotpDocument } from './totp.model.js';

/** So many tries, then none for a while: a code of six digits must not be guessed. */
const maxAttempts = 5;
const lockMs = 15 * 60_000;

const unlocked = { attempts: 0, lockedUntil: null };

/** An authenticator belongs to a user, in whichever organisation they work. */
export const totpRepository = {
  systemFind: (userId: string): Promise<TotpDocument | null> => TotpModel.findById(userId).lean().exec(),
  /** Keeps a secret that is to be confirmed. @throws AppError CONFLICT when one is confirmed already */
  systemEnroll: async (userId: string, secret: string): Promise<void> => {
    await onDuplicate({ _id: 'Two-factor authentication is on already; switch it off first' }, () =>
      TotpModel.updateOne({ _id: userId, confirmedAt: null }, { $set: { secret } }, { upsert: true }),
    );
  },
  /** `false` when another secret was enrolled, or this one confirmed, in the meantime. */
  systemConfirm: async (
    { _id, secret }: TotpDocument,
    values: Pick<TotpDocument, 'lastStep' | 'recoveryHashes'>,
  ): Promise<boolean> => {
    const result = await TotpModel.updateOne(
      { _id, secret, confirmedAt: null },
      { $set: { ...values, ...unlocked, confirmedAt: new Date() } },
    );
    return result.modifiedCount === 1;
  },
  /** Counts a try before it is looked at, so that many at once are not more than many in turn; `null` when locked. */
  systemTakeAttempt: (userId: string): Promise<TotpDocument | null> =>
    TotpModel.findOneAndUpdate(
      { _id: userId, $or: [{ lockedUntil: null }, { lockedUntil: { $lte: new Date() } }] },
      [
        {
          $set: {
            attempts: { $add: [{ $cond: [{ $gte: ['$attempts', maxAttempts] }, 0, '$attempts'] }, 1] },
          },
        },
        {
          $set: {
            lockedUntil: {
              $cond: [{ $gte: ['$attempts', maxAttempts] }, new Date(Date.now() + lockMs), null],
            },
          },
        },
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
      .lean()
      .exec(),
  /** Spends the code of a time step; `false` when it or a later one was used before. */
  systemSpendStep: async (userId: string, step: number): Promise<boolean> => {
    const result = await TotpModel.updateOne(
      { _id: userId, lastStep: { $lt: step } },
      { $set: { lastStep: step, ...unlocked } },
    );
    return result.modifiedCount === 1;
  },
  systemSpendRecoveryCode: async (userId: string, hash: string): Promise<boolean> => {
    const result = await TotpModel.updateOne(
      { _id: userId, recoveryHashes: hash },
      { $pull: { recoveryHashes: hash }, $set: unlocked },
    );
    return result.modifiedCount === 1;
  },
  /** The same secret under the present key. */
  systemReseal: async ({ _id, secret }: TotpDocument, resealed: string): Promise<void> => {
    await TotpModel.updateOne({ _id, secret }, { $set: { secret: resealed } });
  },
  systemDelete: async (userId: string): Promise<void> => {
    await TotpModel.deleteOne({ _id: userId });
  },
};
