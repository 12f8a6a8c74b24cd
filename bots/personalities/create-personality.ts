import type { Actor } from '../../accounts/index.js';
import type { CreatePersonality } from '../../contracts/personalities.contract.js';
import { conflict } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { changeContent } from '../versions/record-version.js';
import type { PersonalityDocument } from './personality.model.js';
import { personalityRepository } from './personality.repository.js';

export const maxPersonalities = 50;

/**
 * Creates a personality. A bot's first one becomes its default unless it says otherwise.
 * @throws AppError NOT_FOUND, CONFLICT when the bot has as many as it may
 */
export async function createPersonality({
  actor,
  chatbotId,
  input,
}: {
  actor: Actor;
  chatbotId: string;
  input: CreatePersonality;
}): Promise<PersonalityDocument> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  actor.requireMembership('editor');
  const reason = `Added the personality ${input.name}`;
  const { result } = await changeContent({ organizationId, chatbotId, actorId: actor.userId, reason }, () =>
    insertPersonality({ organizationId, chatbotId, createdBy: actor.userId, input }),
  );
  return result;
}

/** Inside a change of the bot's content. @throws AppError CONFLICT */
export async function insertPersonality({
  organizationId,
  chatbotId,
  createdBy,
  input,
}: {
  organizationId: string;
  chatbotId: string;
  createdBy: string;
  input: CreatePersonality;
}): Promise<PersonalityDocument> {
  const count = await personalityRepository.count(organizationId, chatbotId);
  if (count >= maxPersonalities) throw conflict(`A chatbot has at most ${maxPersonalities} personalities`);
  const isDefault = input.isDefault ?? count === 0;
  if (isDefault) await personalityRepository.clearDefault(organizationId, chatbotId);
  return personalityRepository.insert(organizationId, newId(), {
    chatbotId,
    createdBy,
    name: input.name,
    description: input.description ?? null,
    tone: input.tone ?? null,
    traits: input.traits ?? [],
    style: input.style ?? {},
    instructions: input.instructions ?? null,
    examples: input.examples ?? [],
    isDefault,
  });
}
