import { createLogger } from '../../platform/logging/logger.js';
import type { ChatProvider, ChatProviderName } from '../../providers/chat/chat-provider.js';
import type { Gateway, GatewayChat, GatewayChunk } from '../../providers/gateway/gateway.types.js';

/** For tests that need a logger and nobody to read it. */
export const silent = createLogger({ name: 'test', level: 'silent' });

/** Short enough for a test, long enough to tell apart. */
export const quick = {
  backoffMs: 2,
  maxBackoffMs: 5,
  maxRetryAfterMs: 300,
  breakerOpenMs: 150,
};

/** The same driver under another name: what speaks a protocol does not matter to the gateway. */
export const renamed = (
  provider: ChatProvider,
  name: ChatProviderName,
  defaultModel: string,
): ChatProvider => ({
  ...provider,
  name,
  defaultModel,
});

export const context = {
  organizationId: 'org-1',
  feature: 'chat',
  conversationId: 'conversation-1',
} as const;

/** Asks and collects; what was thrown is returned with the chunks before it. */
export async function ask(gateway: Gateway, call: Partial<GatewayChat> = {}) {
  const chunks: GatewayChunk[] = [];
  let error: unknown;
  try {
    const request = { messages: [{ role: 'user' as const, content: 'What is a vector store?' }] };
    const signal = new AbortController().signal;
    for await (const chunk of gateway.chat({ context, request, signal, ...call })) chunks.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  const text = chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');
  const end = chunks.find((chunk) => chunk.type === 'end');
  return { text, end, error };
}
