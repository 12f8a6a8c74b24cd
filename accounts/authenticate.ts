import { hashToken } from '../platform/crypto/tokens.js';
import { AppError } from '../platform/errors/app-error.js';
import { Actor } from './actor.js';
import { apiKeyRepository } from './api-keys/api-key.repository.js';
import { organizationRepository } from './organizations/organization.repository.js';
import type { AccessTokens } from './sessions/access-token.js';
import { sessionRepository } from './sessions/session.repository.js';
import { userRepository } from './users/user.repository.js';

const refused = (what: string) => new AppError('UNAUTHORIZED', `The ${what} is invalid or has expired`);

/** Who stands behind an access token; revoked sessions, suspended users and former members are refused at once. */
export async function authenticateToken(tokens: AccessTokens, token: string): Promise<Actor> {
  const { userId, sessionId } = await tokens.verify(token);
  const session = await sessionRepository.systemFindActive(sessionId, userId);
  if (!session) throw refused('access token');
  const identity = await loadIdentity(userId, session.organizationId);
  if (!identity) throw refused('access token');
  return new Actor({ ...identity, via: 'session', credentialId: sessionId, scopes: null });
}

/** Who stands behind an API key: the rights of the user who made it, narrowed by the key's scopes. */
export async function authenticateApiKey(text: string): Promise<Actor> {
  const key = await apiKeyRepository.systemFindActive(hashToken(text));
  if (!key || (key.expiresAt && key.expiresAt.getTime() <= Date.now())) throw refused('API key');
  const identity = await loadIdentity(key.userId, key.organizationId);
  if (!identity) throw refused('API key');
  await apiKeyRepository.systemNoteUse(key);
  return new Actor({ ...identity, via: 'api-key', credentialId: key._id, scopes: key.scopes });
}

async function loadIdentity(userId: string, organizationId: string) {
  const [user, membership] = await Promise.all([
    userRepository.systemFind(userId),
    organizationRepository.findMember(organizationId, userId),
  ]);
  if (!user || user.status !== 'active' || !membership) return null;
  return { userId, organizationId, role: user.role, organizationRole: membership.role };
}
