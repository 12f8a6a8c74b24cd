import { knowledgeBaseRepository } from '../../knowledge/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { readPlugins } from '../plugins/installations/installation.content.js';
import { readDefaultPersonality } from '../personalities/personality.content.js';
import type { VersionContent } from './version.model.js';

/** What a version would say of a bot now. One read after the other, as a transaction allows. */
export async function readContent(bot: ChatbotDocument): Promise<VersionContent> {
  const { organizationId, _id: chatbotId } = bot;
  const bases = await knowledgeBaseRepository.ofChatbot(organizationId, chatbotId);
  return {
    instructions: bot.instructions,
    language: bot.language,
    welcomeMessage: bot.welcomeMessage,
    model: bot.model,
    retrieval: bot.retrieval,
    // Left out when empty, so that contents from before there were any stay what they are.
    ...(bot.links && Object.keys(bot.links).length > 0 ? { links: bot.links } : {}),
    settings: bot.settings,
    personality: await readDefaultPersonality(organizationId, chatbotId),
    plugins: await readPlugins(organizationId, chatbotId),
    intentModelId: bot.intentModelId ?? null,
    knowledge: bases
      .map(({ _id, generation }) => ({ knowledgeBaseId: _id, generation }))
      .sort((a, b) => (a.knowledgeBaseId < b.knowledgeBaseId ? -1 : 1)),
  };
}
