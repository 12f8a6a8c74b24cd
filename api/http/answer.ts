import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '../../accounts/index.js';
import { assertRoomToFollow } from './admission.js';
import { writeEventStream, type EventStream } from './event-stream.js';
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
    case 'download':
      response.status(200).type(reply.contentType);
      response.set('Content-Disposition', `attachment; filename="${reply.fileName}"`);
      await sendFile(reply.body, { request, response, kit });
      return;
    case 'stream': {
      // A resource without a body has no events either, and following them would never end.
      if (request.method === 'HEAD') {
        response.status(200).type('text/event-stream').end();
        return;
      }
      if (route.method === 'GET') assertRoomToFollow(response);
      let kept: Promise<void> | undefined;
      const { location } = reply.options;
      if (location && reservation?.kind === 'first') void reservation.locate(location);
      await writeEventStream(
        response,
        (stream) =>
          reply.run({
            ...stream,
            send: (event) => {
              if (event.event === 'done') {
                kept = keep(200, surfaces[route.surface].success({ data: event.data }));
              }
              stream.send(event);
            },
          }),
        { ...kit, ...reply.options },
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

/** What cannot be read to its end is cut off, so that nobody takes the part for the whole. */
async function sendFile(body: Readable, { request, response, kit }: Exchange): Promise<void> {
  if (request.method === 'HEAD') {
    body.destroy();
    response.end();
    return;
  }
  // The pipeline hears of the end in seven places, and all of ours together with them are more than Node's default of ten.
  response.setMaxListeners(20);
  await pipeline(body, response).catch((error: unknown) => {
    if (!request.destroyed) kit.logger.error({ err: error }, 'a download broke off');
    response.destroy();
  });
}

/** A stream's repeat is told as a stream again when the caller asks for one. */
export async function repeat(
  route: Route,
  stored: { status: number; body: unknown },
  { request, response, kit, actor }: Exchange & { actor: Actor | null },
) {
  response.set('Idempotency-Replayed', 'true');
  const data = (stored.body as { data?: unknown }).data;
  if (route.replay && route.wantsStream?.(request)) {
    const events = await route.replay(data, { actor, params: request.params as Record<string, string> });
    const tell = async ({ send, ready }: EventStream): Promise<void> => {
      for (const event of events) {
        send(event);
        await ready();
      }
    };
    return writeEventStream(response, tell, kit);
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
