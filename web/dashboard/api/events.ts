import { EventSourceParserStream } from 'eventsource-parser/stream';
import { errorOf, networkError } from './api-error.js';
import { isAbort } from './client.js';

export interface ServerEvent {
  /** To go on after it, as `Last-Event-ID`. */
  id: string | undefined;
  event: string;
  data: unknown;
}

export interface EventRequest {
  method?: 'GET' | 'POST';
  body?: unknown;
  headers?: Record<string, string>;
  signal: AbortSignal;
}

export interface OpenedEvents {
  /** Where the same events can be followed by whoever lost them. */
  location: string | null;
  events: AsyncGenerator<ServerEvent, void>;
}

/**
 * Server-sent events, by `fetch`: `EventSource` can neither send a message nor tell why it was refused.
 * @throws ApiError, also while the events are read: `NETWORK` when the connection was lost
 */
export async function openEvents(
  path: string,
  { method = 'GET', body, headers = {}, signal }: EventRequest,
): Promise<OpenedEvents> {
  const response = await fetch(path, {
    method,
    signal,
    headers: {
      Accept: 'text/event-stream',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw isAbort(error) ? error : networkError(error);
  });
  if (!response.ok) throw await errorOf(response);
  return { location: response.headers.get('Location'), events: read(response) };
}

async function* read({ body }: Response): AsyncGenerator<ServerEvent, void> {
  if (!body) return;
  const reader = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield { id: value.id, event: value.event ?? 'message', data: JSON.parse(value.data) as unknown };
    }
  } catch (error) {
    throw isAbort(error) ? error : networkError(error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
