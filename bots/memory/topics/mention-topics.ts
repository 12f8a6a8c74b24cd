import type { EndUser } from '../end-user.js';
import { normalKey } from '../normal-key.js';
import type { TopicDocument } from './topic.model.js';
import { topicRepository } from './topic.repository.js';
import { mentioned, weighed } from './topic-weight.js';

export interface TopicMention {
  name: string;
  /** Sets the weight instead of letting it grow. */
  weight?: number;
  at: Date;
}

/** Adds topics, or counts one more mention of those there are. Runs inside the caller's transaction. */
export async function mentionTopics(user: EndUser, mentions: TopicMention[]): Promise<TopicDocument[]> {
  const { organizationId } = user;
  const keys = [...new Set(mentions.map(({ name }) => normalKey(name)))];
  const known = await topicRepository.findByKeys(organizationId, user, keys);
  const byKey = new Map(known.map((topic) => [topic.key, topic]));
  for (const { name, weight, at } of mentions) {
    const key = normalKey(name);
    const before = byKey.get(key) ?? null;
    // What is remembered late does not put the clock back.
    const time = before && before.lastMentionedAt > at ? before.lastMentionedAt : at;
    const topic = await topicRepository.put(organizationId, user, {
      key,
      name: before?.name ?? name,
      mentions: (before?.mentions ?? 0) + 1,
      ...weighed(weight ?? mentioned(before, time), time),
    });
    byKey.set(key, topic);
  }
  if (byKey.size > known.length) await topicRepository.prune(organizationId, user);
  return keys.flatMap((key) => byKey.get(key) ?? []);
}
