import type { Actor } from '../../../accounts/index.js';
import type { Page, PageRequest } from '../../../contracts/common.contract.js';
import { requireEndUser } from '../end-user.js';
import { foldTurns } from '../turns/fold-turns.js';
import type { TopicDocument } from './topic.model.js';
import { topicRepository } from './topic.repository.js';

/** An end user's topics, the heaviest first, those of the last answer included. @throws AppError NOT_FOUND */
export async function listTopics({
  actor,
  query,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  query: PageRequest;
}): Promise<Page<TopicDocument>> {
  const user = await requireEndUser(actor, of);
  await foldTurns(user);
  return topicRepository.list(user.organizationId, user, query);
}
