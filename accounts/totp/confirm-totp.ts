import type { Sealer } from '../../platform/crypto/sealer.js';
import { conflict, invalid } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { hashRecoveryCode, newRecoveryCodes, stepOfCode } from './codes.js';
import { sealContext } from './second-factor.js';
import { totpRepository } from './totp.repository.js';

/**
 * Switches two-factor authentication on, by a first code of the enrolled authenticator, which is spent thereby. Returns
 * the recovery codes, which are nowhere else. @throws AppError VALIDATION_ERROR, CONFLICT without an enrolment
 */
export async function confirmTotp({
  actor,
  sealer,
  code,
}: {
  actor: Actor;
  sealer: Sealer;
  code: string;
}): Promise<string[]> {
  const totp = await totpRepository.systemFind(actor.userId);
  if (!totp || totp.confirmedAt) throw conflict('There is no authenticator to confirm; enroll one first');
  const lastStep = stepOfCode(sealer.open(totp.secret, sealContext(actor.userId)), code);
  if (lastStep === null) throw invalid('body.code', 'the code is wrong or has expired');
  const recoveryCodes = newRecoveryCodes();
  const recoveryHashes = recoveryCodes.map(hashRecoveryCode);
  await withTransaction(async () => {
    if (!(await totpRepository.systemConfirm(totp, { lastStep, recoveryHashes })))
      throw conflict('The authenticator was changed in the meantime');
    const { organizationId, userId } = actor;
    await recordAudit({
      organizationId,
      actor,
      action: 'totp.enabled',
      target: { type: 'user', id: userId },
    });
  });
  await sessionRepository.systemNoteSecondFactor(actor.credentialId, actor.userId);
  return recoveryCodes;
}
