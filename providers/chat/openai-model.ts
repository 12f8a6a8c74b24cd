import { ChatOpenAICompletions } from '@langchain/openai';
import type { ChatRequest } from './chat-provider.js';

export interface OpenAiModelSettings {
  apiKey: string;
  organization?: string;
  baseUrl: string;
  model: string;
  fetch: typeof globalThis.fetch;
}

/** Models that think before they write refuse any temperature but their own. */
const fixedTemperature = /^(o\d|gpt-5(?!.*chat))/;

/**
 * LangChain's driver for one request: it takes temperature and length only when it is made, which costs
 * microseconds; the connections are shared through `fetch`. Everything that the driver or the client below
 * would otherwise read from the environment, or retry, or print, is settled here.
 */
export function openAiModel(settings: OpenAiModelSettings, request: ChatRequest): ChatOpenAICompletions {
  const { apiKey, organization = null, baseUrl, fetch, model } = settings;
  return new ChatOpenAICompletions({
    model,
    apiKey,
    temperature: fixedTemperature.test(model) ? undefined : request.temperature,
    maxTokens: request.maxTokens,
    maxRetries: 0,
    streaming: true,
    streamUsage: true,
    // The client prints chunks that it cannot parse; they are customers' words.
    configuration: { baseURL: baseUrl, fetch, logLevel: 'off', organization, project: null },
  });
}
