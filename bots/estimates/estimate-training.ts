import type { Actor } from '../../accounts/index.js';
import type { EstimateTraining } from '../../contracts/job-estimates.contract.js';
import type { EmbeddingFor, ForChatbot } from '../../knowledge/index.js';
import { notFound } from '../../platform/errors/app-error.js';
import {
  estimateAnswers,
  estimateEmbeddings,
  estimateUsage,
  together,
  tuningCostMicros,
  type Embedders,
  type Gateway,
  type WorkEstimate,
} from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import type { TrainingExample } from '../training/classifier/training-example.js';
import { datasetRepository } from '../training/datasets/dataset.repository.js';
import { mostEvaluated } from '../training/fine-tuning/evaluate-tuned.js';
import { splitForTuning, tokensOf } from '../training/fine-tuning/prepare-tuning.js';
import { tokensToTrain } from '../training/fine-tuning/tuning-account.js';
import { readExamples, usualLanguage } from '../training/sessions/prepare-training.js';
import { configOf } from '../training/sessions/start-training.js';
import { exampleVectorRepository } from '../training/store/example-vector.repository.js';

export interface BotEstimates {
  gateway: Pick<Gateway, 'asks'>;
  embedders: Pick<Embedders, 'get' | 'isRemote'>;
  embeddingFor: EmbeddingFor;
}

/** What training a bot on datasets of its own costs. @throws AppError NOT_FOUND, VALIDATION_ERROR */
export async function estimateTraining(
  actor: Actor,
  { chatbotId, datasetId, datasetIds = datasetId ? [datasetId] : [], config: asked }: EstimateTraining,
  dependencies: BotEstimates,
): Promise<ForChatbot> {
  const bot = await requireChatbot(actor, chatbotId);
  const { organizationId } = bot;
  const ids = [...new Set(datasetIds)];
  const datasets = await datasetRepository.findMany(organizationId, ids);
  if (datasets.filter((dataset) => dataset.chatbotId === bot._id).length < ids.length)
    throw notFound('Training dataset');
  const config = configOf(asked);
  const examples = await readExamples({ organizationId, datasetIds: ids });
  const estimate =
    config.method === 'fine-tuning'
      ? await ofTuning(bot, examples, { ...config, base: config.model ?? '' }, dependencies)
      : await ofClassifier(bot, examples, dependencies);
  return { chatbotId: bot._id, ...estimate };
}

/** The inputs that have no vector yet. */
async function ofClassifier(
  { organizationId, _id: chatbotId, language }: ChatbotDocument,
  examples: TrainingExample[],
  { embedders, embeddingFor }: BotEstimates,
): Promise<WorkEstimate> {
  const model = embeddingFor(language ?? (await usualLanguage(examples)));
  const inputs = [...new Set(examples.map(({ input }) => input))];
  const of = { organizationId, chatbotId, sessionId: '', model: model.model };
  const known = embedders.isRemote(model)
    ? await exampleVectorRepository.known(of, inputs)
    : new Set<string>();
  const texts = inputs.filter((input) => !known.has(input));
  return estimateEmbeddings(embedders, { model, texts, mostRequests: texts.length });
}

interface Tuning {
  base: string;
  epochs: number;
  seed: number;
  validationSplit: number;
}

/** The tokens of all epochs, and the answers of both models that are compared. Those of a model to come have no price yet. */
async function ofTuning(
  bot: ChatbotDocument,
  examples: TrainingExample[],
  { base, epochs, ...config }: Tuning,
  { gateway }: BotEstimates,
): Promise<WorkEstimate> {
  const { training, heldOut } = await splitForTuning(bot, examples, config);
  const tokens = await tokensOf(training);
  const trained: WorkEstimate = {
    ...{ provider: 'openai', model: base, requests: 1 },
    tokens: { prompt: tokens * epochs, completion: 0 },
    expected: tuningCostMicros(base, tokens * epochs),
    maximum: tuningCostMicros(base, tokensToTrain(tokens, epochs)),
  };
  const { provider = 'openai', name, maxTokens } = bot.model;
  const questions = await Promise.all(
    heldOut.slice(0, mostEvaluated).map(async ({ messages }) => ({
      prompt: messages.slice(0, -1),
      completion: (await estimateUsage({ messages: [] }, messages.at(-1)?.content ?? '')).completionTokens,
      maxTokens,
    })),
  );
  const asking = { organizationId: bot.organizationId, feature: 'training', questions } as const;
  const current = await estimateAnswers(gateway, { ...asking, preference: { provider, model: name } });
  return together([trained, current]);
}
