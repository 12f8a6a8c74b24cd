import { ProviderError, type ChatChunk, type ChatEnd } from '../chat/chat-provider.js';
import { estimateUsage } from '../chat/estimate-usage.js';
import { toProviderError } from '../chat/to-provider-error.js';
import type { CallOutcome } from '../metering/model-call.js';
import { settle, type ChatCall } from './chat-call.js';
import type { Answering } from './first-to-answer.js';
import type { GatewayChunk, GatewayEnd } from './gateway.types.js';
import { unfinished } from './open-stream.js';

/** Passes the answer on and meters it, whether it ends, breaks off or is abandoned by its reader. */
export async function* relay(
  call: ChatCall,
  answering: Answering,
): AsyncGenerator<GatewayChunk, void, undefined> {
  const { stream, candidate } = answering;
  const provider = candidate.provider.name;
  const firstTokenMs = Math.round(performance.now() - call.begunAt);
  // A reader who stops runs neither the catch nor what follows the loop.
  let outcome: CallOutcome = 'aborted';
  let written = '';
  let chunk: ChatChunk = stream.first;
  try {
    while (chunk.type !== 'end') {
      written += chunk.type === 'text' ? chunk.text : JSON.stringify(chunk.calls);
      yield chunk;
      const next = await stream.rest.next();
      if (next.done) throw unfinished(provider);
      chunk = next.value;
    }
    outcome = 'ok';
  } catch (error) {
    call.signal.throwIfAborted();
    outcome = 'interrupted';
    throw brokenOff(toProviderError(provider, error, true));
  } finally {
    if (outcome !== 'ok') {
      await stream.rest.return?.();
      const usage = await estimateUsage(call.request, written);
      const { startedAt, firstTokenMs: own } = stream;
      await settle(call, { provider, model: candidate.model, outcome, usage, startedAt, firstTokenMs: own });
    }
  }
  yield await conclude(call, answering, chunk, firstTokenMs);
}

async function conclude(
  call: ChatCall,
  { stream, candidate }: Answering,
  { model, usage, finishReason }: ChatEnd,
  firstTokenMs: number,
): Promise<GatewayEnd> {
  const provider = candidate.provider.name;
  const { startedAt, firstTokenMs: own } = stream;
  const costMicros = await settle(call, {
    provider,
    model,
    outcome: 'ok',
    usage,
    startedAt,
    firstTokenMs: own,
  });
  const totalTokens = usage.promptTokens + usage.completionTokens;
  return {
    type: 'end',
    provider,
    model,
    finishReason,
    usage: { ...usage, totalTokens, costMicros },
    latencyMs: Math.round(performance.now() - call.begunAt),
    firstTokenMs,
    attempts: call.attempts,
  };
}

function brokenOff(cause: ProviderError): ProviderError {
  const { provider, status, retryAfterMs } = cause;
  const message = `The answer of ${provider} broke off`;
  return new ProviderError(message, { kind: 'interrupted', provider, status, retryAfterMs, cause });
}
