import type { Actor } from '../../../accounts/index.js';
import { openStatuses } from '../../../contracts/ai/moderation-queue.contract.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import type { QueueItemDocument } from './queue-item.model.js';
import { queueItemRepository } from './queue-item.repository.js';

/** A moderator takes an item on, so that no other does the same. @throws AppError NOT_FOUND, CONFLICT */
export async function claimItem({
  actor,
  itemId,
}: {
  actor: Actor;
  itemId: string;
}): Promise<QueueItemDocument> {
  const { organizationId, userId } = actor;
  const item = await queueItemRepository.find(organizationId, itemId);
  if (!item) throw notFound('Queue item');
  const claimed = await queueItemRepository.change(
    organizationId,
    itemId,
    { status: 'reviewing', reviewedBy: userId },
    {
      status: { $in: openStatuses },
      // Whoever has begun goes on.
      $or: [{ status: 'pending' }, { reviewedBy: userId }],
    },
  );
  if (!claimed) throw conflict('The item is closed, or another moderator has it');
  return claimed;
}
