import type { Chatbot } from '../../contracts/chatbots.contract.js';
import type { ChatbotDocument } from './chatbot.model.js';

export const presentChatbot = (bot: ChatbotDocument): Chatbot => ({
  id: bot._id,
  organizationId: bot.organizationId,
  name: bot.name,
  description: bot.description,
  instructions: bot.instructions,
  language: bot.language,
  welcomeMessage: bot.welcomeMessage,
  model: bot.model,
  retrieval: bot.retrieval,
  links: bot.links ?? {},
  status: bot.status,
  settings: bot.settings,
  publishing: bot.publishing ?? 'automatic',
  evaluation: bot.evaluation ?? null,
  headVersion: bot.headVersion ?? null,
  publishedVersion: bot.publishedVersion ?? null,
  createdBy: bot.createdBy,
  createdAt: bot.createdAt.toISOString(),
  updatedAt: bot.updatedAt.toISOString(),
});
