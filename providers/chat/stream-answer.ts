import type { BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ChatChunk, ChatProviderName, ChatRequest, StreamOptions } from './chat-provider.js';
import { estimateUsage } from './estimate-usage.js';
import { ProviderError } from './provider-error.js';
import type { StreamedAnswer } from './streamed-answer.js';
import { toProviderError } from './to-provider-error.js';
import { withDeadlines, type Deadlines } from './with-deadlines.js';

/** What differs between the drivers. */
export interface Driving {
  provider: ChatProviderName;
  request: ChatRequest;
  messages: BaseMessage[];
  /** The model asked for. */
  model: string;
  answer: StreamedAnswer;
  /** The driver's inner stream: its outer one merges all chunks again and looks for tracers in the environment. */
  open(messages: BaseMessage[], signal: AbortSignal): AsyncIterable<ChatGenerationChunk>;
}

/** Asks once and passes the answer on, with deadlines; every failure becomes a ProviderError. */
export async function* streamAnswer(
  driving: Driving,
  deadlines: Deadlines,
  { signal, onTold }: StreamOptions,
): AsyncGenerator<ChatChunk, void, undefined> {
  const { provider, answer } = driving;
  signal.throwIfAborted();
  const local = new AbortController();
  const late = (waitedMs: number) =>
    local.abort(new ProviderError(`${provider}: nothing for ${waitedMs} ms`, { kind: 'timeout', provider }));
  try {
    const source = driving.open(driving.messages, AbortSignal.any([signal, local.signal]));
    for await (const chunk of withDeadlines(source, deadlines, late)) {
      const text = answer.take(chunk);
      if (answer.told) onTold?.(answer.told);
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
  yield* conclude(driving);
}

async function* conclude({ answer, request, model }: Driving): AsyncGenerator<ChatChunk> {
  answer.assertWhole();
  const usage = answer.usage ?? (await estimateUsage(request, answer.written));
  const calls = answer.toolCalls(usage);
  if (calls.length > 0) yield { type: 'tool-calls', calls };
  yield { type: 'end', model: answer.model ?? model, finishReason: answer.finishReason, usage };
}
