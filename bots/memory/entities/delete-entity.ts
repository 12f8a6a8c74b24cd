import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { requireEndUser } from '../end-user.js';
import { foldTurns } from '../turns/fold-turns.js';
import { forgetValues } from '../turns/forget-values.js';
import { entityRepository } from './entity.repository.js';

/** Deletes an entity; only a new mention can bring it back. @throws AppError NOT_FOUND */
export async function deleteEntity({
  actor,
  entityId,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  entityId: string;
}): Promise<void> {
  actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  // What was said before counts before; later it would bring back what is deleted now.
  await foldTurns(user);
  const deleted = await entityRepository.delete(user.organizationId, user, entityId);
  if (!deleted) throw notFound('Entity');
  await forgetValues(user, [deleted.value, ...(deleted.normalized ? [deleted.normalized] : [])]);
}
