import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { askedBy } from '../../platform/asked-by.js';
import { workOn } from './admission.js';
import { answer, repeat } from './answer.js';
import { createBodyParser, removeUploads, uploadedFiles } from './body.js';
import { claimOf, idempotencyKeyOf } from './idempotency-claim.js';
import { reserve, type Reservation } from './idempotency.js';
import { confirmed, identify } from './identify.js';
import type { Kit } from './kit.js';
import { lastEventIdOf } from './last-event-id.js';
import type { Route } from './route.js';
import { validateInput } from './validate.js';

/** One request through the house: authenticate, limit, authorise, read the body, validate, handle, answer. */
export function createPipeline(route: Route, kit: Kit): RequestHandler {
  const parseBody = createBodyParser(route, kit);
  const handle = async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    let reservation: Reservation | undefined;
    try {
      const since = performance.now();
      const admitted = await identify(route, request, response, { kit, parseBody });
      await parseBody(request, response);
      const actor = await confirmed(admitted, { route, kit, since });
      const { query, body } = validateInput(route, request);
      const idempotencyKey = idempotencyKeyOf(route, request);
      if (idempotencyKey)
        reservation = await reserve(claimOf({ idempotencyKey, actor, request }), kit.process);
      if (reservation?.kind === 'repeat')
        return await repeat(route, reservation.answer, { request, response, kit, actor });
      const context = {
        actor: actor,
        params: request.params,
        query: query,
        body: body,
        files: uploadedFiles(request),
        idempotencyKey,
        lastEventId: lastEventIdOf(route, request),
        requestId: response.locals.requestId as string,
        logger: kit.logger,
        signal: closeSignal(response),
        request,
      };
      const reply = await (actor
        ? askedBy({ userId: actor.userId }, () => route.handler(context))
        : route.handler(context));
      await answer(route, reply, { request, response, kit, reservation });
    } catch (error) {
      if (reservation?.kind === 'first') await reservation.release();
      next(error);
    } finally {
      await removeUploads(request);
    }
  };
  return (request, response, next) => {
    const work = handle(request, response, next);
    workOn(response, work);
    kit.inFlight?.add(work);
    return work;
  };
}

function closeSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  // After the answer there is nothing left to end.
  response.on('close', () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}
