import type { Topic } from '../../../contracts/memory.contract.js';
import type { TopicDocument } from './topic.model.js';
import { fadedWeight } from './topic-weight.js';

/** With the weight of now. */
export const presentTopic = (topic: TopicDocument): Topic => ({
  id: topic._id,
  name: topic.name,
  weight: Math.round(fadedWeight(topic) * 10_000) / 10_000,
  mentions: topic.mentions,
  lastMentionedAt: topic.lastMentionedAt.toISOString(),
});
