import type { Request, Response } from 'express';
import { writeEventStream } from './event-stream.js';
import type { Reservation } from './idempotency.js';
import type { Kit } from './kit.js';
import type { Reply } from './reply.js';
import type { Route } from './route.js';
import { surfaces } from './surfaces.js';

export interface Exchange {
  request: Request;
  response: Response;
  kit: Kit;
  reservation?: Reservation;
}

/** Renders a reply in the envelope of its surface, and keeps it for a repeat of the same request. */
export async function answer(
  route: Route,
  reply: Reply,
  { request, response, kit, reservation }: Exchange,
): Promise<void> {
  const keep = async (status: number, body: unknown): Promise<void> => {
    if (reservation?.kind === 'first') await reservation.keep({ status, body });
  };
  if (route.method === 'GET') {
    response.set('Cache-Control', 'private');
    // Every fetch with If-None-Match also says `Cache-Control: no-cache`, for which Express would answer in full. That is
    // meant for caches on the way: the origin decides by the ETag alone (RFC 9110, section 13.1.2).
    if (request.headers['if-none-match']) delete request.headers['cache-control'];
  }
  switch (reply.kind) {
    case 'text':
      response.status(reply.status).type(reply.contentType).send(reply.text);
      return;
    case 'stream': {
      let kept: Promise<void> | undefined;
      await writeEventStream(
        response,
        (stream) =>
          reply.run({
            signal: stream.signal,
            send: (event) => {
              if (event.event === 'done') {
                kept = keep(200, surfaces[route.surface].success({ data: event.data }));
              }
              stream.send(event);
            },
          }),
        kit,
      );
      await kept;
      if (!kept && reservation?.kind === 'first') await reservation.release();
      return;
    }
    case 'data': {
      const body = surfaces[route.surface].success(reply);
      if (kit.validateResponses) checkAnswer(route, reply.status, reply.data);
      await keep(reply.status, body);
      if (reply.headers) response.set(reply.headers);
      response.status(reply.status).json(body);
    }
  }
}

/** A stream's repeat is told as a stream again when the caller asks for one. */
export async function repeat(
  route: Route,
  stored: { status: number; body: unknown },
  { request, response, kit }: Exchange,
) {
  response.set('Idempotency-Replayed', 'true');
  const data = (stored.body as { data?: unknown }).data;
  if (route.replay && route.wantsStream?.(request)) {
    const events = route.replay(data);
    return writeEventStream(response, async ({ send }) => events.forEach(send), kit);
  }
  response.status(stored.status).json(stored.body);
}

function checkAnswer(route: Route, status: number, data: unknown): void {
  const schema = route.responses[status];
  if (!schema) throw new Error(`${route.method} ${route.path} answers ${status}, which it does not declare`);
  const result = schema.safeParse(JSON.parse(JSON.stringify(data)));
  if (!result.success)
    throw new Error(`${route.method} ${route.path} breaks its contract: ${result.error.message}`);
}
