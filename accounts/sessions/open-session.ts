import type { Session } from '../../contracts/identity.contract.js';
import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import { organizationToEnter } from '../organizations/own-organization.js';
import type { UserDocument } from '../users/user.model.js';
import { presentUser } from '../users/user.presenter.js';
import { accessTokenSeconds, type AccessTokens } from './access-token.js';
import type { Device, SessionDocument } from './session.model.js';
import { sessionRepository } from './session.repository.js';

const refreshTokenMs = 30 * 86_400_000;

export const refreshTokenExpiry = (): Date => new Date(Date.now() + refreshTokenMs);

/** What a browser is told to keep, where a caller asks for it. */
export interface SessionCookie {
  token: string;
  expiresAt: Date;
}

export interface OpenedSession {
  session: Session;
  cookie: SessionCookie | null;
}

export async function presentSession(
  tokens: AccessTokens,
  { user, session, refreshToken }: { user: UserDocument; session: SessionDocument; refreshToken: string },
): Promise<Session> {
  const accessToken = await tokens.sign({ userId: user._id, sessionId: session._id });
  return {
    user: presentUser(user, session.organizationId),
    accessToken,
    refreshToken,
    expiresIn: accessTokenSeconds,
  };
}

/** Starts a session for a user whose identity was just proven. */
export async function openSession({
  tokens,
  user,
  device,
  cookie = false,
  secondFactorAt = null,
}: {
  tokens: AccessTokens;
  user: UserDocument;
  device: Device;
  cookie?: boolean;
  secondFactorAt?: Date | null;
}): Promise<OpenedSession> {
  const refreshToken = randomToken();
  const cookieToken = cookie ? randomToken() : null;
  const session = await sessionRepository.systemInsert({
    userId: user._id,
    organizationId: await organizationToEnter(user),
    refreshHash: hashToken(refreshToken),
    ...(cookieToken ? { cookieHash: hashToken(cookieToken) } : {}),
    secondFactorAt,
    ...device,
    expiresAt: refreshTokenExpiry(),
  });
  return {
    session: await presentSession(tokens, { user, session, refreshToken }),
    cookie: cookieToken ? { token: cookieToken, expiresAt: session.expiresAt } : null,
  };
}
