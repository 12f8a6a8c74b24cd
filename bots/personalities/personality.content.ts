import type { PersonalitySnapshot } from '../../contracts/personalities.contract.js';
import type { PersonalityDocument } from './personality.model.js';
import { personalityRepository } from './personality.repository.js';

/** Of a personality, what decides how a bot speaks. */
export const snapshotOf = (personality: PersonalityDocument): PersonalitySnapshot => {
  const { _id, name, description, tone, traits, style, instructions, examples } = personality;
  return { id: _id, name, description, tone, traits, style, instructions, examples };
};

/** What a bot speaks with now. */
export async function readDefaultPersonality(
  organizationId: string,
  chatbotId: string,
): Promise<PersonalitySnapshot | null> {
  const found = await personalityRepository.findDefault(organizationId, chatbotId);
  return found && snapshotOf(found);
}

/**
 * Makes a bot speak as a version of it did: the personality gets back what it said then; one that was deleted is made
 * anew under the same id. Call it in a transaction. @returns what its caller should know
 */
export async function restorePersonality(
  { organizationId, chatbotId, actorId }: { organizationId: string; chatbotId: string; actorId: string },
  snapshot: PersonalitySnapshot | null,
): Promise<string[]> {
  await personalityRepository.clearDefault(organizationId, chatbotId);
  if (!snapshot) return [];
  const { id, ...values } = snapshot;
  if (await personalityRepository.update(organizationId, id, { ...values, isDefault: true })) return [];
  await personalityRepository.insert(organizationId, id, {
    ...values,
    ...{ chatbotId, createdBy: actorId, isDefault: true },
  });
  return [`The personality ${snapshot.name} had been deleted and was made anew`];
}
