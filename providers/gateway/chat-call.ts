import type { Logger } from '../../platform/logging/logger.js';
import type { ChatProvider, TokenUsage } from '../chat/chat-provider.js';
import { costMicros } from '../metering/prices.js';
import type { Meter } from '../metering/meter.js';
import type { CallOutcome } from '../metering/model-call.js';
import type { Breaker } from './breaker.js';
import type { GatewaySettings } from './gateway-settings.js';
import type { Attempt, GatewayChat } from './gateway.types.js';

export interface ChatDependencies {
  providers: ChatProvider[];
  breakerOf(provider: string): Breaker;
  meter: Meter;
  logger: Logger;
  settings: GatewaySettings;
}

/** One call of `chat` from its start to its end. */
export interface ChatCall extends GatewayChat, ChatDependencies {
  /** Milliseconds of `performance.now()`. */
  begunAt: number;
  attempts: Attempt[];
}

export interface Spent {
  provider: string;
  model: string;
  outcome: CallOutcome;
  /** Absent when the provider never began to answer. */
  usage?: TokenUsage;
  /** Milliseconds of `performance.now()`. */
  startedAt: number;
  firstTokenMs?: number;
}

const nothing: TokenUsage = { promptTokens: 0, completionTokens: 0, estimated: false };

/**
 * Meters one request to a provider and adds it to the call's attempts. What cost money is awaited: an answer
 * must not be delivered and its price be lost.
 * @returns the cost in micro-dollars, null when unknown.
 */
export async function settle(call: ChatCall, spent: Spent): Promise<number | null> {
  const { provider, model, outcome, startedAt, firstTokenMs, usage = nothing } = spent;
  const latencyMs = performance.now() - startedAt;
  call.attempts.push({ provider, outcome, ms: Math.round(latencyMs) });
  const { promptTokens, completionTokens, estimated } = usage;
  const free = promptTokens + completionTokens === 0;
  const cost = free ? 0 : costMicros({ provider, model, promptTokens, completionTokens });
  await call.meter.record(
    {
      ...call.context,
      kind: 'chat',
      provider,
      model,
      promptTokens,
      completionTokens,
      estimated,
      costMicros: cost,
      latencyMs,
      firstTokenMs,
      outcome,
    },
    { durable: cost !== 0 },
  );
  return cost;
}
