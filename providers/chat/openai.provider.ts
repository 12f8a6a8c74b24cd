import type { ChatOpenAICompletions } from '@langchain/openai';
import type { ChatChunk, ChatProvider, ChatRequest } from './chat-provider.js';
import { estimateUsage } from './estimate-usage.js';
import { createKeepAliveFetch } from './keep-alive-fetch.js';
import { OpenAiAnswer } from './openai-answer.js';
import { toLangChainMessages, toOpenAiTools } from './openai-messages.js';
import { openAiModel } from './openai-model.js';
import { ProviderError } from './provider-error.js';
import { toProviderError } from './to-provider-error.js';
import { withDeadlines, type Deadlines } from './with-deadlines.js';

export interface OpenAiProviderOptions {
  apiKey: string;
  /** Any server that speaks OpenAI's chat completions, its `/v1` included. */
  baseUrl?: string;
  defaultModel: string;
  /** Milliseconds to the first and between two pieces of an answer; 30,000 each. */
  deadlines?: Partial<Deadlines>;
}

const provider = 'openai';
const patience: Deadlines = { firstMs: 30_000, betweenMs: 30_000 };

/** Chat completions of OpenAI, or of a server that speaks its protocol, over connections that stay open. */
export function createOpenAiProvider(
  options: OpenAiProviderOptions,
): ChatProvider & { close(): Promise<void> } {
  const { apiKey, defaultModel, baseUrl = 'https://api.openai.com/v1' } = options;
  const deadlines = { ...patience, ...options.deadlines };
  const connections = createKeepAliveFetch();
  return {
    name: provider,
    defaultModel,
    freeText: true,
    close: () => connections.close(),
    stream(request, { signal }) {
      const settings = { apiKey, baseUrl, fetch: connections.fetch, model: request.model ?? defaultModel };
      return streamAnswer(openAiModel(settings, request), request, deadlines, signal);
    },
  };
}

async function* streamAnswer(
  model: ChatOpenAICompletions,
  request: ChatRequest,
  deadlines: Deadlines,
  signal: AbortSignal,
): AsyncGenerator<ChatChunk, void, undefined> {
  signal.throwIfAborted();
  const local = new AbortController();
  const late = (waitedMs: number) =>
    local.abort(new ProviderError(`openai: nothing for ${waitedMs} ms`, { kind: 'timeout', provider }));
  const answer = new OpenAiAnswer();
  try {
    // The driver's inner stream: its outer one merges all chunks again and looks for tracers in the environment.
    const source = model._streamResponseChunks(toLangChainMessages(request.messages), {
      signal: AbortSignal.any([signal, local.signal]),
      tools: request.tools?.length ? toOpenAiTools(request.tools) : undefined,
    });
    for await (const chunk of withDeadlines(source, deadlines, late)) {
      const text = answer.take(chunk);
      if (text) yield { type: 'text', text };
    }
    signal.throwIfAborted();
    local.signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    local.signal.throwIfAborted();
    throw toProviderError(provider, error, answer.begun);
  } finally {
    // Whoever stops reading closes the connection; after a whole answer this changes nothing.
    local.abort();
  }
  yield* conclude(answer, request, model.model);
}

async function* conclude(
  answer: OpenAiAnswer,
  request: ChatRequest,
  asked: string,
): AsyncGenerator<ChatChunk> {
  answer.assertWhole();
  const usage = answer.usage ?? (await estimateUsage(request, answer.written));
  const calls = answer.toolCalls(usage);
  if (calls.length > 0) yield { type: 'tool-calls', calls };
  yield { type: 'end', model: answer.model ?? asked, finishReason: answer.finishReason, usage };
}
