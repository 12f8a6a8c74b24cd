import type { Actor } from '../../accounts/index.js';
import type { CreateChatbot } from '../../contracts/chatbots.contract.js';
import { newId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { event } from '../../platform/outbox/event.js';
import { recordVersion } from '../versions/record-version.js';
import type { ChatbotDocument } from './chatbot.model.js';
import { chatbotRepository } from './chatbot.repository.js';

/** Creates a chatbot with its first version. @throws AppError CONFLICT when the name is taken in the organisation */
export async function createChatbot({
  actor,
  input,
  reason = 'Created',
  furnish,
}: {
  actor: Actor;
  input: CreateChatbot;
  reason?: string;
  /** Gives it what belongs to its first version, in the same transaction. */
  furnish?: (chatbotId: string) => Promise<void>;
}): Promise<ChatbotDocument> {
  const organizationId = actor.requireMembership('editor');
  const id = newId();
  return withTransaction(async () => {
    await chatbotRepository.insert(organizationId, id, {
      createdBy: actor.userId,
      name: input.name,
      description: input.description ?? null,
      instructions: input.instructions ?? null,
      language: input.language ?? null,
      welcomeMessage: input.welcomeMessage ?? null,
      model: input.model ?? {},
      retrieval: input.retrieval ?? {},
      ...(input.links ? { links: input.links } : {}),
      status: input.status ?? 'active',
      publishing: input.publishing ?? 'automatic',
      settings: input.settings ?? {},
      // The event lives in the same document: one atomic write, nothing to lose between two.
      events: [event('chatbot.created', { organizationId, data: { chatbotId: id, name: input.name } })],
    });
    await furnish?.(id);
    return recordVersion({ organizationId, chatbotId: id, actorId: actor.userId, reason });
  });
}
