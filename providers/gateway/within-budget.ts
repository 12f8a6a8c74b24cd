import { estimateUsage } from '../chat/estimate-usage.js';
import type { ChatRequest } from '../chat/chat-provider.js';
import type { Budgets, Reserved } from '../budgets/budgets.js';
import type { Embedder } from '../embeddings/embedder.js';
import { costMicros } from '../metering/prices.js';
import type { Candidate } from './candidates.js';
import type { ChatCall } from './chat-call.js';
import type { GatewayEmbed } from './gateway.types.js';

/** Where money is limited and the request does not say how long an answer may be, it is no longer than this. */
export const longestAnswer = 4_096;
/** We count as OpenAI's models do; others cut the same text into more tokens. */
const margin: Record<string, number> = { openai: 1.02, anthropic: 1.5, local: 1 };
const most = Math.max(...Object.values(margin));

/** Tokens that a provider may count where we count so many. */
export const mostPromptTokens = (provider: string, tokens: number): number =>
  Math.ceil(tokens * (margin[provider] ?? most)) + 10;

/**
 * Sets aside what a request may cost at most. The answer is bounded then, so that it cannot cost more.
 * @throws AppError BUDGET_EXCEEDED, JobStopped
 */
export async function withinBudget(
  { budgets, context, request }: ChatCall,
  { provider, model }: Candidate,
): Promise<{ request: ChatRequest; reserved: Reserved | null }> {
  if (!budgets || provider.name === 'local' || !(await budgets.isLimited(context)))
    return { request, reserved: null };
  const { promptTokens } = await estimateUsage(request, '');
  const maxTokens = request.maxTokens ?? longestAnswer;
  const cost = costMicros({
    ...{ provider: provider.name, model, completionTokens: maxTokens },
    promptTokens: mostPromptTokens(provider.name, promptTokens),
  });
  return { request: { ...request, maxTokens }, reserved: await budgets.reserve(context, cost) };
}

/** Sets aside what the vectors of texts may cost. @throws AppError BUDGET_EXCEEDED, JobStopped */
export async function reserveTexts(
  { embedder, budgets }: { embedder: Embedder; budgets?: Budgets },
  { context, texts }: GatewayEmbed,
): Promise<Reserved | null> {
  if (!budgets || embedder.provider === 'local' || !(await budgets.isLimited(context))) return null;
  const { provider, model } = embedder;
  const promptTokens = embedder.countTokens([...new Set(texts)]).reduce((sum, tokens) => sum + tokens, 0);
  return budgets.reserve(context, costMicros({ provider, model, promptTokens, completionTokens: 0 }));
}
