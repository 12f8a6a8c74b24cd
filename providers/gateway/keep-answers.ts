import type { ResultCache } from '../cache/result-cache.js';
import type { Gateway, GatewayChat, GatewayChunk, GatewayEnd } from './gateway.types.js';

interface KeptAnswer extends Pick<GatewayEnd, 'provider' | 'model'> {
  /** As they came. */
  texts: string[];
}

/**
 * A gateway that tells the answer to the same call of lately again, in the same pieces, at no cost, where the call allows it.
 * Without a model on a server nothing is looked up: what is computed on this machine is not kept.
 */
export function keepAnswers(gateway: Gateway, cache: Pick<ResultCache, 'lookUp'>): Gateway {
  const asksServers = ({ preference }: GatewayChat): boolean =>
    preference?.provider !== 'local' && gateway.status().some(({ provider }) => provider !== 'local');
  return {
    ...gateway,
    chat: (call) =>
      call.repeatable && !call.request.tools?.length && asksServers(call)
        ? answer(call, gateway, cache)
        : gateway.chat(call),
  };
}

async function* answer(
  call: GatewayChat,
  gateway: Gateway,
  cache: Pick<ResultCache, 'lookUp'>,
): AsyncGenerator<GatewayChunk, void, undefined> {
  const begunAt = performance.now();
  const kept = await cache.lookUp<KeptAnswer>('chat', {
    organizationId: call.context.organizationId,
    input: inputOf(call),
  });
  if (kept?.value) {
    yield* toldAgain(kept.value, begunAt);
    return;
  }
  const texts: string[] = [];
  for await (const chunk of gateway.chat(call)) {
    if (chunk.type === 'text') texts.push(chunk.text);
    // Before its end is told: who asks the same at once afterwards finds it.
    if (chunk.type === 'end' && isWorthKeeping(chunk, texts)) {
      const { provider, model } = chunk;
      await kept?.keep({ provider, model, texts });
    }
    yield chunk;
  }
}

/** Evidence is for providers that quote; for all others it stands in the messages. */
const inputOf = ({ context, preference, request: { evidence: _, ...request }, repeatable }: GatewayChat) => [
  context.chatbotId,
  preference,
  request,
  repeatable,
];

/** Whole, and by the one who was to answer, as another one stands in only for as long as that one is away. */
const isWorthKeeping = ({ provider, finishReason, attempts }: GatewayEnd, texts: string[]): boolean =>
  provider !== 'local' && finishReason === 'stop' && attempts.length === 1 && texts.join('').trim() !== '';

function* toldAgain({ texts, provider, model }: KeptAnswer, begunAt: number): Generator<GatewayChunk> {
  const firstTokenMs = performance.now() - begunAt;
  for (const text of texts) yield { type: 'text', text };
  yield {
    ...{ type: 'end', provider, model, finishReason: 'stop', cached: true, attempts: [] },
    usage: { promptTokens: 0, completionTokens: 0, totalTokens: 0, estimated: false, costMicros: 0 },
    ...{ firstTokenMs, latencyMs: performance.now() - begunAt },
  };
}
