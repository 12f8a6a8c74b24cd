import { ProviderError, type ChatChunk, type ChatRequest } from '../chat/chat-provider.js';
import { toProviderError } from '../chat/to-provider-error.js';
import type { Candidate } from './candidates.js';

/** A stream whose first chunk has arrived. */
export interface OpenStream {
  first: ChatChunk;
  rest: AsyncIterator<ChatChunk>;
  /** Milliseconds of `performance.now()`. */
  startedAt: number;
  firstTokenMs: number;
}

/** Asks a provider and waits for the first chunk. @throws ProviderError, or the signal's reason. */
export async function openStream(
  { provider, model }: Candidate,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<OpenStream> {
  const startedAt = performance.now();
  try {
    const rest = provider.stream({ ...request, model }, { signal })[Symbol.asyncIterator]();
    const first = await rest.next();
    if (first.done) throw unfinished(provider.name);
    return { first: first.value, rest, startedAt, firstTokenMs: performance.now() - startedAt };
  } catch (error) {
    signal.throwIfAborted();
    throw toProviderError(provider.name, error);
  }
}

export const unfinished = (provider: string): ProviderError =>
  new ProviderError(`${provider}: the stream ended without an end`, { kind: 'interrupted', provider });
