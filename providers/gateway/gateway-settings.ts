/** Times in milliseconds. */
export interface GatewaySettings {
  /** Tries after the first one, at the same provider. */
  retries: number;
  /** The first pause is random up to this; each further one up to twice as long. */
  backoffMs: number;
  maxBackoffMs: number;
  /** A provider that asks for a longer pause than this is left for the next one at once. */
  maxRetryAfterMs: number;
  /** Failures in a row that open a provider's circuit breaker. */
  breakerFailures: number;
  /** How long an open breaker refuses calls before it lets one through. */
  breakerOpenMs: number;
}

export const defaultGatewaySettings: GatewaySettings = {
  retries: 2,
  backoffMs: 300,
  maxBackoffMs: 4_000,
  maxRetryAfterMs: 10_000,
  breakerFailures: 5,
  breakerOpenMs: 15_000,
};
