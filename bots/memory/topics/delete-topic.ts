import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { requireEndUser } from '../end-user.js';
import { foldTurns } from '../turns/fold-turns.js';
import { forgetInTurns } from '../turns/forget-in-turns.js';
import { topicRepository } from './topic.repository.js';

/** Deletes a topic; only a new mention can bring it back. @throws AppError NOT_FOUND */
export async function deleteTopic({
  actor,
  topicId,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  topicId: string;
}): Promise<void> {
  actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  await foldTurns(user);
  if (!(await topicRepository.delete(user.organizationId, user, topicId))) throw notFound('Topic');
  await forgetInTurns(user, []);
}
