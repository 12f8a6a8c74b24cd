/** What went wrong with a model provider, in the words the gateway decides by. */
export const providerErrorKinds = [
  'rate-limit',
  'timeout',
  'unavailable',
  'malformed',
  'authentication',
  'invalid-request',
  'interrupted',
] as const;

export type ProviderErrorKind = (typeof providerErrorKinds)[number];

/** Tokens of one call; `estimated` when we counted them because the provider did not say. */
export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
  estimated: boolean;
  /** Of the prompt's tokens: those that the provider had in its cache, and those that it put there. */
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
}

/** What a provider has told of it so far. */
export type ToldUsage = Partial<TokenUsage> & Pick<TokenUsage, 'promptTokens'>;

export interface ProviderErrorOptions {
  kind: ProviderErrorKind;
  provider: string;
  /** HTTP status of the provider's answer, if there was one. */
  status?: number;
  /** Milliseconds the provider asked us to wait. */
  retryAfterMs?: number;
  /** Tokens that were spent although the call failed. */
  usage?: TokenUsage;
  cause?: unknown;
}

/** A call to a provider that failed. The message is for logs; it may quote the provider. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly provider: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly usage?: TokenUsage;

  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { cause: options.cause });
    this.name = 'ProviderError';
    this.kind = options.kind;
    this.provider = options.provider;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.usage = options.usage;
  }
}
