import type { Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import type { EvaluationSetDocument } from './evaluation-set.model.js';
import { evaluationSetRepository } from './evaluation-set.repository.js';

/** A set of a chatbot that the actor may read. @throws AppError NOT_FOUND for any other id */
export async function requireEvaluationSet(
  actor: Actor,
  chatbotId: string,
  id: string,
): Promise<{ bot: ChatbotDocument; set: EvaluationSetDocument }> {
  const bot = await requireChatbot(actor, chatbotId);
  const set = await evaluationSetRepository.find(bot.organizationId, bot._id, id);
  if (!set) throw notFound('Evaluation set');
  return { bot, set };
}
