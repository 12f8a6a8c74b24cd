import type { ChatProvider } from './chat-provider.js';
import { createKeepAliveFetch } from './keep-alive-fetch.js';
import { toLangChainMessages } from './langchain-messages.js';
import { OpenAiAnswer } from './openai-answer.js';
import { openAiModel } from './openai-model.js';
import { toOpenAiTools } from './openai-tools.js';
import type { RemoteProviderOptions } from './remote-provider-options.js';
import { streamAnswer } from './stream-answer.js';
import type { Deadlines } from './with-deadlines.js';

const provider = 'openai';
const patience: Deadlines = { firstMs: 30_000, betweenMs: 30_000 };

/** Chat completions of OpenAI, or of a server that speaks its protocol (`baseUrl` with its `/v1`), over connections that stay open. */
export function createOpenAiProvider(
  options: RemoteProviderOptions,
): ChatProvider & { close(): Promise<void> } {
  const { apiKey, organization, defaultModel, baseUrl = 'https://api.openai.com/v1' } = options;
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
      const own = { apiKey, organization, baseUrl, fetch: connections.fetch };
      const settings = { ...own, model: request.model ?? defaultModel };
      const model = openAiModel(settings, request);
      const tools = request.tools?.length ? toOpenAiTools(request.tools) : undefined;
      return streamAnswer(
        {
          provider,
          request,
          model: settings.model,
          messages: toLangChainMessages(request.messages),
          answer: new OpenAiAnswer(),
          open: (messages, inner) => model._streamResponseChunks(messages, { signal: inner, tools }),
        },
        deadlines,
        asking,
      );
    },
  };
}
