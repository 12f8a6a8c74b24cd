import { AppError } from '../../../platform/errors/app-error.js';
import type { ChatMessage, Gateway } from '../../../providers/index.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import type {
  FineTuningFields,
  TrainingSessionDocument,
  TunedSide,
} from '../sessions/training-session.model.js';
import { trainingSessionRepository } from '../sessions/training-session.repository.js';
import { answerLikeness } from './answer-likeness.js';
import { heldOutExamples } from './tuning-examples.js';

/** Held-out examples that both models are asked; each costs two answers. */
export const mostEvaluated = 20;
/** Examples of one activity. */
const atOnce = 4;
/** Smaller differences are chance. */
const tolerance = 0.01;

interface ModelPreference {
  provider?: string;
  model?: string;
}

export interface EvaluateTuned {
  session: TrainingSessionDocument;
  gateway: Gateway;
  signal: AbortSignal;
  assertMayGoOn: () => Promise<void>;
}

/** Asks the new and the present model some held-out examples; returns how many are left. What was paid for is kept. */
export async function evaluateTuned({
  session,
  gateway,
  signal,
  assertMayGoOn,
}: EvaluateTuned): Promise<number> {
  const { organizationId, chatbotId, jobId, _id, fineTuning } = session;
  const bot = await chatbotRepository.find(organizationId, chatbotId);
  if (!bot) throw new AppError('VALIDATION_ERROR', 'The chatbot was deleted');
  if (!fineTuning?.model) throw new Error('there is no model to evaluate');
  const { model: tuned } = fineTuning;
  const all = (await heldOutExamples(organizationId, _id)).slice(0, mostEvaluated);
  const scoreOf = (index: number, side: TunedSide) => fineTuning.scores[index]?.[side];
  const left = [...all.entries()].filter(
    ([index]) => scoreOf(index, 'candidate') === undefined || scoreOf(index, 'current') === undefined,
  );
  const ask = async (preference: ModelPreference, messages: ChatMessage[]) => {
    await assertMayGoOn();
    let answer = '';
    const context = { organizationId, chatbotId, jobId, feature: 'training' } as const;
    const request = { messages, temperature: 0, maxTokens: bot.model.maxTokens };
    for await (const chunk of gateway.chat({ context, preference, request, signal })) {
      if (chunk.type === 'text') answer += chunk.text;
      // Somebody else's answer tells nothing about this model.
      else if (chunk.type === 'end' && preference.provider && chunk.provider !== preference.provider)
        throw new AppError('SERVICE_UNAVAILABLE', `${preference.provider} does not answer`);
    }
    return answer;
  };
  const sides: Record<TunedSide, ModelPreference> = {
    candidate: { provider: 'openai', model: tuned },
    current: { provider: bot.model.provider ?? 'openai', model: bot.model.name },
  };
  for (const [index, { prompt, expected }] of left.slice(0, atOnce)) {
    for (const [side, preference] of Object.entries(sides) as [TunedSide, ModelPreference][]) {
      if (scoreOf(index, side) !== undefined) continue;
      const likeness = answerLikeness(await ask(preference, prompt), expected);
      await trainingSessionRepository.updateTuning(organizationId, _id, {
        [`scores.${index}.${side}`]: likeness,
      });
    }
  }
  return Math.max(0, left.length - atOnce);
}

/** `null` while nothing was compared. */
export function evaluationOf({ scores }: Pick<FineTuningFields, 'scores'>) {
  const all = Object.values(scores).filter(
    (score): score is Record<TunedSide, number> =>
      score.current !== undefined && score.candidate !== undefined,
  );
  if (all.length === 0) return null;
  const mean = (of: TunedSide): number =>
    Math.round((all.reduce((sum, score) => sum + score[of], 0) / all.length) * 10_000) / 10_000;
  const [current, candidate] = [mean('current'), mean('candidate')];
  return { examples: all.length, current, candidate, isWorse: candidate < current - tolerance };
}
