import type {
  ChatChunk,
  ChatProvider,
  ChatRequest,
  ProviderError,
} from '../../providers/chat/chat-provider.js';

export const question: ChatRequest = { messages: [{ role: 'user', content: 'What is a vector store?' }] };

/** Asks a provider and collects; what was thrown is returned with the chunks before it. */
export async function askProvider(
  provider: ChatProvider,
  request: Partial<ChatRequest> = {},
  signal = new AbortController().signal,
) {
  const chunks: ChatChunk[] = [];
  let error: unknown;
  try {
    for await (const chunk of provider.stream({ ...question, ...request }, { signal })) chunks.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  const text = chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');
  return { chunks, text, last: chunks.at(-1), error: error as ProviderError | undefined };
}
