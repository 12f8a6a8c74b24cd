import { PasswordResetModel } from './password-reset.model.js';

const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === 11_000;

/** Tokens belong to a user, whom they name before the tenant is known. */
export const passwordResetRepository = {
  /** Keeps a token in place of the one before; `false` when a later request was quicker. */
  systemPut: async (
    userId: string,
    values: { hash: string; requestedAt: Date; expiresAt: Date },
  ): Promise<boolean> => {
    try {
      await PasswordResetModel.updateOne(
        { _id: userId, requestedAt: { $lte: values.requestedAt } },
        { $set: values },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  },
  /** Spends a token: its user's id, or `null` for one that is unknown, spent or expired. */
  systemSpend: async (hash: string): Promise<string | null> => {
    const spent = await PasswordResetModel.findOneAndDelete({ hash, expiresAt: { $gt: new Date() } })
      .lean()
      .exec();
    return spent?._id ?? null;
  },
  systemDelete: async (userId: string): Promise<void> => {
    await PasswordResetModel.deleteOne({ _id: userId });
  },
};
