import type { ChatRequest } from './chat-provider.js';
import type { TokenUsage } from './provider-error.js';

/** What the chat format adds to each message, and to the answer, in OpenAI's models. */
const tokensPerMessage = 4;

/**
 * Counts a call's tokens with OpenAI's o200k encoding; for other models it is an approximation.
 * The encoding's tables are loaded on first use: most servers report usage, and then nobody needs them.
 */
export async function estimateUsage(request: ChatRequest, answer: string): Promise<TokenUsage> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const count = (text: string) => countTokens(text, { disallowedSpecial: new Set<string>() });
  let promptTokens = request.tools?.length ? count(JSON.stringify(request.tools)) : 0;
  for (const { content, toolCalls } of request.messages) {
    promptTokens += count(content) + tokensPerMessage;
    if (toolCalls?.length) promptTokens += count(JSON.stringify(toolCalls));
  }
  return { promptTokens, completionTokens: count(answer), estimated: true };
}
