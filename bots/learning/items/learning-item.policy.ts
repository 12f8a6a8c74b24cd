import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import type { LearningItemDocument } from './learning-item.model.js';
import { learningItemRepository } from './learning-item.repository.js';

/** Members read; editors add, decide, apply and take back. */
export const learningPolicy = {
  read: (actor: Actor, item: LearningItemDocument): boolean => actor.isMemberOf(item.organizationId),
};

/** The item when the actor may read it. @throws AppError NOT_FOUND for any other id */
export async function requireLearningItem(actor: Actor, id: string): Promise<LearningItemDocument> {
  const item = await learningItemRepository.find(actor.organizationId, id);
  if (!item || !learningPolicy.read(actor, item)) throw notFound('Learning item');
  return item;
}
