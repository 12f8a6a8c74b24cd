import type { ChatChunk, ChatRequest, FinishReason, ProviderErrorKind } from '../chat/chat-provider.js';
import type { Embeddings } from '../embeddings/embedder.js';
import type { EmbeddingModel } from '../embeddings/embedders.js';
import type { CallContext, ModelCall } from '../metering/model-call.js';
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
  /** As the provider told it, see `ChatEnd`. */
  confidence?: number;
  usage: GatewayUsage;
  /** Milliseconds from the call of `chat`, failed attempts included. */
  latencyMs: number;
  firstTokenMs: number;
  /** Nobody was asked: it is what was answered to the same call lately. */
  cached?: true;
  /** None for a kept answer. */
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
  /** How often the caller has asked just this before and wants another answer: a job gets its kept one otherwise. */
  again?: number;
  /** Aborting closes the connection to the provider and throws the signal's reason. */
  signal: AbortSignal;
  /**
   * Given when the answer to the same call may be told again, by a gateway that keeps answers: what it depends on
   * besides the request.
   */
  repeatable?: Record<string, unknown>;
  /** Hears of every request to a provider and its cost, failed ones included. */
  onMetered?: (call: ModelCall) => void;
}

export interface GatewayEmbed {
  context: CallContext;
  /** Which model; vectors of different models cannot be compared. */
  model: EmbeddingModel;
  texts: string[];
  purpose: 'query' | 'passage';
  signal?: AbortSignal;
  onMetered?: (call: ModelCall) => void;
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
  /** Who would be asked first for a text that is written freely; null when nobody is configured who could. */
  asks(preference?: ModelPreference): { provider: string; model: string } | null;
  /** The providers in their order and whether they are being asked. */
  status(): ProviderStatus[];
}
