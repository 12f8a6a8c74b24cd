import type { TrainingComparison } from '../../../contracts/training.contract.js';
import { errorMessage } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { event } from '../../../platform/outbox/event.js';
import { enqueueEvents } from '../../../platform/outbox/outbox.model.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import { changeContent } from '../../versions/record-version.js';
import { forgetTuningExamples } from '../fine-tuning/end-tuning.js';
import { evaluationOf } from '../fine-tuning/evaluate-tuned.js';
import { examplesNameOf } from '../models/intent-models.js';
import { exampleVectorRepository } from '../store/example-vector.repository.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import { compareModels } from './compare-models.js';
import type { EmbedContext } from './embed-examples.js';
import type { TrainingSessionDocument } from './training-session.model.js';
import { trainingSessionRepository } from './training-session.repository.js';

/**
 * Gives the bot its new model as a new version, or lets it wait for approval when it is worse than the one that it would
 * replace. May be repeated: what has ended stays as it ended.
 */
export async function finishTraining(context: EmbedContext): Promise<TrainingSessionDocument> {
  const { session } = context;
  const { organizationId, chatbotId, _id } = session;
  if (session.outcome !== null) return session;
  const bot = await chatbotRepository.find(organizationId, chatbotId);
  const warnings = [...session.warnings];
  const comparison = await compareModels(bot?.intentModelId, context).catch((error: unknown) => {
    context.signal.throwIfAborted();
    if ((error as Error).name !== 'AppError') throw error;
    warnings.push(`The current model could not be compared: ${errorMessage(error)}`);
    return null;
  });
  const ended = await conclude(session, { comparison, warnings });
  await storedBytesRepository.delete(organizationId, examplesNameOf(_id));
  const open = await trainingSessionRepository.openOf(organizationId, chatbotId);
  await exampleVectorRepository.keepOnly(organizationId, chatbotId, [...open, _id]);
  return ended;
}

/** As `finishTraining`, for a model that a provider made; nothing to compare with is no reason to wait. */
export async function finishTuning(session: TrainingSessionDocument): Promise<TrainingSessionDocument> {
  if (session.outcome !== null) return session;
  const evaluation = session.fineTuning && evaluationOf(session.fineTuning);
  const { warnings } = session;
  const ended = await conclude(session, {
    comparison: null,
    isWorse: evaluation?.isWorse ?? false,
    warnings: evaluation ? warnings : [...warnings, 'No example was held out: the model was not compared'],
  });
  await forgetTuningExamples(session);
  return ended;
}

const conclude = (
  session: TrainingSessionDocument,
  {
    comparison,
    warnings,
    isWorse = comparison?.isWorse ?? false,
  }: { comparison: TrainingComparison | null; warnings: string[]; isWorse?: boolean },
): Promise<TrainingSessionDocument> =>
  withTransaction(async () => {
    const { organizationId, _id } = session;
    const outcome = isWorse ? 'awaiting-approval' : 'completed';
    const ended = await trainingSessionRepository.conclude(organizationId, _id, null, {
      ...{ outcome, comparison, warnings, error: null },
      version: outcome === 'completed' ? await giveModel(session, session.createdBy) : null,
      completedAt: new Date(),
    });
    if (!ended) return (await trainingSessionRepository.find(organizationId, _id)) ?? session;
    await enqueueEvents([completedEvent(ended)]);
    return ended;
  });

/** Makes a session's model the bot's, in a transaction; answers the version that has it. @throws AppError NOT_FOUND */
export async function giveModel(
  { organizationId, chatbotId, modelId, fineTuning }: TrainingSessionDocument,
  actorId: string,
): Promise<number | null> {
  const reason = fineTuning ? 'Fine-tuned' : 'Trained';
  const { bot } = await changeContent({ organizationId, chatbotId, actorId, reason }, ({ model }) =>
    chatbotRepository.update(
      organizationId,
      chatbotId,
      fineTuning
        ? { model: { ...model, provider: 'openai', name: fineTuning.model ?? undefined } }
        : { intentModelId: modelId },
    ),
  );
  return bot.headVersion ?? null;
}

const completedEvent = ({
  organizationId,
  chatbotId,
  _id,
  outcome,
  metrics,
  version,
}: TrainingSessionDocument) =>
  event('training.completed', {
    organizationId,
    data: {
      ...{ chatbotId, sessionId: _id, status: outcome, version },
      metrics: metrics && {
        accuracy: metrics.accuracy,
        macroF1: metrics.macroF1,
        outOfScope: metrics.outOfScope,
      },
    },
  });

/** Ends a session that will give the bot no model: the old one goes on serving. */
export async function abandonTraining(
  { organizationId, _id }: TrainingSessionDocument,
  outcome: 'failed' | 'cancelled',
  error: string | null,
): Promise<void> {
  await trainingSessionRepository.conclude(organizationId, _id, null, {
    ...{ outcome, error },
    completedAt: new Date(),
  });
}
