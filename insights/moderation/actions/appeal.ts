import type { Actor } from '../../../accounts/index.js';
import { openStatuses } from '../../../contracts/ai/moderation-queue.contract.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { queueItemRepository } from '../queue/queue-item.repository.js';
import { actionRepository } from './action.repository.js';
import type { TakenAction } from './restrict-user.js';

/**
 * Whom an item is about asks for another look; a moderator may do so for them. Of one item one appeal is open at a
 * time. Call it in a transaction. @throws AppError NOT_FOUND for what concerns somebody else, CONFLICT
 */
export async function appeal({
  actor,
  itemId,
  appealText,
  reason,
}: {
  actor: Actor;
  itemId: string;
  appealText: string;
  reason: string | null;
}): Promise<TakenAction> {
  const { organizationId, userId } = actor;
  const item = await queueItemRepository.find(organizationId, itemId);
  if (!item || !(item.userId === userId || actor.isModerator())) throw notFound('Queue item');
  if (item.appeal?.status === 'open') throw conflict('An appeal is open already');
  if (openStatuses.includes(item.status) && item.contentState === 'visible')
    throw conflict('Nothing was decided yet that could be appealed');
  await queueItemRepository.change(organizationId, itemId, {
    status: 'pending',
    appeal: { status: 'open', text: appealText, userId, createdAt: new Date() },
  });
  const entry = await actionRepository.insert(organizationId, {
    ...{
      action: 'appeal',
      automated: false,
      moderatorId: userId,
      reason: reason ?? appealText.slice(0, 1_000),
      itemId,
    },
    ...{
      targetType: item.targetType ?? item.contentType,
      targetId: item.contentId,
      targetUserId: item.userId,
    },
  });
  return { action: entry, affected: 1 };
}
