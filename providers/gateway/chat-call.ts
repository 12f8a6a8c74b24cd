import type { Span } from '@opentelemetry/api';
import type { Logger } from '../../platform/logging/logger.js';
import type { ChatProvider, FinishReason, TokenUsage } from '../chat/chat-provider.js';
import { newId } from '../../platform/ids.js';
import type { Keeping } from '../answers/paid-answers.js';
import type { WrittenAnswer } from '../answers/paid-answer.model.js';
import { priced } from '../metering/prices.js';
import type { Meter } from '../metering/meter.js';
import type { CallOutcome, ModelCallRecord } from '../metering/model-call.js';
import type { Budgets, Reserved } from '../budgets/budgets.js';
import type { Breaker } from './breaker.js';
import type { GatewaySettings } from './gateway-settings.js';
import { endChatSpan } from './model-span.js';
import type { Attempt, GatewayChat } from './gateway.types.js';

export interface ChatDependencies {
  providers: ChatProvider[];
  breakerOf(provider: ChatProvider): Breaker;
  meter: Meter;
  budgets?: Budgets;
  logger: Logger;
  settings: GatewaySettings;
}

/** One call of `chat` from its start to its end. */
export interface ChatCall extends GatewayChat, ChatDependencies {
  /** Milliseconds of `performance.now()`. */
  begunAt: number;
  attempts: Attempt[];
  /** For a job: what it pays for is kept. */
  keeping?: Keeping;
}

export interface Spent {
  provider: string;
  model: string;
  /** The id of its call, where one was noted before it was made. */
  id?: string;
  outcome: Exclude<CallOutcome, 'lost'>;
  /** Absent when the provider never began to answer. */
  usage?: TokenUsage;
  /** Milliseconds of `performance.now()`. */
  startedAt: number;
  firstTokenMs?: number;
  finishReason?: FinishReason;
  /** What the model wrote, as far as it is known. */
  written?: string;
  /** Ended with the request. */
  span?: Span;
  /** What was set aside for the request. */
  reserved?: Reserved | null;
  /** The answer to keep, as it will be told once its cost is known. */
  answer?: (costMicros: number | null) => WrittenAnswer;
}

const nothing: TokenUsage = { promptTokens: 0, completionTokens: 0, estimated: false };

/**
 * Meters one request to a provider and adds it to the call's attempts. What cost money is awaited: an answer
 * must not be delivered and its price be lost.
 * @returns the cost in micro-dollars, null when unknown.
 */
export async function settle(call: ChatCall, spent: Spent): Promise<number | null> {
  const { provider, model, id, outcome, startedAt, firstTokenMs, usage = nothing } = spent;
  const latencyMs = performance.now() - startedAt;
  endChatSpan(spent);
  call.attempts.push({ provider, outcome, ms: Math.round(latencyMs) });
  const { promptTokens, completionTokens, estimated } = usage;
  const price = priced({ provider, model, ...usage });
  const cost = price.costMicros;
  const metered: ModelCallRecord = {
    ...call.context,
    _id: id ?? newId(),
    createdAt: new Date(),
    kind: 'chat',
    provider,
    model,
    promptTokens,
    completionTokens,
    estimated,
    ...price,
    latencyMs,
    firstTokenMs,
    outcome,
  };
  call.onMetered?.(metered);
  // The answer first: what is kept says what the ledger has to have.
  if (id) await call.keeping?.settle(metered, spent.answer?.(cost));
  await call.meter.record(metered, { durable: cost !== 0 || id !== undefined });
  await spent.reserved?.settle(cost);
  return cost;
}
