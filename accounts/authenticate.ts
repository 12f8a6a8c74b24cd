import { hashToken } from '../platform/crypto/tokens.js';
import { AppError } from '../platform/errors/app-error.js';
import { KeptReads } from '../platform/mongo/kept-reads.js';
import { Actor } from './actor.js';
import type { ApiKeyDocument } from './api-keys/api-key.model.js';
import { apiKeyRepository } from './api-keys/api-key.repository.js';
import { membershipRepository } from './organizations/membership.repository.js';
import { organizationToEnter } from './organizations/own-organization.js';
import type { AccessTokens } from './sessions/access-token.js';
import type { SessionDocument } from './sessions/session.model.js';
import { sessionRepository } from './sessions/session.repository.js';
import { userRepository } from './users/user.repository.js';

export type Credentials =
  { kind: 'token'; token: string } | { kind: 'api-key'; key: string } | { kind: 'cookie'; token: string };

const refused = (what: string) => new AppError('UNAUTHORIZED', `The ${what} is invalid or has expired`);

/** Finds out who stands behind credentials. The function throws AppError UNAUTHORIZED when nobody does. */
export const createAuthenticator =
  (tokens: AccessTokens) =>
  (credentials: Credentials): Promise<Actor> => {
    switch (credentials.kind) {
      case 'token':
        return authenticateToken(tokens, credentials.token);
      case 'api-key':
        return authenticateApiKey(credentials.key);
      case 'cookie':
        return authenticateCookie(credentials.token);
    }
  };

const sessions = new KeptReads<SessionDocument>(['sessions'], ({ _id }) => [_id]);
const keys = new KeptReads<ApiKeyDocument>(['apiKeys'], ({ _id }) => [_id]);

/** Revoked sessions, suspended users and former members are refused at once. */
async function authenticateToken(tokens: AccessTokens, token: string): Promise<Actor> {
  const { userId, sessionId } = await tokens.verify(token);
  const session = await sessions.read(`${userId}:${sessionId}`, () =>
    sessionRepository.systemFindActive(sessionId, userId),
  );
  const hasEnded = session !== null && session.expiresAt.getTime() <= Date.now();
  return actorOfSession(hasEnded ? null : session, 'access token');
}

async function authenticateCookie(token: string): Promise<Actor> {
  return actorOfSession(await sessionRepository.systemFindByCookie(hashToken(token)), 'session cookie');
}

async function actorOfSession(session: SessionDocument | null, what: string): Promise<Actor> {
  const identity = session && (await loadIdentity(session.userId, session.organizationId));
  if (!identity) throw refused(what);
  await sessionRepository.systemNoteUse(session);
  return new Actor({ ...identity, via: 'session', credentialId: session._id, scopes: null });
}

async function authenticateApiKey(text: string): Promise<Actor> {
  const hash = hashToken(text);
  return actorOfKey(await keys.read(hash, () => apiKeyRepository.systemFindActive(hash)));
}

/** The rights of the user who made the key, narrowed by its scopes. */
async function actorOfKey(key: ApiKeyDocument | null): Promise<Actor> {
  if (!key || (key.expiresAt && key.expiresAt.getTime() <= Date.now())) throw refused('API key');
  const identity = await loadIdentity(key.userId, key.organizationId);
  if (!identity) throw refused('API key');
  await apiKeyRepository.systemNoteUse(key);
  return new Actor({ ...identity, via: 'api-key', credentialId: key._id, scopes: key.scopes });
}

/**
 * The same caller with the rights of now, for work that was let in a while ago. A token that has expired meanwhile was
 * good when it counted; a session or key that was ended counts no more. @throws AppError UNAUTHORIZED
 */
export async function confirmActor({ via, credentialId, userId }: Actor): Promise<Actor> {
  if (via === 'api-key') return actorOfKey(await apiKeyRepository.systemFindActiveById(credentialId));
  if (credentialId === developmentId) return developmentActor();
  return actorOfSession(await sessionRepository.systemFindActive(credentialId, userId), 'session');
}

const developmentId = 'development';

/** The first administrator, for a development server that asks nobody who they are. @throws AppError UNAUTHORIZED */
export async function developmentActor(): Promise<Actor> {
  const user = await userRepository.systemFindFirstAdministrator();
  const identity = user && (await loadIdentity(user._id, await organizationToEnter(user)));
  if (!identity) throw new AppError('UNAUTHORIZED', 'There is no active administrator to act as');
  return new Actor({ ...identity, via: 'session', credentialId: developmentId, scopes: null });
}

type Identity = Pick<Actor, 'userId' | 'organizationId' | 'role' | 'organizationRole'>;

const identities = new KeptReads<{ identity: Identity; ids: string[] }>(
  ['users', 'memberships'],
  ({ ids }) => ids,
);

async function loadIdentity(userId: string, organizationId: string): Promise<Identity | null> {
  const found = await identities.read(`${userId}:${organizationId}`, async () => {
    const [user, membership] = await Promise.all([
      userRepository.systemFind(userId),
      membershipRepository.find(organizationId, userId),
    ]);
    if (!user || user.status !== 'active' || !membership) return null;
    const identity = { userId, organizationId, role: user.role, organizationRole: membership.role };
    return { identity, ids: [userId, String(membership._id)] };
  });
  return found?.identity ?? null;
}
