import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { ProviderError, type ProviderErrorKind } from '../chat/provider-error.js';
import type { GatewaySettings } from './gateway-settings.js';

export interface ProviderStatus {
  provider: string;
  /** `half-open`: the next call is a trial that closes or opens it again. */
  state: 'closed' | 'open' | 'half-open';
  /** The latest failure, `at` in ISO 8601; kept after a recovery. */
  lastError?: { kind: ProviderErrorKind; message: string; at: string };
  /** ISO 8601: when an open breaker lets a call through. */
  retryAt?: string;
}

/** The provider was not asked: it failed too often a moment ago. */
export class CircuitOpenError extends ProviderError {
  constructor(provider: string, retryAfterMs: number, cause: unknown) {
    super(`${provider}: not asked, it kept failing`, { kind: 'unavailable', provider, retryAfterMs, cause });
    this.name = 'CircuitOpenError';
  }
}

export interface Breaker {
  /**
   * Runs work unless the circuit is open.
   * @param options.awaitTrial while a trial runs: wait for its outcome, or count the circuit as open.
   * @throws CircuitOpenError
   */
  run<T>(work: () => Promise<T>, options: { awaitTrial: boolean }): Promise<T>;
  status(): ProviderStatus;
}

/** A wrong key or request says nothing about the provider's health. */
const counts = (error: unknown): boolean =>
  error instanceof ProviderError && error.kind !== 'authentication' && error.kind !== 'invalid-request';

/** Stops asking a provider that keeps failing: each vain try would cost its callers seconds. */
export function createBreaker(provider: string, settings: GatewaySettings): Breaker {
  const policy = circuitBreaker(handleWhen(counts), {
    halfOpenAfter: settings.breakerOpenMs,
    breaker: new ConsecutiveBreaker(settings.breakerFailures),
  });
  let openedAt = 0;
  let lastError: ProviderStatus['lastError'];
  policy.onBreak(() => (openedAt = Date.now()));
  const waitMs = () => Math.max(0, openedAt + settings.breakerOpenMs - Date.now());

  return {
    async run(work, { awaitTrial }) {
      const onTrial = policy.state === CircuitState.HalfOpen;
      if (onTrial && !awaitTrial) throw new CircuitOpenError(provider, 1_000, lastError?.message);
      try {
        return await policy.execute(work);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new CircuitOpenError(provider, waitMs(), error);
        if (error instanceof ProviderError)
          lastError = { kind: error.kind, message: error.message, at: new Date().toISOString() };
        throw error;
      }
    },
    status() {
      if (policy.state === CircuitState.Closed) return { provider, state: 'closed', lastError };
      const trial = policy.state === CircuitState.HalfOpen || waitMs() === 0;
      if (trial) return { provider, state: 'half-open', lastError };
      const retryAt = new Date(openedAt + settings.breakerOpenMs).toISOString();
      return { provider, state: 'open', lastError, retryAt };
    },
  };
}
