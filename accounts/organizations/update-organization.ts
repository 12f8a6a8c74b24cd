import type { UpdateOrganization } from '../../contracts/organizations.contract.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { organizationRepository } from './organization.repository.js';

/** Changes the actor's organisation. @throws AppError FORBIDDEN below owner */
export async function updateOrganization({
  actor,
  input,
}: {
  actor: Actor;
  input: UpdateOrganization;
}): Promise<void> {
  const organizationId = actor.requireMembership('owner');
  await withTransaction(async () => {
    await organizationRepository.update(organizationId, input);
    await recordAudit({
      ...{ organizationId, actor, action: 'organization.updated' },
      ...{ target: { type: 'organization', id: organizationId }, details: { fields: Object.keys(input) } },
    });
  });
}
