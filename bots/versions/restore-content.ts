import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { restorePlugins } from '../plugins/installations/installation.content.js';
import { restorePersonality } from '../personalities/personality.content.js';
import type { VersionContent } from './version.model.js';

/**
 * Gives a bot's head the content of a version; call it in a transaction. Documents are not moved: the bot keeps the
 * knowledge bases it has. @returns what its caller should know of parts that are not as they were
 */
export async function restoreContent({
  bot,
  content,
  actorId,
}: {
  bot: ChatbotDocument;
  content: VersionContent;
  actorId: string;
}): Promise<string[]> {
  const { organizationId, _id: chatbotId } = bot;
  const { instructions, language, welcomeMessage, model, retrieval, settings, intentModelId } = content;
  const links = content.links ?? {};
  await chatbotRepository.update(organizationId, chatbotId, {
    ...{ instructions, language, welcomeMessage, model, retrieval, links, settings, intentModelId },
  });
  const bound = { organizationId, chatbotId, actorId };
  return [
    ...(await restorePersonality(bound, content.personality)),
    ...(await restorePlugins(bound, content.plugins)),
  ];
}
