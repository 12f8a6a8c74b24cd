import type { EndUser } from '../end-user.js';
import { entityRepository } from '../entities/entity.repository.js';
import { normalKey } from '../normal-key.js';
import { topicRepository } from '../topics/topic.repository.js';
import { forgetInTurns } from './forget-in-turns.js';

/**
 * Deleted values go wherever they were picked up by the way: topics and extracted entities that name one, and the turns
 * that said it. What an application or a member has recorded under another name stays.
 */
export async function forgetValues(user: EndUser, values: string[]): Promise<void> {
  const { organizationId } = user;
  const keys = [...new Set(values.map(normalKey))].filter((key) => key.length >= 2);
  const names = (text: string) => keys.some((key) => ` ${normalKey(text)} `.includes(` ${key} `));
  const [topics, entities] = await Promise.all([
    topicRepository.all(organizationId, user),
    entityRepository.all(organizationId, user),
  ]);
  await Promise.all([
    ...topics
      .filter(({ name }) => names(name))
      .map(({ _id }) => topicRepository.delete(organizationId, user, _id)),
    ...entities
      .filter(
        ({ source, value, normalized }) =>
          source === 'extracted' && (names(value) || names(normalized ?? '')),
      )
      .map(({ _id }) => entityRepository.delete(organizationId, user, _id)),
    forgetInTurns(user, values),
  ]);
}
