import type { Response } from 'express';
import { once } from 'node:events';
import { publicError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import { becomeStream } from './admission.js';

export interface ServerSentEvent {
  /** The next number when absent. */
  id?: number;
  event: string;
  data: unknown;
}

export interface EventStream {
  /** Sends an event at once; nothing happens once the client has gone. */
  send(event: ServerSentEvent): void;
  /** Resolves when the client has taken most of what was sent, or has gone. For who could send faster than anyone reads. */
  ready(): Promise<void>;
  /** Aborted when the client goes away or the server shuts down. */
  readonly signal: AbortSignal;
}

export type EventStreamRunner = (stream: EventStream) => Promise<void>;

export interface EventStreamOptions {
  /** The last id that the client has; ids go on from there. */
  after?: number;
  /** Where the same stream can be followed, for a client that lost it. */
  location?: string;
  /** Proxies drop silent connections; a comment is sent more often than the promised 15 s. */
  heartbeatMs?: number;
  /** How long a browser waits before it connects again. */
  retryMs?: number;
  /** A client that lets more than this pile up is dropped; it can resume. */
  maxBufferedBytes?: number;
  /** So is one that takes nothing of what waits for so long. */
  stalledMs?: number;
}

/** Answers with server-sent events until `run` returns; an error after the start becomes an `error` event. */
export async function writeEventStream(
  response: Response,
  run: EventStreamRunner,
  {
    logger,
    shutdown,
    after = 0,
    location,
    heartbeatMs = 10_000,
    retryMs = 2_000,
    maxBufferedBytes = 512 * 1_024,
    stalledMs = 30_000,
  }: EventStreamOptions & { logger: Logger; shutdown: AbortSignal },
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    ...(location ? { Location: location } : {}),
  });
  response.flushHeaders();
  becomeStream(response);
  let last = after;
  let hint = `retry: ${retryMs}\n`;
  const send = ({ id = last + 1, event, data }: ServerSentEvent): void => {
    last = id;
    if (response.writableEnded || gone.signal.aborted) return;
    response.write(`${hint}id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    hint = '';
    if (response.writableLength > maxBufferedBytes) response.destroy();
  };
  const ready = async (): Promise<void> => {
    if (!response.writableNeedDrain || gone.signal.aborted) return;
    await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  };
  const isStalled = stallWatch(response, stalledMs);
  const heartbeat = setInterval(() => {
    if (isStalled()) response.destroy();
    else if (!response.writableEnded) response.write(': keep-alive\n\n');
  }, heartbeatMs);
  // Not before: what was sent last may still wait for a client that takes nothing.
  response.on('close', () => clearInterval(heartbeat));
  try {
    await run({ send, ready, signal: AbortSignal.any([gone.signal, shutdown]) });
  } catch (error) {
    const told = publicError(error);
    if (told.code === 'SERVER_ERROR') logger.error({ err: error }, 'event stream failed');
    send({ event: 'error', data: told });
  } finally {
    response.end();
  }
}

/** Tells whether bytes wait and none has left for so long. */
function stallWatch(response: Response, stalledMs: number): () => boolean {
  let taken = -1;
  let since = Date.now();
  return () => {
    const waiting = response.writableLength;
    const now = (response.socket?.bytesWritten ?? 0) - waiting;
    if (waiting === 0 || now !== taken) since = Date.now();
    taken = now;
    return Date.now() - since > stalledMs;
  };
}
