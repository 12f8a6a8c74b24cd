import { AppError } from '../../../platform/errors/app-error.js';
import { tuningCostMicros, type FineTuning, type TuningCharges } from '../../../providers/index.js';
import type { TrainingSessionDocument } from '../sessions/training-session.model.js';
import { trainingSessionRepository } from '../sessions/training-session.repository.js';
import { accountOf } from './tuning-account.js';

export interface TuningFollowed {
  isDone: boolean;
  /** For people: how far it is. */
  stage: string;
}

/**
 * Asks the provider once how far it is, and notes it; what it did cost is charged before its model is known here.
 * @throws AppError VALIDATION_ERROR when it ended without a model
 */
export async function followTuning(
  session: TrainingSessionDocument,
  client: FineTuning,
  charges: TuningCharges,
): Promise<TuningFollowed> {
  const { organizationId, _id, fineTuning } = session;
  if (!fineTuning?.providerJobId) throw new Error('fine-tuning was not begun');
  if (fineTuning.model) return { isDone: true, stage: 'fine-tuned' };
  const job = await client.read(fineTuning.providerJobId);
  const progress = job.status === 'running' || job.model ? await client.progress(job.id) : null;
  const { trainedTokens } = job;
  if (job.status === 'succeeded') {
    await charges.charge(accountOf(session), job);
    await charges.end(accountOf(session));
  }
  await trainingSessionRepository.updateTuning(organizationId, _id, {
    ...{ status: job.status, model: job.status === 'succeeded' ? job.model : null, trainedTokens },
    costMicros: trainedTokens === null ? null : tuningCostMicros(fineTuning.base, trainedTokens),
    ...(progress ? { trainingLoss: progress.trainingLoss, validationLoss: progress.validationLoss } : {}),
  });
  if (job.status === 'failed' || job.status === 'cancelled')
    throw new AppError('VALIDATION_ERROR', `OpenAI ended the fine-tuning: ${job.error ?? job.status}`);
  const share = progress?.totalSteps ? Math.floor((progress.step / progress.totalSteps) * 100) : null;
  return {
    isDone: job.status === 'succeeded' && job.model !== null,
    stage: share === null ? `fine-tuning: ${job.status.replaceAll('_', ' ')}` : `fine-tuning ${share} %`,
  };
}
