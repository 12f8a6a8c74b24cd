import type { DeletedUser } from '../../contracts/admin.contract.js';
import { conflict, notFound } from '../../platform/errors/app-error.js';
import type { Actor } from '../actor.js';
import { recordAudit } from '../audit/record-audit.js';
import { membershipRepository } from '../organizations/membership.repository.js';
import { sessionRepository } from '../sessions/session.repository.js';
import { userRepository } from '../users/user.repository.js';
import { asAdministrator } from './administrators.js';

/** Stores the job that removes the data; called inside the transaction that closes the account. */
export type CreateDeletionJob = (deletion: {
  organizationId: string;
  createdBy: string;
  userId: string;
  /** The organisations first, the account itself last. */
  subjectIds: string[];
}) => Promise<string>;

/**
 * Closes an account for good, at once; a job removes its data. A repeat answers the same job. @throws AppError NOT_FOUND,
 * CONFLICT for one's own account: whoever asks is an administrator, so the last one is never deleted
 */
export const deleteUser = ({
  actor,
  id,
  createJob,
}: {
  actor: Actor;
  id: string;
  createJob: CreateDeletionJob;
}): Promise<DeletedUser> =>
  asAdministrator(actor, async () => {
    const user = await userRepository.systemFind(id);
    if (!user) throw notFound('User');
    if (user.deletionJobId) return { id, user_id: id, jobId: user.deletionJobId };
    if (id === actor.userId)
      throw conflict('Nobody deletes their own account here; another administrator has to do it');
    const memberships = await membershipRepository.systemAllOfUser(id);
    const jobId = await createJob({
      ...{ organizationId: actor.organizationId, createdBy: actor.userId, userId: id },
      subjectIds: [...memberships.map(({ organizationId }) => organizationId), id],
    });
    await userRepository.systemUpdate(id, { status: 'deleting', deletionJobId: jobId });
    await sessionRepository.systemRevokeAll(id);
    await recordAudit({
      ...{ organizationId: null, actor, action: 'user.deletion-requested' },
      ...{ target: { type: 'user', id }, details: { jobId } },
    });
    return { id, user_id: id, jobId };
  });
