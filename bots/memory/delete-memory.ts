import type { Actor } from '../../accounts/index.js';
import { contextRepository } from './contexts/context.repository.js';
import { leavesOf } from './contexts/merge-patch.js';
import { requireEndUser } from './end-user.js';
import { entityRepository } from './entities/entity.repository.js';
import { topicRepository } from './topics/topic.repository.js';
import { foldTurns } from './turns/fold-turns.js';
import { forgetValues } from './turns/forget-values.js';

const repositories = [contextRepository, topicRepository, entityRepository];

/** Forgets an end user of a chatbot: context, topics and entities; nothing to forget is no error. @throws AppError NOT_FOUND */
export async function deleteMemoryOfUser({
  actor,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
}): Promise<void> {
  const organizationId = actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  await foldTurns(user);
  const [entities, context] = await Promise.all([
    entityRepository.all(organizationId, user),
    contextRepository.delete(organizationId, user),
    topicRepository.deleteOfUser(organizationId, user),
  ]);
  await entityRepository.deleteOfUser(organizationId, user);
  await forgetValues(user, [
    ...entities.map(({ value }) => value),
    ...leavesOf(context?.data).map(({ value }) => value),
  ]);
}

/** Everything remembered of a chatbot's end users, with the chatbot. */
export const deleteMemoryOfChatbot = async (organizationId: string, chatbotId: string): Promise<void> => {
  await Promise.all(repositories.map((one) => one.deleteOfChatbot(organizationId, chatbotId)));
};

/** Everything remembered in an organisation, with the organisation. */
export const deleteMemoryOfOrganization = async (organizationId: string): Promise<void> => {
  await Promise.all(repositories.map((one) => one.deleteOfOrganization(organizationId)));
};
