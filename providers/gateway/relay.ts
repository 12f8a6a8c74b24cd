import { ProviderError, type ChatChunk, type ChatEnd, type ToolCall } from '../chat/chat-provider.js';
import { usageSoFar } from '../chat/estimate-usage.js';
import { toProviderError } from '../chat/to-provider-error.js';
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
  let outcome: 'ok' | 'aborted' | 'interrupted' = 'aborted';
  let written = '';
  let text = '';
  let calls: ToolCall[] = [];
  let chunk: ChatChunk = stream.first;
  try {
    while (chunk.type !== 'end') {
      if (chunk.type === 'text') text += chunk.text;
      else calls = chunk.calls;
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
      const usage = await usageSoFar(stream.told.usage, call.request, written);
      const { id, startedAt, firstTokenMs: own, span, reserved } = stream;
      const { model } = candidate;
      const request = { id, provider, model, startedAt, firstTokenMs: own, span, reserved };
      const spent = { ...request, outcome, usage, written };
      await settle(call, spent);
    }
  }
  yield await conclude(call, answering, chunk, { firstTokenMs, written, text, calls });
}

async function conclude(
  call: ChatCall,
  { stream, candidate }: Answering,
  { model, usage, finishReason, confidence }: ChatEnd,
  told: { firstTokenMs: number; written: string; text: string; calls: ToolCall[] },
): Promise<GatewayEnd> {
  const provider = candidate.provider.name;
  const { id, startedAt, firstTokenMs: own, span, reserved } = stream;
  const { firstTokenMs, written, text, calls } = told;
  const latencyMs = Math.round(performance.now() - call.begunAt);
  const end = (costMicros: number | null): GatewayEnd => ({
    type: 'end',
    provider,
    model,
    finishReason,
    ...(confidence === undefined ? {} : { confidence }),
    usage: { ...usage, totalTokens: usage.promptTokens + usage.completionTokens, costMicros },
    latencyMs,
    firstTokenMs,
    attempts: call.attempts,
  });
  const costMicros = await settle(call, {
    provider,
    model,
    id,
    outcome: 'ok',
    usage,
    startedAt,
    firstTokenMs: own,
    span,
    reserved,
    finishReason,
    written,
    answer: (cost) => ({ text, calls, end: end(cost) }),
  });
  return end(costMicros);
}

function brokenOff(cause: ProviderError): ProviderError {
  const { provider, status, retryAfterMs } = cause;
  const message = `The answer of ${provider} broke off`;
  return new ProviderError(message, { kind: 'interrupted', provider, status, retryAfterMs, cause });
}
