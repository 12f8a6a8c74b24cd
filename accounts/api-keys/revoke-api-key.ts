import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { apiKeyRepository } from './api-key.repository.js';

/** Ends an API key of the organisation at once. @throws AppError NOT_FOUND, also for one that was ended before */
export async function revokeApiKey({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  await withTransaction(async () => {
    if (!(await apiKeyRepository.revoke(organizationId, id))) throw notFound('API key');
    await recordAudit({ organizationId, actor, action: 'api-key.revoked', target: { type: 'api-key', id } });
  });
}
