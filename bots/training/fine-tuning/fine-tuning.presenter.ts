import type { FineTuningState } from '../../../contracts/training.contract.js';
import type { FineTuningFields } from '../sessions/training-session.model.js';
import { evaluationOf } from './evaluate-tuned.js';

export const presentFineTuning = (state: FineTuningFields | null | undefined): FineTuningState | null =>
  state
    ? {
        provider: 'openai',
        providerJobId: state.providerJobId,
        status: state.status,
        model: state.model,
        examples: state.examples,
        trainedTokens: state.trainedTokens,
        cost: state.costMicros === null ? null : state.costMicros / 1e6,
        trainingLoss: state.trainingLoss,
        validationLoss: state.validationLoss,
        evaluation: evaluationOf(state),
      }
    : null;
