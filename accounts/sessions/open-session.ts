import type { Session } from '../../contracts/identity.contract.js';
import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import type { UserDocument } from '../users/user.model.js';
import { presentUser } from '../users/user.presenter.js';
import { accessTokenSeconds, type AccessTokens } from './access-token.js';
import { sessionRepository } from './session.repository.js';

const refreshTokenMs = 30 * 86_400_000;

export const refreshTokenExpiry = (): Date => new Date(Date.now() + refreshTokenMs);

export async function presentSession(
  tokens: AccessTokens,
  { user, sessionId, refreshToken }: { user: UserDocument; sessionId: string; refreshToken: string },
): Promise<Session> {
  const accessToken = await tokens.sign({ userId: user._id, sessionId });
  return { user: presentUser(user), accessToken, refreshToken, expiresIn: accessTokenSeconds };
}

/** Starts a session for a user whose identity was just proven. */
export async function openSession(tokens: AccessTokens, user: UserDocument): Promise<Session> {
  const refreshToken = randomToken();
  const session = await sessionRepository.systemInsert({
    userId: user._id,
    organizationId: user.organizationId,
    refreshHash: hashToken(refreshToken),
    expiresAt: refreshTokenExpiry(),
  });
  return presentSession(tokens, { user, sessionId: session._id, refreshToken });
}
