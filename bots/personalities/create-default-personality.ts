import type { Actor } from '../../accounts/index.js';
import type { CreatePersonality } from '../../contracts/personalities.contract.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { changeContent } from '../versions/record-version.js';
import { insertPersonality } from './create-personality.js';
import type { PersonalityDocument } from './personality.model.js';
import { personalityRepository } from './personality.repository.js';

/** A voice that offends nobody and is easy to start from. */
const sensible: CreatePersonality = {
  name: 'Default',
  description: 'A helpful assistant who is friendly, clear and honest.',
  tone: 'friendly and professional',
  traits: [
    { name: 'helpful', value: 0.9 },
    { name: 'patient', value: 0.8 },
    { name: 'honest', value: 1 },
  ],
  style: { formality: 0.5, verbosity: 0.5, humor: 0.25, empathy: 0.5 },
};

/** Gives a bot without a default personality a sensible one. @returns the one it has otherwise. @throws AppError NOT_FOUND, CONFLICT */
export async function createDefaultPersonality({
  actor,
  chatbotId,
}: {
  actor: Actor;
  chatbotId: string;
}): Promise<{ personality: PersonalityDocument; isNew: boolean }> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  actor.requireMembership('editor');
  const reason = 'Added a default personality';
  const { result } = await changeContent(
    { organizationId, chatbotId, actorId: actor.userId, reason },
    async () => {
      const known = await personalityRepository.findDefault(organizationId, chatbotId);
      if (known) return { personality: known, isNew: false };
      const input = { ...sensible, isDefault: true };
      const personality = await insertPersonality({
        ...{ organizationId, chatbotId, createdBy: actor.userId, input },
      });
      return { personality, isNew: true };
    },
  );
  return result;
}
