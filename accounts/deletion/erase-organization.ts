import { withTransaction } from '../../platform/mongo/connection.js';
import { eraseTenant } from '../../platform/mongo/erase-tenant.js';
import { recordAudit } from '../audit/record-audit.js';
import { organizationRepository } from '../organizations/organization.repository.js';
import type { Erasure } from './erasure.js';

/**
 * What names an organisation without being its own: the log, which knows ids only, and users, who may have worked in it
 * last. Tombstones are what the clean-up of vectors and originals works by.
 */
export const outlasting = ['auditEntries', 'knowledgeTombstones', 'users'];

/**
 * Removes an organisation that nobody belongs to any more, with everything in it; the organisation itself goes last, so
 * that an interrupted removal is found again. @returns false while a room is not done; ask again soon
 */
export async function eraseOrganization({
  organizationId,
  erasures,
}: {
  organizationId: string;
  erasures: readonly Erasure[];
}): Promise<boolean> {
  for (const { erase } of erasures) if (!(await erase(organizationId))) return false;
  await eraseTenant(organizationId, { except: outlasting });
  await withTransaction(async () => {
    if (!(await organizationRepository.delete(organizationId))) return;
    await recordAudit({
      ...{ organizationId, actor: null, action: 'organization.deleted' },
      target: { type: 'organization', id: organizationId },
    });
  });
  return true;
}
