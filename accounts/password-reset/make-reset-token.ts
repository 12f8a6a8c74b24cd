import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import type { UserDocument } from '../users/user.model.js';
import { userRepository } from '../users/user.repository.js';
import { passwordResetRepository } from './password-reset.repository.js';

/** How long a token is good for after its message was made. */
export const resetTokenMs = 3_600_000;

/**
 * Makes the token that is mailed; it is in the message alone. `null` when the address has no active account, or when
 * its owner has asked again since.
 */
export async function makeResetToken({
  email,
  requestedAt,
}: {
  email: string;
  requestedAt: Date;
}): Promise<{ user: UserDocument; token: string } | null> {
  const user = await userRepository.systemFindByLogin({ email });
  if (user?.status !== 'active') return null;
  const token = `rst_${randomToken()}`;
  const isNewest = await passwordResetRepository.systemPut(user._id, {
    hash: hashToken(token),
    requestedAt,
    expiresAt: new Date(Date.now() + resetTokenMs),
  });
  return isNewest ? { user, token } : null;
}
