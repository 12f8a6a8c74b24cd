import type { Session } from '../../contracts/identity.contract.js';
import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import { AppError } from '../../platform/errors/app-error.js';
import { userRepository } from '../users/user.repository.js';
import type { AccessTokens } from './access-token.js';
import { presentSession, refreshTokenExpiry } from './open-session.js';
import { sessionRepository } from './session.repository.js';

const refused = () => new AppError('UNAUTHORIZED', 'The refresh token is invalid, spent or has expired');

/**
 * Spends a refresh token for a new pair. Using a spent one revokes the whole family, as one of its two users stole it
 * (RFC 9700, section 4.14.2). @throws AppError UNAUTHORIZED
 */
export async function refreshSession({
  tokens,
  refreshToken,
}: {
  tokens: AccessTokens;
  refreshToken: string;
}): Promise<Session> {
  const spent = hashToken(refreshToken);
  const next = randomToken();
  const session = await sessionRepository.systemRotate(spent, {
    refreshHash: hashToken(next),
    expiresAt: refreshTokenExpiry(),
  });
  if (!session) {
    await sessionRepository.systemRevokeBySpentToken(spent);
    throw refused();
  }
  const user = await userRepository.systemFind(session.userId);
  if (!user || user.status !== 'active') throw refused();
  return presentSession(tokens, { user, sessionId: session._id, refreshToken: next });
}
