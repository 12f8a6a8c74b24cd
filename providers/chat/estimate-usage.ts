import { loadChatTokens } from '../tokens/openai-tokens.js';
import type { ChatRequest } from './chat-provider.js';
import type { TokenUsage, ToldUsage } from './provider-error.js';

/** What the chat format adds to each message, and to the answer, in OpenAI's models. */
const tokensPerMessage = 4;

/**
 * Counts a call's tokens with OpenAI's o200k encoding; for other models it is an approximation.
 * The encoding's tables are loaded on first use: most servers report usage, and then nobody needs them.
 */
export async function estimateUsage(request: ChatRequest, answer: string): Promise<TokenUsage> {
  const { count } = await loadChatTokens();
  let promptTokens = request.tools?.length ? count(JSON.stringify(request.tools)) : 0;
  for (const { content, toolCalls } of request.messages) {
    promptTokens += count(content) + tokensPerMessage;
    if (toolCalls?.length) promptTokens += count(JSON.stringify(toolCalls));
  }
  return { promptTokens, completionTokens: count(answer), estimated: true };
}

/** The tokens of an answer that did not come to its end: what the provider told of them, the rest by our own count. */
export async function usageSoFar(
  told: ToldUsage | undefined,
  request: ChatRequest,
  written: string,
): Promise<TokenUsage> {
  if (told?.completionTokens !== undefined) return told as TokenUsage;
  return { ...(await estimateUsage(request, written)), ...told };
}
