import type { ModelFeature } from '../../contracts/ai/model-features.js';
import type { ProviderErrorKind } from '../chat/provider-error.js';

/** `aborted`: the caller lost interest. `lost`: its process died, and nobody knows what was answered. */
export type CallOutcome = 'ok' | 'aborted' | 'lost' | ProviderErrorKind;

/** Who is charged for a call, and what it was for. */
export interface CallContext {
  organizationId: string;
  /** The part of the product. */
  feature: ModelFeature;
  /** Who asked for it; absent when nobody in particular did, such as for a schedule. */
  userId?: string;
  chatbotId?: string;
  conversationId?: string;
  jobId?: string;
}

/** One request to a model, retries being calls of their own. */
export interface ModelCall extends CallContext {
  kind: 'chat' | 'embedding' | 'moderation' | 'fine-tuning';
  provider: string;
  model: string;
  promptTokens: number;
  completionTokens: number;
  /** Whether the tokens were counted by us. */
  estimated: boolean;
  /** Micro-dollars; null when the model's price is unknown. */
  costMicros: number | null;
  /** The prices that it was calculated by. */
  priceVersion: string;
  /** Absent when nobody saw its end, or tells it. */
  latencyMs?: number;
  firstTokenMs?: number;
  outcome: CallOutcome;
}

/** A call as it is stored; the id is made before the first attempt to write, so that a repeat changes nothing. */
export interface ModelCallRecord extends ModelCall {
  _id: string;
  createdAt: Date;
}
