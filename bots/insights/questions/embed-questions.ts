import { knowledgeBaseRepository, type EmbeddingFor } from '../../../knowledge/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { EmbeddingModel } from '../../../providers/index.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import { questionVectorRepository } from './question-vector.repository.js';

export interface QuestionEmbedding {
  embeddingFor: EmbeddingFor;
  /** Vectors of length 1, as questions are embedded, of the texts of one call. */
  embed(
    texts: string[],
    context: { organizationId: string; chatbotId: string; model: EmbeddingModel },
  ): Promise<Float32Array[]>;
}

/** The model that a bot's questions are compared by: that of its oldest knowledge base. */
export async function questionModelOf(
  { organizationId, _id, language }: Pick<ChatbotDocument, 'organizationId' | '_id' | 'language'>,
  embeddingFor: EmbeddingFor,
): Promise<EmbeddingModel> {
  const bases = await knowledgeBaseRepository.ofChatbot(organizationId, _id);
  const [oldest] = bases.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return oldest?.embedding ?? embeddingFor(language ?? 'en');
}

const textsPerCall = 96;

/**
 * Vectors of questions by their text; each is made once and kept. Of those that are new `limit` are embedded, the first in
 * the list first. Without an embedder what is known has to do.
 */
export async function embedQuestions(
  bot: Pick<ChatbotDocument, 'organizationId' | '_id'>,
  texts: readonly string[],
  {
    model,
    limit,
    embed,
    beforeCall = async () => undefined,
  }: Pick<QuestionEmbedding, 'embed'> & {
    model: EmbeddingModel;
    limit: number;
    /** Before every call, which may cost money. */
    beforeCall?: () => Promise<void>;
  },
): Promise<Map<string, Float32Array>> {
  const { organizationId, _id: chatbotId } = bot;
  const of = { organizationId, chatbotId, model: model.model };
  const wanted = [...new Set(texts)];
  const vectors = await questionVectorRepository.find(of, wanted);
  const missing = wanted.filter((text) => !vectors.has(text)).slice(0, limit);
  for (let start = 0; start < missing.length; start += textsPerCall) {
    const batch = missing.slice(start, start + textsPerCall);
    await beforeCall();
    const answers = await embed(batch, { organizationId, chatbotId, model });
    const fresh = new Map(batch.flatMap((text, at) => (answers[at] ? [[text, answers[at]] as const] : [])));
    await questionVectorRepository.put(of, fresh);
    for (const [text, vector] of fresh) vectors.set(text, vector);
  }
  return vectors;
}

/** The same, where an embedder that is away must not stop anything. */
export const embedWherePossible: typeof embedQuestions = async (bot, texts, options) => {
  try {
    return await embedQuestions(bot, texts, options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return embedQuestions(bot, texts, { ...options, limit: 0 });
  }
};
