import type { TuningAccount } from '../../../providers/index.js';
import type { TrainingSessionDocument } from '../sessions/training-session.model.js';

/** Our count of tokens is near that of the provider, not the same. */
const margin = 1.05;

/** Who pays for a session's training. */
export const accountOf = ({
  _id,
  organizationId,
  chatbotId,
  jobId,
  createdBy: userId,
  fineTuning,
}: TrainingSessionDocument): TuningAccount => ({
  name: _id,
  context: { organizationId, chatbotId, jobId, userId, feature: 'training' },
  base: fineTuning?.base ?? '',
});

/** Tokens that training will read at most: a provider is paid for each of them in every epoch. */
export const tokensToTrain = (tokens: number, epochs: number): number => Math.ceil(tokens * epochs * margin);
