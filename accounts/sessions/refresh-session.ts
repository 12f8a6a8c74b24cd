import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import { AppError } from '../../platform/errors/app-error.js';
import { userRepository } from '../users/user.repository.js';
import type { AccessTokens } from './access-token.js';
import {
  presentSession,
  refreshTokenExpiry,
  type OpenedSession,
  type SessionCookie,
} from './open-session.js';
import type { Device, SessionDocument } from './session.model.js';
import { sessionRepository } from './session.repository.js';

const refused = () => new AppError('UNAUTHORIZED', 'The refresh token is invalid, spent or has expired');

/**
 * Spends a refresh token for a new pair. Using a spent one revokes the whole family, as one of its two users stole it
 * (RFC 9700, section 4.14.2). A cookie that is asked for, or that the request carries, is renewed. @throws AppError UNAUTHORIZED
 */
export async function refreshSession({
  tokens,
  refreshToken,
  device,
  cookie,
}: {
  tokens: AccessTokens;
  refreshToken: string;
  device: Device;
  cookie: { wanted: boolean; carried: string | null };
}): Promise<OpenedSession> {
  const spent = hashToken(refreshToken);
  const next = randomToken();
  const session = await sessionRepository.systemRotate(spent, {
    refreshHash: hashToken(next),
    expiresAt: refreshTokenExpiry(),
    ...device,
  });
  if (!session) {
    await sessionRepository.systemRevokeBySpentToken(spent);
    throw refused();
  }
  const user = await userRepository.systemFind(session.userId);
  if (!user || user.status !== 'active') throw refused();
  const isItsOwn = cookie.carried !== null && hashToken(cookie.carried) === session.cookieHash;
  return {
    session: await presentSession(tokens, { user, session, refreshToken: next }),
    cookie: cookie.wanted || isItsOwn ? await renewCookie(session) : null,
  };
}

async function renewCookie(session: SessionDocument): Promise<SessionCookie> {
  const token = randomToken();
  await sessionRepository.systemSetCookie(session, hashToken(token));
  return { token, expiresAt: session.expiresAt };
}
