import type { Actor } from '../../accounts/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import { changeContent } from '../versions/record-version.js';
import { requirePersonality } from './personality.policy.js';
import { personalityRepository } from './personality.repository.js';

/**
 * Deletes a personality; a bot whose default it was speaks with none. Versions keep what they had of it.
 * @throws AppError NOT_FOUND
 */
export async function deletePersonality({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const { organizationId, chatbotId, name } = await requirePersonality(actor, id);
  actor.requireMembership('editor');
  const reason = `Deleted the personality ${name}`;
  await changeContent({ organizationId, chatbotId, actorId: actor.userId, reason }, async () => {
    if (!(await personalityRepository.delete(organizationId, id))) throw notFound('Personality');
  });
}
