import type { ModeratedUser } from '../../../contracts/ai/moderation-actions.contract.js';
import { actionRepository } from '../actions/action.repository.js';
import { queueItemRepository } from '../queue/queue-item.repository.js';
import type { Restriction } from './moderated-user.model.js';
import { moderatedUserRepository } from './moderated-user.repository.js';
import { trustScore } from './trust-score.js';

/** Whether somebody is muted or banned now, and their record. */
export async function readModeratedUser(organizationId: string, userId: string): Promise<ModeratedUser> {
  const [state, counts, violations] = await Promise.all([
    moderatedUserRepository.find(organizationId, userId),
    actionRepository.countsFor(organizationId, userId),
    queueItemRepository.countViolations(organizationId, userId),
  ]);
  const record = {
    violations,
    warnings: counts.get('warn') ?? 0,
    mutes: counts.get('mute') ?? 0,
    bans: counts.get('ban') ?? 0,
  };
  return {
    userId,
    muted: inForce(state?.muted),
    banned: inForce(state?.banned),
    counts: record,
    trustScore: trustScore(record),
  };
}

/** What has expired is over, even before anybody wrote it down. */
function inForce(restriction: Restriction | null | undefined): ModeratedUser['muted'] {
  if (!restriction || (restriction.until && restriction.until.getTime() <= Date.now())) return null;
  const { since, until, reason, actionId } = restriction;
  return { since: since.toISOString(), until: until?.toISOString() ?? null, reason, actionId };
}
