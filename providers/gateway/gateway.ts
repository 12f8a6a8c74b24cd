import { currentAsker } from '../../platform/asked-by.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import { retold, type PaidAnswers } from '../answers/paid-answers.js';
import type { ChatProvider } from '../chat/chat-provider.js';
import type { Budgets } from '../budgets/budgets.js';
import type { Embedders } from '../embeddings/embedders.js';
import type { Meter } from '../metering/meter.js';
import type { CallContext } from '../metering/model-call.js';
import { createBreaker, type Breaker } from './breaker.js';
import { candidates } from './candidates.js';
import type { ChatCall } from './chat-call.js';
import { embed } from './embed.js';
import { firstToAnswer } from './first-to-answer.js';
import { defaultGatewaySettings, type GatewaySettings } from './gateway-settings.js';
import type { Gateway, GatewayChunk, ModelPreference } from './gateway.types.js';
import { relay } from './relay.js';

export type * from './gateway.types.js';
export type { ProviderStatus } from './breaker.js';
export type { GatewaySettings } from './gateway-settings.js';

export interface GatewayOptions {
  /** In fallback order; asked for at each call when they may change. */
  providers: ChatProvider[] | (() => ChatProvider[]);
  embedders?: Pick<Embedders, 'get'>;
  meter: Meter;
  /** What calls have to keep to; without it they cost what they cost. */
  budgets?: Budgets;
  /** What jobs have paid for; without it their answers are not kept. */
  paidAnswers?: PaidAnswers;
  logger: Logger;
  settings?: Partial<GatewaySettings>;
}

/** The one way to a model: retries, fallback, circuit breakers and metering around the providers. */
export function createGateway({
  providers,
  embedders,
  meter,
  budgets,
  paidAnswers,
  logger,
  ...options
}: GatewayOptions): Gateway {
  const settings = { ...defaultGatewaySettings, ...options.settings };
  const present = typeof providers === 'function' ? providers : () => providers;
  // One that was made anew, perhaps with a key that works, begins with a clean record.
  const breakers = new WeakMap<ChatProvider, Breaker>();
  const breakerOf = (provider: ChatProvider): Breaker => {
    const breaker = breakers.get(provider) ?? createBreaker(provider.name, settings);
    breakers.set(provider, breaker);
    return breaker;
  };
  return {
    chat: (call) =>
      answer(paidAnswers, {
        ...inNameOf(call),
        providers: present(),
        breakerOf,
        meter,
        budgets,
        logger,
        settings,
        begunAt: performance.now(),
        attempts: [],
      }),
    async embed(call) {
      if (!embedders) throw new AppError('SERVICE_UNAVAILABLE', 'No embedding model is configured');
      const embedder = await embedders.get(call.model);
      return embed({ embedder, meter, budgets, logger, settings }, inNameOf(call));
    },
    asks: (preference) => firstAsked(present(), preference),
    status: () => present().map((provider) => breakerOf(provider).status()),
  };
}

/** Who asks, and in which job, is known where the work began, unless the call itself says it. */
const inNameOf = <T extends { context: CallContext }>(call: T): T => ({
  ...call,
  context: { ...currentAsker(), ...call.context },
});

function firstAsked(providers: ChatProvider[], preference?: ModelPreference) {
  try {
    const [first] = candidates(providers, { messages: [] }, preference);
    return first ? { provider: first.provider.name, model: first.model } : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'SERVICE_UNAVAILABLE') return null;
    throw error;
  }
}

async function* answer(
  paidAnswers: PaidAnswers | undefined,
  call: ChatCall,
): AsyncGenerator<GatewayChunk, void, undefined> {
  const kept = await paidAnswers?.take(call);
  if (kept?.answer) {
    yield* retold(kept.answer);
    return;
  }
  const keeping = { ...call, keeping: kept?.keeping };
  yield* relay(keeping, await firstToAnswer(keeping));
}
