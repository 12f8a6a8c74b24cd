import type { Actor } from '../../../accounts/index.js';
import { TrainingConfig, type StartTraining } from '../../../contracts/training.contract.js';
import { createJob, type JobDocument, type JobStarter } from '../../../jobs/index.js';
import { invalid, notFound } from '../../../platform/errors/app-error.js';
import { newId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import type { ChatbotDocument } from '../../chatbots/chatbot.model.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import { newTuning } from '../fine-tuning/begin-tuning.js';
import { datasetRepository } from '../datasets/dataset.repository.js';
import type { TrainingSessionDocument } from './training-session.model.js';
import { trainingSessionRepository } from './training-session.repository.js';

/**
 * Starts a session that trains a bot on datasets of its own. @throws AppError NOT_FOUND, VALIDATION_ERROR when the bot
 * cannot be fine-tuned
 */
export async function startTraining({
  actor,
  chatbotId,
  input,
  canFineTune,
  starter,
}: {
  actor: Actor;
  chatbotId: string;
  input: StartTraining;
  /** Whether a provider is configured that does it. */
  canFineTune: boolean;
  starter: JobStarter;
}): Promise<TrainingSessionDocument> {
  const bot = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const datasetIds = [...new Set(input.datasetIds ?? (input.datasetId ? [input.datasetId] : []))];
  const datasets = await datasetRepository.findMany(organizationId, datasetIds);
  if (datasets.filter((dataset) => dataset.chatbotId === bot._id).length < datasetIds.length)
    throw notFound('Training dataset');
  const config = configOf(input.config);
  if (config.method === 'fine-tuning') requireTunable(bot, canFineTune);
  const { session, job } = await createSession({
    ...{ id: newId(), organizationId, chatbotId: bot._id, createdBy: actor.userId, datasetIds },
    config,
  });
  await starter.start(job);
  return session;
}

const mostTuningEpochs = 50;
const usualTuningEpochs = 3;

/** @throws AppError VALIDATION_ERROR */
export function configOf(config: StartTraining['config'] = {}): TrainingConfig {
  const isTuning = config.method === 'fine-tuning';
  if (isTuning && (config.epochs ?? 0) > mostTuningEpochs)
    throw invalid('body.config.epochs', `at most ${mostTuningEpochs} for fine-tuning`);
  return TrainingConfig.parse({ ...(isTuning ? { epochs: usualTuningEpochs } : {}), ...config });
}

/** Fine-tuning ends with the bot on a model of OpenAI: that has to be possible, and wanted. */
function requireTunable({ model }: ChatbotDocument, canFineTune: boolean): void {
  if (!canFineTune)
    throw invalid(
      'body.config.method',
      'fine-tuning needs OpenAI, which is not configured: set OPENAI_API_KEY',
    );
  if (model.provider && model.provider !== 'openai')
    throw invalid(
      'body.config.method',
      `fine-tuning is done by OpenAI, and the chatbot is set to the provider ${model.provider}`,
    );
}

/** Stores a session and its job, which the caller starts. */
export const createSession = ({
  id,
  organizationId,
  chatbotId,
  createdBy,
  datasetIds,
  config,
}: {
  id: string;
  organizationId: string;
  chatbotId: string;
  createdBy: string;
  datasetIds: string[];
  config: TrainingConfig;
}): Promise<{ session: TrainingSessionDocument; job: JobDocument }> =>
  withTransaction(async () => {
    const job = await createJob({
      ...{ organizationId, createdBy, kind: 'training' },
      subject: { type: 'training-session', id },
      items: [{ subjectId: 'check', title: 'Checking the examples' }],
    });
    const session = await trainingSessionRepository.insert(organizationId, {
      ...{ _id: id, chatbotId, jobId: job._id, datasetIds, config, createdBy },
      fineTuning: config.model === null ? null : newTuning(config.model),
      createdAt: new Date(),
    });
    return { session, job };
  });
