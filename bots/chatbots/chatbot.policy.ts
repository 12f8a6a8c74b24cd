import type { Actor } from '../../accounts/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { ChatbotDocument } from './chatbot.model.js';
import { KeptReads } from '../../platform/mongo/kept-reads.js';
import { chatbotRepository } from './chatbot.repository.js';

/** Members read and talk, editors change, owners delete. */
export const chatbotPolicy = {
  read: (actor: Actor, bot: ChatbotDocument): boolean => actor.isMemberOf(bot.organizationId),
};

/** The chatbot when the actor may see it. @throws AppError NOT_FOUND for any other id */
export async function requireChatbot(actor: Actor, id: string): Promise<ChatbotDocument> {
  const bot = await chatbotRepository.find(actor.organizationId, id);
  if (!bot || !chatbotPolicy.read(actor, bot)) throw notFound('Chatbot');
  return bot;
}

const kept = new KeptReads<ChatbotDocument>(['chatbots'], ({ _id }) => [_id]);

/** The same for a turn, which need not read it each time. @throws AppError NOT_FOUND */
export async function requireChatbotToTalk(actor: Actor, id: string): Promise<ChatbotDocument> {
  const { organizationId } = actor;
  const bot = await kept.read(`${organizationId}:${id}`, () => chatbotRepository.find(organizationId, id));
  if (!bot || !chatbotPolicy.read(actor, bot)) throw notFound('Chatbot');
  return bot;
}
