import type { Sealer } from '../../platform/crypto/sealer.js';
import { AppError } from '../../platform/errors/app-error.js';
import { hashRecoveryCode, stepOfCode } from './codes.js';
import type { TotpDocument } from './totp.model.js';
import { totpRepository } from './totp.repository.js';

export const sealContext = (userId: string): string => `totp:${userId}`;

/** Counts a try. @throws AppError RATE_LIMIT_EXCEEDED while there were too many */
export async function takeAttempt(userId: string): Promise<void> {
  if (await totpRepository.systemTakeAttempt(userId)) return;
  const lockedUntil = (await totpRepository.systemFind(userId))?.lockedUntil?.getTime() ?? 0;
  throw new AppError('RATE_LIMIT_EXCEEDED', 'Too many wrong codes. Please try again later.', {
    retryAfter: Math.max(1, Math.ceil((lockedUntil - Date.now()) / 1_000)),
  });
}

/**
 * Whether a code of the authenticator, or a recovery code, proves the second factor; it is spent thereby.
 * @throws AppError RATE_LIMIT_EXCEEDED
 */
export async function proveSecondFactor({
  sealer,
  totp,
  code,
}: {
  sealer: Sealer;
  totp: TotpDocument;
  code: string;
}): Promise<boolean> {
  const userId = totp._id;
  await takeAttempt(userId);
  const secret = sealer.open(totp.secret, sealContext(userId));
  if (sealer.isStale(totp.secret))
    await totpRepository.systemReseal(totp, sealer.seal(secret, sealContext(userId)));
  const step = stepOfCode(secret, code);
  if (step !== null) return totpRepository.systemSpendStep(userId, step);
  return totpRepository.systemSpendRecoveryCode(userId, hashRecoveryCode(code));
}

/**
 * Asks for the second factor of a user who has one; whoever comes here knows the password already. Returns when it was
 * proved, `null` for users without. @throws AppError TOTP_REQUIRED without a right code, RATE_LIMIT_EXCEEDED
 */
export async function requireSecondFactor({
  sealer,
  userId,
  code,
}: {
  sealer: Sealer;
  userId: string;
  code: string | undefined;
}): Promise<Date | null> {
  const totp = await totpRepository.systemFind(userId);
  if (!totp?.confirmedAt) return null;
  if (code === undefined)
    throw new AppError('TOTP_REQUIRED', 'Send a code of your authenticator, or a recovery code, as totp');
  if (!(await proveSecondFactor({ sealer, totp, code })))
    throw new AppError('TOTP_REQUIRED', 'The code in totp is wrong, has expired or was used before');
  return new Date();
}
