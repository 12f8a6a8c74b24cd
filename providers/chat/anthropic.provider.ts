import { AnthropicAnswer } from './anthropic-answer.js';
import { forAnthropic, toAnthropicTools } from './anthropic-messages.js';
import { anthropicModel } from './anthropic-model.js';
import type { ChatProvider } from './chat-provider.js';
import { createKeepAliveFetch } from './keep-alive-fetch.js';
import { toLangChainMessages } from './langchain-messages.js';
import type { RemoteProviderOptions } from './remote-provider-options.js';
import { streamAnswer } from './stream-answer.js';
import type { Deadlines } from './with-deadlines.js';

const provider = 'anthropic';
/** A model that thinks between two texts shows nothing of it meanwhile. */
const patience: Deadlines = { firstMs: 30_000, betweenMs: 60_000 };

/** Anthropic's Messages API, or a server that speaks it, over connections that stay open. */
export function createAnthropicProvider(
  options: RemoteProviderOptions,
): ChatProvider & { close(): Promise<void> } {
  const { apiKey, defaultModel } = options;
  // The client adds `/v1` itself; many write it into the address all the same.
  const baseUrl = (options.baseUrl ?? 'https://api.anthropic.com').replace(/\/(v1\/?)?$/, '');
  const deadlines = { ...patience, ...options.deadlines };
  const connections = createKeepAliveFetch();
  return {
    name: provider,
    defaultModel,
    fallbackModel: options.fallbackModel,
    maxRetries: options.maxRetries,
    address: new URL(baseUrl).hostname,
    freeText: true,
    close: () => connections.close(),
    stream(request, asking) {
      const settings = { apiKey, baseUrl, fetch: connections.fetch, model: request.model ?? defaultModel };
      const model = anthropicModel(settings, request);
      const tools = request.tools?.length ? toAnthropicTools(request.tools) : undefined;
      return streamAnswer(
        {
          provider,
          request,
          model: settings.model,
          messages: toLangChainMessages(forAnthropic(request.messages)),
          answer: new AnthropicAnswer(),
          open: (messages, inner) => model._streamResponseChunks(messages, { signal: inner, tools }),
        },
        deadlines,
        asking,
      );
    },
  };
}
