import type { Actor } from '../../accounts/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { PersonalityDocument } from './personality.model.js';
import { personalityRepository } from './personality.repository.js';

/** Members read, editors change. */
export const personalityPolicy = {
  read: (actor: Actor, personality: PersonalityDocument): boolean =>
    actor.isMemberOf(personality.organizationId),
};

/** The personality when the actor may see it. @throws AppError NOT_FOUND for any other id */
export async function requirePersonality(actor: Actor, id: string): Promise<PersonalityDocument> {
  const personality = await personalityRepository.find(actor.organizationId, id);
  if (!personality || !personalityPolicy.read(actor, personality)) throw notFound('Personality');
  return personality;
}
