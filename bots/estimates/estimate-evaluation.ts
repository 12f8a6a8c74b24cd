import type { Actor } from '../../accounts/index.js';
import type { EstimateEvaluation } from '../../contracts/evaluations.contract.js';
import type { ForChatbot } from '../../knowledge/index.js';
import {
  estimateAnswers,
  estimateEmbeddings,
  estimateUsage,
  together,
  type QuestionToAsk,
  type WorkEstimate,
} from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { buildPrompt } from '../conversations/prompt.js';
import { defaultTopK } from '../conversations/gather-evidence.js';
import type { Expectation } from '../evaluations/sets/evaluation-case.model.js';
import { questionsOf } from '../evaluations/runs/start-evaluation.js';
import { questionModelOf } from '../insights/questions/embed-questions.js';
import { questionVectorRepository } from '../insights/questions/question-vector.repository.js';
import { asOfVersion } from '../versions/answering-version.js';
import { requireVersion } from '../versions/require-version.js';
import type { VersionDocument } from '../versions/version.model.js';
import type { BotEstimates } from './estimate-training.js';

/** A passage with its title and number. */
const tokensPerPassage = 300;
/** As long as an answer usually is, where one is to be embedded that nobody knows yet. */
const usualAnswer = 'An answer of a few sentences, as most are. '.repeat(10);

/**
 * What asking a bot the questions of an evaluation costs: an answer of each version to each question, shown as many passages as
 * it ever is, and the vectors of questions and answers that there are none of yet. Calls of tools come on top.
 * @throws AppError NOT_FOUND, CONFLICT for a set without questions
 */
export async function estimateEvaluation(
  actor: Actor,
  { chatbotId, version, compareWith, ...input }: EstimateEvaluation,
  { gateway, embedders, embeddingFor }: BotEstimates,
): Promise<ForChatbot> {
  const { questions } = await questionsOf(actor, chatbotId, input);
  const asked = questions.map(({ expectation }) => expectation);
  const works: WorkEstimate[] = [];
  const compared = [];
  for (const reference of [version, ...(compareWith ? [compareWith] : [])])
    compared.push(await requireVersion(actor, chatbotId, reference));
  for (const { bot, version: of } of compared) {
    const { model } = asOfVersion(bot, of.content);
    works.push(
      await estimateAnswers(gateway, {
        ...{ organizationId: bot.organizationId, feature: 'evaluation' },
        preference: { provider: model.provider, model: model.name },
        questions: await Promise.all(asked.map((question) => askedOf(bot, of, question))),
      }),
    );
  }
  const [first] = compared;
  if (first) {
    const { organizationId, _id } = first.bot;
    const model = await questionModelOf(first.bot, embeddingFor);
    const texts = asked.flatMap(({ question, expected }) => (expected ? [question, expected] : [question]));
    const known = await questionVectorRepository.find(
      { organizationId, chatbotId: _id, model: model.model },
      texts,
    );
    const answers = asked.filter(({ expected }) => expected !== null).length * compared.length;
    const fresh = [
      ...texts.filter((text) => !known.has(text)),
      // Each is another text.
      ...Array.from({ length: answers }, (_, n) => `${usualAnswer}${n}`),
    ];
    works.push(
      await estimateEmbeddings(embedders, { model, texts: fresh, mostRequests: asked.length + answers }),
    );
  }
  return { chatbotId, ...together(works) };
}

async function askedOf(
  head: ChatbotDocument,
  { content }: VersionDocument,
  { question, history }: Expectation,
): Promise<QuestionToAsk> {
  const bot = asOfVersion(head, content);
  const hasKnowledge = content.knowledge.length > 0;
  const messages = buildPrompt({
    ...{ bot, personality: content.personality, history, question, hasKnowledge },
    ...{ passages: [], language: bot.language ?? null },
    hasTools: content.plugins.some(({ enabled }) => enabled),
  });
  const passages = hasKnowledge ? (bot.retrieval.topK ?? defaultTopK) : 0;
  const tokens = (await estimateUsage({ messages }, '')).promptTokens + passages * tokensPerPassage;
  return { prompt: { tokens }, maxTokens: bot.model.maxTokens };
}
