import type { Actor } from '../../accounts/index.js';
import type { EstimateLearning } from '../../contracts/job-estimates.contract.js';
import { knowledgeBaseRepository, type ForChatbot } from '../../knowledge/index.js';
import {
  estimateAnswers,
  estimateEmbeddings,
  estimateUsage,
  nothingPaid,
  together,
  type WorkEstimate,
} from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { buildPrompt } from '../conversations/prompt.js';
import { horizonOf, isWithin, windowOf } from '../insights/insight-window.js';
import { lowRating, mostTurns } from '../insights/question-insights.js';
import { askedTurnRepository, type Asked } from '../insights/questions/asked-turn.repository.js';
import { questionModelOf } from '../insights/questions/embed-questions.js';
import { mostCompared, textOf } from '../insights/questions/group-turns.js';
import { questionVectorRepository } from '../insights/questions/question-vector.repository.js';
import { isSmallTalk } from '../insights/questions/small-talk.js';
import { newMessages } from '../learning/generate/intent-candidates.js';
import { passagesShown } from '../learning/generate/propose-answer.js';
import { mostRated, wellRated } from '../learning/generate/rated-answers.js';
import { learningItemRepository } from '../learning/items/learning-item.repository.js';
import { readDefaultPersonality } from '../personalities/personality.content.js';
import { loadIntentModel } from '../training/models/intent-models.js';
import { normalizedInput } from '../training/datasets/normalized-input.js';
import type { BotEstimates } from './estimate-training.js';

/** Of each sort of question. */
const mostEmbedded = 3 * mostCompared;
/** A passage with its title and number. */
const tokensPerPassage = 300;

/**
 * What proposing learning items costs: the vectors of questions that have none, and an answer to every different question that
 * the bot could not answer. Fewer are asked for where questions mean the same, or nothing supports an answer.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR
 */
export async function estimateLearning(
  actor: Actor,
  { chatbotId, limit, ...input }: EstimateLearning,
  { gateway, embedders, embeddingFor }: BotEstimates,
): Promise<ForChatbot> {
  const bot = await requireChatbot(actor, chatbotId);
  const { organizationId, _id } = bot;
  const window = windowOf(input, { path: 'body' });
  const asked = { chatbotId: _id, ...horizonOf(window) };
  const unanswered = await askedTurnRepository.unanswered(organizationId, asked, mostTurns);
  const low = await askedTurnRepository.rated(organizationId, asked, lowRating, mostTurns);
  const rated = await askedTurnRepository.rated(organizationId, asked, wellRated, mostRated);
  const known = await learningItemRepository.known(organizationId, _id);
  const questions = [...unanswered, ...low, ...rated].map(textOf).filter((text) => !isSmallTalk(text));
  const wanted = [
    ...new Set([...questions.slice(0, mostEmbedded), ...known.map(({ question }) => question)]),
  ];
  const model = await questionModelOf(bot, embeddingFor);
  const vectors = await questionVectorRepository.find(
    { organizationId, chatbotId: _id, model: model.model },
    wanted,
  );
  const texts = wanted.filter((text) => !vectors.has(text));
  const embedding = together([
    await estimateEmbeddings(embedders, { model, texts, mostRequests: texts.length }),
    await ofIntents(bot, { chatbotId: _id, ...window }, embedders),
  ]);

  const keys = new Set(known.map(({ questionKey }) => questionKey));
  const open = unanswered
    .filter(({ createdAt }) => isWithin(window, createdAt))
    .map(textOf)
    .filter((text) => !isSmallTalk(text) && !keys.has(normalizedInput(text)));
  const different = new Set(open.map(normalizedInput)).size;
  const times = Math.min(different, limit);
  const bases = await knowledgeBaseRepository.ofChatbot(organizationId, _id);
  if (times === 0 || bases.length === 0) return { chatbotId: _id, ...together([embedding, nothingPaid()]) };
  const [longest = ''] = [...open].sort((a, b) => b.length - a.length);
  const answers = await estimateAnswers(gateway, {
    ...{ organizationId, feature: 'learning' },
    preference: { provider: bot.model.provider, model: bot.model.name },
    questions: [
      { prompt: { tokens: await promptTokens(bot, longest) }, maxTokens: bot.model.maxTokens, times },
    ],
  });
  return { chatbotId: _id, ...together([answers, embedding]) };
}

/** The messages that are compared with what the bot's model knows. */
async function ofIntents(
  { organizationId, _id: chatbotId, intentModelId }: ChatbotDocument,
  asked: Asked,
  embedders: BotEstimates['embedders'],
): Promise<WorkEstimate> {
  const trained = intentModelId ? await loadIntentModel(organizationId, intentModelId) : null;
  if (!trained || trained.intents.length === 0) return nothingPaid();
  const { model, dimensions } = trained.embedding;
  const texts = (await newMessages(organizationId, asked)).map(({ question }) => question);
  const known = await questionVectorRepository.find({ organizationId, chatbotId, model }, texts);
  const unknown = texts.filter((text) => !known.has(text));
  return estimateEmbeddings(embedders, { model: { model, dimensions }, texts: unknown });
}

/** Of a question with as many passages as it is ever shown. */
async function promptTokens(bot: ChatbotDocument, question: string): Promise<number> {
  const personality = await readDefaultPersonality(bot.organizationId, bot._id);
  const said = { history: [], passages: [], hasKnowledge: true, question, language: bot.language ?? null };
  const messages = buildPrompt({ bot, personality, ...said });
  return (await estimateUsage({ messages }, '')).promptTokens + passagesShown * tokensPerPassage;
}
