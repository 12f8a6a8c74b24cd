import type { Actor } from '../../../accounts/index.js';
import type { RecordTopic } from '../../../contracts/memory.contract.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { requireEndUser } from '../end-user.js';
import { foldTurns } from '../turns/fold-turns.js';
import { mentionTopics } from './mention-topics.js';
import type { TopicDocument } from './topic.model.js';

/** Records a topic of an end user; the same name is one topic, mentioned once more. @throws AppError NOT_FOUND */
export async function recordTopic({
  actor,
  input,
  ...of
}: {
  actor: Actor;
  chatbotId: string;
  userId: string;
  input: RecordTopic;
}): Promise<{ topic: TopicDocument; isNew: boolean }> {
  actor.requireMembership('editor');
  const user = await requireEndUser(actor, of);
  await foldTurns(user);
  const [topic] = await withTransaction(() => mentionTopics(user, [{ ...input, at: new Date() }]));
  if (!topic) throw new Error('a topic that was put is there');
  return { topic, isNew: topic.mentions === 1 };
}
