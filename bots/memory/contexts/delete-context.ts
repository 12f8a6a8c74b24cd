import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { requireEndUser } from '../end-user.js';
import { forgetValues } from '../turns/forget-values.js';
import { contextRepository } from './context.repository.js';
import { leavesOf } from './merge-patch.js';

/** Deletes what is known of an end user. @throws AppError NOT_FOUND */
export async function deleteContext({
  actor,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
}): Promise<void> {
  actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  const deleted = await contextRepository.delete(user.organizationId, user);
  if (!deleted) throw notFound('Context');
  await forgetValues(
    user,
    leavesOf(deleted.data).map(({ value }) => value),
  );
}
