import type { DisableTotp } from '../../contracts/identity.contract.js';
import { verifyPassword } from '../../platform/crypto/passwords.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { userRepository } from '../users/user.repository.js';
import { proveSecondFactor, takeAttempt } from './second-factor.js';
import type { TotpDocument } from './totp.model.js';
import { totpRepository } from './totp.repository.js';

/** For so long a session that has proved the second factor is not asked again. */
const freshMs = 10 * 60_000;

/**
 * Switches two-factor authentication off. A session alone, which may be stolen, does not suffice: it must have proved
 * the second factor just now, or send the password or a code. @throws AppError NOT_FOUND, FORBIDDEN, RATE_LIMIT_EXCEEDED
 */
export async function disableTotp({
  actor,
  sealer,
  input,
}: {
  actor: Actor;
  sealer: Sealer;
  input: DisableTotp;
}): Promise<void> {
  const totp = await totpRepository.systemFind(actor.userId);
  if (!totp) throw notFound('Authenticator');
  if (totp.confirmedAt && !(await mayDisable({ actor, sealer, totp, input })))
    throw new AppError('FORBIDDEN', 'Send your current password, or a code of your authenticator');
  await withTransaction(async () => {
    await totpRepository.systemDelete(actor.userId);
    // One that was never confirmed protected nothing.
    if (!totp.confirmedAt) return;
    const { organizationId, userId } = actor;
    await recordAudit({
      organizationId,
      actor,
      action: 'totp.disabled',
      target: { type: 'user', id: userId },
    });
  });
}

async function mayDisable({
  actor: { credentialId, userId },
  sealer,
  totp,
  input: { password, code },
}: {
  actor: Actor;
  sealer: Sealer;
  totp: TotpDocument;
  input: DisableTotp;
}): Promise<boolean> {
  if (code !== undefined) return proveSecondFactor({ sealer, totp, code });
  if (password !== undefined) {
    await takeAttempt(userId);
    const user = await userRepository.systemFind(userId);
    return verifyPassword(user?.passwordHash, password);
  }
  const session = await sessionRepository.systemFindActive(credentialId, userId);
  return Date.now() - (session?.secondFactorAt?.getTime() ?? 0) < freshMs;
}
