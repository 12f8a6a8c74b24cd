import type { EmbeddingModel } from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { learningItemRepository } from '../learning/items/learning-item.repository.js';
import { likenessTo, sameTopic } from './questions/cluster-questions.js';
import { embedWherePossible, type QuestionEmbedding } from './questions/embed-questions.js';
import type { QuestionGroup } from './questions/group-turns.js';

/** Since when the questions of a group are taken care of; `null` when they are not. */
export type ResolvedSince = (group: QuestionGroup) => Date | null;

/** Applied items are about so many questions at most. */
const embeddedAtOnce = 96;

/**
 * What was learned takes care of the questions that it was learned from and of those like it, until it is taken back:
 * only what was asked afterwards says anything.
 */
export async function resolvedByLearning(
  bot: Pick<ChatbotDocument, 'organizationId' | '_id'>,
  { model, embed }: Pick<QuestionEmbedding, 'embed'> & { model: EmbeddingModel },
): Promise<ResolvedSince> {
  const items = await learningItemRepository.applied(bot.organizationId, bot._id);
  const texts = items.map(({ question }) => question);
  const vectors = await embedWherePossible(bot, texts, { model, embed, limit: embeddedAtOnce });
  return (group) => {
    const ids = new Set(group.members.map(({ turn }) => turn._id));
    const times = items
      .filter(
        ({ question, evidence }) =>
          evidence.some(({ messageId }) => ids.has(messageId)) ||
          likenessTo(group, vectors.get(question) ?? null, model.model) >= sameTopic,
      )
      .flatMap(({ appliedAt }) => (appliedAt ? [appliedAt.getTime()] : []));
    return times.length > 0 ? new Date(Math.max(...times)) : null;
  };
}
