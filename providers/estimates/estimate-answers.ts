import type { ModelFeature } from '../../contracts/ai/model-features.js';
import type { ChatMessage } from '../chat/chat-provider.js';
import { estimateUsage } from '../chat/estimate-usage.js';
import type { Gateway, ModelPreference } from '../gateway/gateway.types.js';
import { mostPromptTokens, longestAnswer } from '../gateway/within-budget.js';
import { costMicros } from '../metering/prices.js';
import { usualAnswer } from './usual-answer.js';
import { nothingPaid, together, type WorkEstimate } from './work-estimate.js';

/** One question to a model that writes freely. */
export interface QuestionToAsk {
  /** Tokens of the prompt, or the prompt itself, without the answers that it quotes. */
  prompt: ChatMessage[] | { tokens: number };
  /** Tokens of the answer at most. */
  maxTokens?: number;
  /** Tokens of the answer, where they are known. */
  completion?: number;
  /** How often it may be asked, for an answer that is no good is asked for once more; 1. */
  tries?: number;
  /** How many of these; 1. */
  times?: number;
  /** Answers to other questions that stand in the prompt, of so many tokens each at most. */
  quotes?: { count: number; tokens: number };
  /** It belongs to the maximum alone. */
  isPossible?: boolean;
}

/**
 * What answers would cost from whoever is asked first. The tokens of answers are those that were usual lately for this part of
 * the product; before the first one nobody knows.
 */
export async function estimateAnswers(
  gateway: Pick<Gateway, 'asks'>,
  {
    organizationId,
    feature,
    preference,
    questions,
  }: {
    organizationId: string;
    feature: ModelFeature;
    preference?: ModelPreference;
    questions: QuestionToAsk[];
  },
): Promise<WorkEstimate> {
  const asked = gateway.asks(preference);
  if (!asked || asked.provider === 'local' || questions.length === 0) return nothingPaid();
  const usual = await usualAnswer(organizationId, { feature, ...asked });
  return together(await Promise.all(questions.map((question) => estimateAnswer(asked, question, usual))));
}

async function estimateAnswer(
  asked: { provider: string; model: string },
  { prompt, maxTokens = longestAnswer, tries = 1, times = 1, quotes, ...question }: QuestionToAsk,
  usual: number | null,
): Promise<WorkEstimate> {
  const { count, tokens } = quotes ?? { count: 0, tokens: 0 };
  const own = Array.isArray(prompt)
    ? (await estimateUsage({ messages: prompt }, '')).promptTokens
    : prompt.tokens;
  const all = (value: number | null, many: number) => (value === null ? null : value * many);
  const most = costMicros({
    ...{ ...asked, promptTokens: mostPromptTokens(asked.provider, own + count * tokens) },
    completionTokens: maxTokens,
  });
  const maximum = all(most, times * tries);
  if (question.isPossible)
    return { ...asked, requests: 0, tokens: { prompt: 0, completion: 0 }, expected: 0, maximum };
  const written = question.completion ?? usual;
  const completion = written === null ? null : Math.min(written, maxTokens);
  const quoted = count === 0 ? 0 : all(usual, count);
  const likely = quoted === null ? null : own + Math.min(quoted, count * tokens);
  const one =
    likely === null || completion === null
      ? null
      : costMicros({ ...asked, promptTokens: likely, completionTokens: completion });
  return {
    ...{ ...asked, requests: times },
    tokens: { prompt: all(likely, times), completion: all(completion, times) },
    ...{ expected: all(one, times), maximum },
  };
}
