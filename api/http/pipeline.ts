import type { Request, RequestHandler, Response } from 'express';
import { createHash } from 'node:crypto';
import type { Actor } from '../../accounts/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/logger.js';
import { authorize, credentialsOf, type Credentials } from './access.js';
import { createBodyParser, removeUploads, uploadedFiles } from './body.js';
import { writeEventStream } from './event-stream.js';
import { reserve, type Reservation } from './idempotency.js';
import { RateLimitExceeded, type RateLimiter, type RateLimitState } from './rate-limits.js';
import type { Reply } from './reply.js';
import type { Route } from './route.js';
import { surfaces } from './surfaces.js';
import { validateInput } from './validate.js';

/** What the kit needs from outside. */
export interface Kit {
  logger: Logger;
  limiter: RateLimiter;
  /** Resolves who stands behind credentials. @throws AppError UNAUTHORIZED */
  authenticate(credentials: Credentials): Promise<Actor>;
  uploadDir: string;
  /** Check answers against their schemas: on in development and tests, off where speed counts. */
  validateResponses: boolean;
  /** Aborted when the server shuts down. */
  shutdown: AbortSignal;
}

/** One request through the house: authenticate, limit, authorise, read the body, validate, handle, answer. */
export function createPipeline(route: Route, kit: Kit): RequestHandler {
  const parseBody = createBodyParser(route, kit);
  return async (request, response, next) => {
    let reservation: Reservation | undefined;
    try {
      const actor = await identify(route, request, response, { kit, parseBody });
      await parseBody(request, response);
      const { query, body } = validateInput(route, request);
      const idempotencyKey = idempotencyKeyOf(route, request);
      if (idempotencyKey) reservation = await reserve(claimOf({ idempotencyKey, actor, request }));
      if (reservation?.kind === 'repeat')
        return await repeat(route, reservation.answer, { request, response, kit });
      const reply = await route.handler({
        actor: actor,
        params: request.params,
        query: query,
        body: body,
        files: uploadedFiles(request),
        idempotencyKey,
        requestId: response.locals.requestId as string,
        logger: kit.logger,
        signal: closeSignal(response),
        request,
      });
      await answer(route, reply, { request, response, kit, reservation });
    } catch (error) {
      if (reservation?.kind === 'first') await reservation.release();
      next(error);
    } finally {
      await removeUploads(request);
    }
  };
}

/** Wrong credentials count against the address they come from, so that keys cannot be guessed at full speed. */
async function identify(
  route: Route,
  request: Request,
  response: Response,
  { kit, parseBody }: { kit: Kit; parseBody: (request: Request, response: Response) => Promise<void> },
): Promise<Actor | null> {
  const address = `ip:${request.ip ?? 'unknown'}`;
  let actor: Actor | null = null;
  let refused: unknown;
  try {
    const credentials = credentialsOf(request.headers);
    if (credentials && route.access !== 'public') actor = await kit.authenticate(credentials);
  } catch (error) {
    refused = error;
  }
  // A limit for each end user has to know who it is; strangers do not get their body read for it. A body that cannot be
  // read counts too.
  if (actor && route.limitKey)
    await parseBody(request, response).catch((error: unknown) => (refused = error));
  const part = actor && !refused ? route.limitKey?.(request) : undefined;
  const caller = actor ? `${actor.via}:${actor.credentialId}` : address;
  try {
    const state = await kit.limiter.consume(route.limit, {
      caller: part ? `${caller}:${part}` : caller,
      organization: actor?.organizationId,
    });
    setRateLimitHeaders(response, state);
  } catch (error) {
    if (error instanceof RateLimitExceeded) setRateLimitHeaders(response, error.state);
    throw error;
  }
  if (refused) throw refused as Error;
  authorize(route, actor);
  return actor;
}

export function setRateLimitHeaders(response: Response, state: RateLimitState): void {
  response.set({
    'X-RateLimit-Limit': String(state.limit),
    'X-RateLimit-Remaining': String(state.remaining),
    'X-RateLimit-Reset': String(state.reset),
  });
}

function idempotencyKeyOf(route: Route, request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (!route.idempotent || key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError('VALIDATION_ERROR', 'Idempotency-Key: expected 1 to 255 visible ASCII characters');
  }
  return key;
}

function claimOf({
  idempotencyKey,
  actor,
  request,
}: {
  idempotencyKey: string;
  actor: Actor | null;
  request: Request;
}) {
  const digest = (parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const owner = actor ? [actor.organizationId, actor.credentialId] : ['public', request.ip];
  const target = [request.method, request.path];
  const files = uploadedFiles(request).map(({ name, sha256 }) => [name, sha256]);
  const content = [request.query, request.body, files];
  return { id: digest([owner, target, idempotencyKey]), fingerprint: digest([target, content]) };
}

interface Exchange {
  request: Request;
  response: Response;
  kit: Kit;
  reservation?: Reservation;
}

async function answer(
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
async function repeat(
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

function closeSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  return controller.signal;
}
