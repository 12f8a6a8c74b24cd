import type { CreateApiKey, CreatedApiKey } from '../../contracts/identity.contract.js';
import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import { invalid } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { presentCreatedApiKey } from './api-key.presenter.js';
import { apiKeyRepository } from './api-key.repository.js';

/** Creates an API key; its text is in this answer and nowhere else. */
export async function createApiKey({
  actor,
  input,
}: {
  actor: Actor;
  input: CreateApiKey;
}): Promise<CreatedApiKey> {
  const organizationId = actor.requireMembership('owner');
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt.getTime() <= Date.now())
    throw invalid('body.expiresAt', 'expected a time in the future');
  const key = `plx_${randomToken()}`;
  const document = await apiKeyRepository.insert(organizationId, {
    userId: actor.userId,
    name: input.name ?? null,
    prefix: key.slice(0, 12),
    hash: hashToken(key),
    scopes: [...new Set(input.scopes)],
    expiresAt,
  });
  return presentCreatedApiKey(document, key);
}
