import type { Actor } from '../../../accounts/index.js';
import type { Evidence } from '../../../contracts/insights.contract.js';
import type { CreateLearningItem } from '../../../contracts/learning.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import { excerptOf } from '../../insights/evidence-of-turn.js';
import { askedTurnRepository } from '../../insights/questions/asked-turn.repository.js';
import { normalizedInput } from '../../training/datasets/normalized-input.js';
import type { LearningItemDocument } from './learning-item.model.js';
import { learningItemRepository } from './learning-item.repository.js';

/**
 * Adds something that a bot is to learn, to be approved.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR for a message that is not the bot's, CONFLICT for a question that is there
 */
export async function createLearningItem({
  actor,
  chatbotId,
  input,
}: {
  actor: Actor;
  chatbotId: string;
  input: CreateLearningItem;
}): Promise<LearningItemDocument> {
  const { _id } = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const { kind, question, answer = null, intent = null, messageIds = [] } = input;
  return learningItemRepository.insert(organizationId, {
    ...{ chatbotId: _id, kind, question, answer, intent, source: 'manual', createdBy: actor.userId },
    questionKey: normalizedInput(question),
    evidence: await evidenceFor(organizationId, _id, messageIds),
  });
}

async function evidenceFor(organizationId: string, chatbotId: string, ids: string[]): Promise<Evidence[]> {
  if (ids.length === 0) return [];
  const turns = await askedTurnRepository.find(organizationId, chatbotId, ids);
  const known = new Map(turns.map((turn) => [turn._id, turn]));
  return [...new Set(ids)].map((messageId) => {
    const turn = known.get(messageId);
    if (!turn) throw invalid('body.messageIds', `the bot has given no answer ${messageId}`);
    return { messageId, excerpt: excerptOf(turn) };
  });
}
