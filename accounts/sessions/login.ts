import type { Login } from '../../contracts/identity.contract.js';
import { verifyPassword } from '../../platform/crypto/passwords.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { AppError } from '../../platform/errors/app-error.js';
import { requireSecondFactor } from '../totp/second-factor.js';
import { userRepository } from '../users/user.repository.js';
import type { AccessTokens } from './access-token.js';
import { openSession, type OpenedSession } from './open-session.js';
import type { Device } from './session.model.js';

/**
 * Signs in. The answer and its time are the same for an unknown name and a wrong password; whether there is a second
 * factor is told to those only who know the password. @throws AppError UNAUTHORIZED, TOTP_REQUIRED, RATE_LIMIT_EXCEEDED
 */
export async function login({
  tokens,
  sealer,
  input,
  device,
}: {
  tokens: AccessTokens;
  sealer: Sealer;
  input: Login;
  device: Device;
}): Promise<OpenedSession> {
  const user = await userRepository.systemFindByLogin(input);
  const matches = await verifyPassword(user?.passwordHash, input.password);
  if (!user || !matches || user.status !== 'active') {
    throw new AppError('UNAUTHORIZED', 'The name or the password is wrong');
  }
  const secondFactorAt = await requireSecondFactor({ sealer, userId: user._id, code: input.totp });
  return openSession({ tokens, user, device, cookie: input.cookie, secondFactorAt });
}
