import type { ChatChunk, ChatRequest, FinishReason, ProviderErrorKind } from '../chat/chat-provider.js';
import type { Embeddings } from '../embeddings/embedder.js';
import type { CallContext } from '../metering/model-call.js';
import type { ProviderStatus } from './breaker.js';

/** `circuit-open`: the provider was not asked at all, because it kept failing. */
export type AttemptOutcome = 'ok' | 'aborted' | 'circuit-open' | ProviderErrorKind;

export interface Attempt {
  provider: string;
  outcome: AttemptOutcome;
  ms: number;
}

export interface GatewayUsage {
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  /** Whether we counted the tokens because the provider did not say. */
  estimated: boolean;
  /** Micro-dollars of this answer; null when the model's price is unknown. */
  costMicros: number | null;
}

/** The last chunk: who answered, what it cost and how long it took. */
export interface GatewayEnd {
  type: 'end';
  provider: string;
  model: string;
  finishReason: FinishReason;
  usage: GatewayUsage;
  /** Milliseconds from the call of `chat`, failed attempts included. */
  latencyMs: number;
  firstTokenMs: number;
  attempts: Attempt[];
}

export type GatewayChunk = Exclude<ChatChunk, { type: 'end' }> | GatewayEnd;

/** Which provider and model to try first; either may be named alone. */
export interface ModelPreference {
  provider?: string;
  model?: string;
}

export interface GatewayChat {
  context: CallContext;
  preference?: ModelPreference;
  request: ChatRequest;
  /** Aborting closes the connection to the provider and throws the signal's reason. */
  signal: AbortSignal;
}

export interface GatewayEmbed {
  context: CallContext;
  texts: string[];
  purpose: 'query' | 'passage';
  signal?: AbortSignal;
}

export interface Gateway {
  /**
   * Streams an answer: texts, at most one `tool-calls`, one `end`. Before the first of them it retries and
   * falls back to other providers; afterwards a failure is thrown and what was yielded stays valid.
   * @throws AppError SERVICE_UNAVAILABLE or PROVIDER_ERROR when nobody answers, with `retryAfter` if known.
   * @throws ProviderError `interrupted` when the answer breaks off.
   */
  chat(call: GatewayChat): AsyncIterable<GatewayChunk>;
  /**
   * Vectors of texts, with the same retries.
   * @throws AppError SERVICE_UNAVAILABLE or PROVIDER_ERROR; `retryAfter` is in seconds, the cause the ProviderError.
   */
  embed(call: GatewayEmbed): Promise<Embeddings>;
  /** The providers in their order and whether they are being asked. */
  status(): ProviderStatus[];
}
