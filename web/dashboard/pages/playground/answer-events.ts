import { ApiError, networkError } from '../../api/api-error.js';
import { openEvents, type OpenedEvents, type ServerEvent } from '../../api/events.js';
import type { Schema } from '../../api/types.js';

export type AnswerEvent =
  | { event: 'start'; data: { conversationId: string; messageId: string } }
  | { event: 'token'; data: { text: string } }
  | { event: 'tool'; data: { name: string; status: string } }
  | { event: 'citations'; data: Schema<'Citation'>[] }
  | { event: 'done'; data: Schema<'ConversationAnswer'> }
  | { event: 'error'; data: { code: string; message: string } }
  /** Of ours: the connection was lost, and the stream is being found again. */
  | { event: 'lost'; data: null };

/** Where an answer can be followed, and what was heard of it. */
export interface Place {
  location: string | null;
  lastEventId: string | null;
}

interface Question {
  botId: string;
  body: Schema<'SendMessage'>;
  version: 'draft' | undefined;
  /** A repeat of the same question is told the first answer. */
  key: string;
}

/** So often in a row without hearing anything, then it is told that it does not work. */
const tries = 6;

/**
 * Asks, and tells what comes, across lost connections: by `Last-Event-ID` the stream goes on where it broke. What was heard
 * stands in `place`, for whoever stops and goes on later. @throws ApiError
 */
export async function* askBot(
  { botId, body, version, key }: Question,
  place: Place,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const path = `/api/v1/chatbots/${encodeURIComponent(botId)}/conversation${version ? `?version=${version}` : ''}`;
  const ask = () =>
    openEvents(path, {
      method: 'POST',
      body: { ...body, stream: true },
      headers: { 'Idempotency-Key': key },
      signal,
    });
  let opened: OpenedEvents;
  try {
    opened = await ask();
  } catch (error) {
    // Sent twice, since the first answer was lost on its way: it is being made over there.
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT' || !error.location) throw error;
    place.location = error.location;
    yield* followBot(place, signal);
    return;
  }
  place.location = opened.location;
  if (yield* tell(opened.events, place)) return;
  yield { event: 'lost', data: null };
  yield* followBot(place, signal);
}

/** Tells the rest of an answer, after what was heard of it. @throws ApiError */
export async function* followBot(place: Place, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
  let failures = 0;
  while (place.location !== null) {
    const before = place.lastEventId;
    try {
      const headers: Record<string, string> = before === null ? {} : { 'Last-Event-ID': before };
      const { events } = await openEvents(place.location, { headers, signal });
      if (yield* tell(events, place)) return;
    } catch (error) {
      const isPassing = error instanceof ApiError && ['NETWORK', 'SERVICE_UNAVAILABLE'].includes(error.code);
      if (!isPassing || failures >= tries) throw error;
    }
    failures = place.lastEventId === before ? failures + 1 : 0;
    if (failures > tries) break;
    yield { event: 'lost', data: null };
    await pause(Math.min(500 * 2 ** failures, 8_000), signal);
  }
  throw networkError('the stream could not be found again');
}

/** `true` when the last event was told; a connection that was lost only ends. */
async function* tell(
  events: AsyncGenerator<ServerEvent, void>,
  place: Place,
): AsyncGenerator<AnswerEvent, boolean> {
  try {
    for await (const { id, event, data } of events) {
      if (id) place.lastEventId = id;
      yield { event, data } as AnswerEvent;
      if (event === 'done' || event === 'error') return true;
    }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'NETWORK') throw error;
  }
  return false;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
