import type { Deadlines } from './with-deadlines.js';

/** A provider that is reached by HTTP. */
export interface RemoteProviderOptions {
  apiKey: string;
  /** Any server that speaks the provider's protocol. */
  baseUrl?: string;
  defaultModel: string;
  /** Asked in place of the default model while that does not answer. */
  fallbackModel?: string;
  /** Tries after the first one; what the gateway says when absent. */
  maxRetries?: number;
  /** Whom the provider charges, where a key belongs to several. */
  organization?: string;
  /** Milliseconds to the first and between two pieces of an answer. */
  deadlines?: Partial<Deadlines>;
}
