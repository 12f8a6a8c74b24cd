import { AppError } from '../../platform/errors/app-error.js';
import type { AccessTokens } from '../sessions/access-token.js';
import { openSession, type OpenedSession } from '../sessions/open-session.js';
import type { Device } from '../sessions/session.model.js';
import { totpRepository } from '../totp/totp.repository.js';
import { userRepository } from '../users/user.repository.js';
import { spendSignInCode } from './sign-in-code.js';

/**
 * Signs the first administrator in by the code that the terminal showed. One with a second factor has asked for more than
 * that, and signs in as always. @throws AppError UNAUTHORIZED
 */
export async function openLocalSession({
  tokens,
  dataDir,
  code,
  device,
}: {
  tokens: AccessTokens;
  dataDir: string;
  code: string;
  device: Device;
}): Promise<OpenedSession> {
  const refused = new AppError('UNAUTHORIZED', 'The code is wrong, spent or has expired');
  if (!(await spendSignInCode(dataDir, code))) throw refused;
  const user = await userRepository.systemFindFirstAdministrator();
  const totp = user && (await totpRepository.systemFind(user._id));
  if (!user || totp?.confirmedAt) throw refused;
  return openSession({ tokens, user, device, cookie: true });
}
