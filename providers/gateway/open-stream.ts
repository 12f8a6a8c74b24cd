import type { Span } from '@opentelemetry/api';
import {
  ProviderError,
  type ChatChunk,
  type ChatRequest,
  type StreamOptions,
  type ToldUsage,
} from '../chat/chat-provider.js';
import { toProviderError } from '../chat/to-provider-error.js';
import type { Reserved } from '../budgets/budgets.js';
import type { Candidate } from './candidates.js';

/** A stream whose first chunk has arrived. */
export interface OpenStream {
  first: ChatChunk;
  rest: AsyncIterator<ChatChunk>;
  /** Milliseconds of `performance.now()`. */
  startedAt: number;
  firstTokenMs: number;
  /** Of this request, until it is settled. */
  span: Span;
  /** The id of its call, where the request was noted before it was made. */
  id?: string;
  /** What its provider tells of the tokens. */
  told: Told;
  /** What was set aside for this request. */
  reserved?: Reserved | null;
}

/** What a provider has told of the tokens of a request, whatever becomes of the answer. */
export interface Told {
  usage?: ToldUsage;
}

/** Asks a provider and waits for the first chunk. @throws ProviderError, or the signal's reason. */
export async function openStream(
  { provider, model }: Candidate,
  request: ChatRequest,
  { signal, context, told }: StreamOptions & { told: Told },
): Promise<Omit<OpenStream, 'span' | 'id' | 'reserved'>> {
  const startedAt = performance.now();
  try {
    const onTold = (usage: ToldUsage): void => void (told.usage = usage);
    const rest = provider.stream({ ...request, model }, { signal, context, onTold })[Symbol.asyncIterator]();
    const first = await rest.next();
    if (first.done) throw unfinished(provider.name);
    return { first: first.value, rest, told, startedAt, firstTokenMs: performance.now() - startedAt };
  } catch (error) {
    signal.throwIfAborted();
    throw toProviderError(provider.name, error);
  }
}

export const unfinished = (provider: string): ProviderError =>
  new ProviderError(`${provider}: the stream ended without an end`, { kind: 'interrupted', provider });
