import type { ContextDocument } from './contexts/context.model.js';
import { contextRepository } from './contexts/context.repository.js';
import type { EndUser } from './end-user.js';
import type { EntityDocument } from './entities/entity.model.js';
import { entityRepository } from './entities/entity.repository.js';
import type { TopicDocument } from './topics/topic.model.js';
import { topicRepository } from './topics/topic.repository.js';
import { foldTurns } from './turns/fold-turns.js';
import { turnMemoryRepository } from './turns/turn-memory.repository.js';

/** What is remembered of an end user, as far as a turn needs it. */
export interface Recalled {
  context: Pick<ContextDocument, 'data' | 'summary'> | null;
  /** Those mentioned last first. */
  entities: EntityDocument[];
  /** The heaviest first. */
  topics: TopicDocument[];
}

const nothing: Recalled = { context: null, entities: [], topics: [] };
const most = { entities: 30, topics: 5 };

/** Four small reads at once. What the turn before has found is there, although nobody waited for it. */
export async function recall(user: EndUser | null): Promise<Recalled> {
  if (!user) return nothing;
  const { organizationId } = user;
  const found = () =>
    Promise.all([
      entityRepository.latest(organizationId, user, most.entities),
      topicRepository.top(organizationId, user, most.topics),
    ]);
  const [context, hasPending, now] = await Promise.all([
    contextRepository.find(organizationId, user),
    turnMemoryRepository.hasPending(organizationId, user),
    found(),
  ]);
  if (hasPending) await foldTurns(user);
  const [entities, topics] = hasPending ? await found() : now;
  return { context, entities, topics };
}
