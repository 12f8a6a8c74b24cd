import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { ChatProvider } from '../chat/chat-provider.js';
import type { Embedder } from '../embeddings/embedder.js';
import type { Meter } from '../metering/meter.js';
import { createBreaker } from './breaker.js';
import type { ChatCall } from './chat-call.js';
import { embed } from './embed.js';
import { firstToAnswer } from './first-to-answer.js';
import { defaultGatewaySettings, type GatewaySettings } from './gateway-settings.js';
import type { Gateway, GatewayChunk } from './gateway.types.js';
import { relay } from './relay.js';

export type * from './gateway.types.js';
export type { ProviderStatus } from './breaker.js';
export type { GatewaySettings } from './gateway-settings.js';

export interface GatewayOptions {
  /** In fallback order. */
  providers: ChatProvider[];
  embedder?: Embedder;
  meter: Meter;
  logger: Logger;
  settings?: Partial<GatewaySettings>;
}

/** The one way to a model: retries, fallback, circuit breakers and metering around the providers. */
export function createGateway({ providers, embedder, meter, logger, ...options }: GatewayOptions): Gateway {
  const settings = { ...defaultGatewaySettings, ...options.settings };
  const breakers = new Map(providers.map(({ name }) => [name as string, createBreaker(name, settings)]));
  const breakerOf = (provider: string) => {
    const breaker = breakers.get(provider);
    if (!breaker) throw new Error(`no such provider: ${provider}`);
    return breaker;
  };
  return {
    chat: (call) =>
      answer({
        ...call,
        providers,
        breakerOf,
        meter,
        logger,
        settings,
        begunAt: performance.now(),
        attempts: [],
      }),
    async embed(call) {
      if (!embedder) throw new AppError('SERVICE_UNAVAILABLE', 'No embedding model is configured');
      return embed({ embedder, meter, logger, settings }, call);
    },
    status: () => [...breakers.values()].map((breaker) => breaker.status()),
  };
}

async function* answer(call: ChatCall): AsyncGenerator<GatewayChunk, void, undefined> {
  yield* relay(call, await firstToAnswer(call));
}
