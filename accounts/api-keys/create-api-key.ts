import type { CreateApiKey, CreatedApiKey } from '../../contracts/identity.contract.js';
import { hashToken, randomToken } from '../../platform/crypto/tokens.js';
import { invalid } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { requireStillOwner } from '../organizations/change-member.js';
import { organizationRepository } from '../organizations/organization.repository.js';
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
  // As a change of members: a key that is made while its maker is removed would come back with them.
  const document = await organizationRepository.changeMembers(organizationId, async () => {
    await requireStillOwner(actor, organizationId);
    const inserted = await apiKeyRepository.insert(organizationId, {
      userId: actor.userId,
      name: input.name ?? null,
      prefix: key.slice(0, 12),
      hash: hashToken(key),
      scopes: [...new Set(input.scopes)],
      expiresAt,
    });
    const { _id: id, scopes } = inserted;
    await recordAudit({
      ...{ organizationId, actor, action: 'api-key.created' },
      ...{ target: { type: 'api-key', id }, details: { scopes } },
    });
    return inserted;
  });
  return presentCreatedApiKey(document, key);
}
