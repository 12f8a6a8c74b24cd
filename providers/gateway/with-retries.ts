import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../chat/provider-error.js';
import { CircuitOpenError } from './breaker.js';
import type { GatewaySettings } from './gateway-settings.js';

/**
 * Repeats work that failed for a passing reason. The pause is the one the provider asked for, or exponential
 * with full jitter ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 * @throws what the last try threw, or the signal's reason.
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  settings: GatewaySettings,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const pause = attempt < settings.retries ? pauseAfter(error, attempt, settings) : undefined;
      if (pause === undefined) throw error;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Milliseconds until the next try; undefined when there should be none. */
function pauseAfter(error: unknown, attempt: number, settings: GatewaySettings): number | undefined {
  if (!(error instanceof ProviderError) || error instanceof CircuitOpenError) return undefined;
  if (error.kind === 'authentication' || error.kind === 'invalid-request') return undefined;
  const asked = error.retryAfterMs ?? 0;
  if (asked > settings.maxRetryAfterMs) return undefined;
  return asked + Math.random() * Math.min(settings.maxBackoffMs, settings.backoffMs * 2 ** attempt);
}
