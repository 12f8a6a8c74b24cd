import type { Actor } from '../../../accounts/index.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { queueItemRepository } from '../queue/queue-item.repository.js';
import { answered } from './act-on-content.js';
import { actionRepository } from './action.repository.js';
import type { TakenAction } from './restrict-user.js';

/**
 * A moderator says of an item that it is fine (approve: it is shown again) or a violation (reject: it stays away).
 * A verdict may be changed. Call it in a transaction. @throws AppError NOT_FOUND, CONFLICT
 */
export async function giveVerdict({
  actor,
  action,
  itemId,
  reason,
}: {
  actor: Actor;
  action: 'approve' | 'reject';
  itemId: string;
  reason: string | null;
}): Promise<TakenAction> {
  const { organizationId, userId } = actor;
  const item = await queueItemRepository.find(organizationId, itemId);
  if (!item) throw notFound('Queue item');
  const status = action === 'approve' ? 'approved' : 'rejected';
  if (item.status === status) throw conflict(`The item is ${status} already`);
  const now = new Date();
  await queueItemRepository.change(organizationId, itemId, {
    ...{ status, reviewedBy: userId, reviewedAt: now, firstReviewedAt: item.firstReviewedAt ?? now },
    verdict: action === 'approve' ? 'fine' : 'violation',
    contentState: action === 'approve' ? 'visible' : item.contentState === 'deleted' ? 'deleted' : 'hidden',
    ...answered(item, action === 'approve' ? 'accepted' : 'denied'),
  });
  const entry = await actionRepository.insert(organizationId, {
    ...{ action, automated: false, moderatorId: userId, reason, itemId },
    ...{
      targetType: item.targetType ?? item.contentType,
      targetId: item.contentId,
      targetUserId: item.userId,
    },
  });
  return { action: entry, affected: 1 };
}
