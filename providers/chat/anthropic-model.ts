import { ChatAnthropic } from '@langchain/anthropic';
import type { ChatRequest } from './chat-provider.js';

export interface AnthropicModelSettings {
  apiKey: string;
  baseUrl: string;
  model: string;
  fetch: typeof globalThis.fetch;
}

/** Models that decide themselves how long to think refuse any temperature but their own. */
const fixedTemperature = /^claude-(opus-4-[78]|mythos|[a-z]+-5)/;

/**
 * LangChain's driver for one request. Everything that the driver or the client below would otherwise read from the
 * environment, or retry, or print, is settled here. Without `maxTokens` the driver names its model's usual bound,
 * as the protocol demands one.
 */
export function anthropicModel(settings: AnthropicModelSettings, request: ChatRequest): ChatAnthropic {
  const { apiKey, baseUrl, fetch, model } = settings;
  const { temperature, maxTokens } = request;
  return new ChatAnthropic({
    model,
    apiKey,
    anthropicApiUrl: baseUrl,
    // Its scale ends at 1; others go up to 2.
    temperature:
      fixedTemperature.test(model) || temperature === undefined ? undefined : Math.min(1, temperature),
    maxTokens,
    maxRetries: 0,
    streaming: true,
    streamUsage: true,
    // The client prints events that it cannot parse; they are customers' words.
    clientOptions: { fetch, logLevel: 'off', authToken: null },
  });
}
