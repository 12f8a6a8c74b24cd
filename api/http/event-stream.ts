import type { Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';

export interface ServerSentEvent {
  event: string;
  data: unknown;
}

export interface EventStream {
  /** Sends an event with the next id; nothing happens once the client has gone. */
  send(event: ServerSentEvent): void;
  /** Aborted when the client goes away or the server shuts down. */
  readonly signal: AbortSignal;
}

export type EventStreamRunner = (stream: EventStream) => Promise<void>;

/** Proxies drop silent connections; a comment is sent more often than the promised 15 s. */
const heartbeatMs = 10_000;

/** Answers with server-sent events until `run` returns; an error after the start becomes an `error` event. */
export async function writeEventStream(
  response: Response,
  run: EventStreamRunner,
  { logger, shutdown }: { logger: Logger; shutdown: AbortSignal },
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  let id = 0;
  const send = ({ event, data }: ServerSentEvent): void => {
    if (response.writableEnded || gone.signal.aborted) return;
    response.write(`id: ${++id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const heartbeat = setInterval(() => response.write(': keep-alive\n\n'), heartbeatMs);
  try {
    await run({ send, signal: AbortSignal.any([gone.signal, shutdown]) });
  } catch (error) {
    const known =
      error instanceof AppError
        ? error
        : new AppError('SERVER_ERROR', 'Internal server error', { cause: error });
    if (known.code === 'SERVER_ERROR') logger.error({ err: error }, 'event stream failed');
    send({ event: 'error', data: { code: known.code, message: known.message } });
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}
