import type { Logger } from '../../platform/logging/logger.js';
import { ProviderError } from '../chat/provider-error.js';
import { toProviderError } from '../chat/to-provider-error.js';
import { createBreaker, type ProviderStatus } from '../gateway/breaker.js';
import { defaultGatewaySettings, type GatewaySettings } from '../gateway/gateway-settings.js';
import { withRetries } from '../gateway/with-retries.js';
import type { Meter } from '../metering/meter.js';
import type { CallContext, CallOutcome, ModelCall } from '../metering/model-call.js';
import { pricesAt } from '../metering/prices.js';
import type { ModerationDriver, ModerationInput, ModerationVerdict } from './moderation-driver.js';

export interface ModerationCall {
  context: CallContext;
  input: ModerationInput;
  signal?: AbortSignal;
  onMetered?: (call: ModelCall) => void;
}

/** The way to a server that judges content: retries, a circuit breaker and metering around its driver. */
export interface Moderator {
  readonly provider: string;
  readonly model: string;
  /** @throws ProviderError when it does not answer, or the signal's reason */
  moderate(call: ModerationCall): Promise<ModerationVerdict>;
  status(): ProviderStatus;
  close(): Promise<void>;
}

export interface ModeratorOptions {
  driver: ModerationDriver;
  meter: Meter;
  logger: Logger;
  settings?: Partial<GatewaySettings>;
}

export function createModerator({ driver, meter, logger, ...options }: ModeratorOptions): Moderator {
  const settings = { ...defaultGatewaySettings, ...options.settings };
  const breaker = createBreaker(`${driver.provider} moderation`, settings);
  const once = async ({ context, input, signal, onMetered }: ModerationCall): Promise<ModerationVerdict> => {
    const startedAt = performance.now();
    const settle = async (outcome: CallOutcome): Promise<void> => {
      const metered = meteredCall(driver, context, { outcome, latencyMs: performance.now() - startedAt });
      onMetered?.(metered);
      await meter.record(metered);
    };
    try {
      const verdict = await driver.moderate(input, signal);
      await settle('ok');
      return verdict;
    } catch (error) {
      const failure = toProviderError(driver.provider, error);
      await settle(signal?.aborted ? 'aborted' : failure.kind);
      throw failure;
    }
  };
  return {
    provider: driver.provider,
    model: driver.model,
    async moderate(call) {
      try {
        const ask = () => breaker.run(() => once(call), { awaitTrial: false });
        return await withRetries(ask, settings, call.signal);
      } catch (error) {
        call.signal?.throwIfAborted();
        if (error instanceof ProviderError)
          logger.warn({ err: error, kind: error.kind }, 'the moderation model did not answer');
        throw error;
      }
    },
    status: () => breaker.status(),
    close: () => driver.close(),
  };
}

/** OpenAI asks nothing for moderation and tells no tokens: a call is counted, with a cost of zero. */
const meteredCall = (
  { provider, model }: ModerationDriver,
  context: CallContext,
  { outcome, latencyMs }: { outcome: CallOutcome; latencyMs: number },
): ModelCall => ({
  ...{ ...context, kind: 'moderation', provider, model, promptTokens: 0, completionTokens: 0 },
  ...{ estimated: false, costMicros: 0, priceVersion: pricesAt(new Date()).id, latencyMs, outcome },
});
