import type { RequestHandler, Response } from 'express';
import { answer, repeat } from './answer.js';
import { createBodyParser, removeUploads, uploadedFiles } from './body.js';
import { claimOf, idempotencyKeyOf } from './idempotency-claim.js';
import { reserve, type Reservation } from './idempotency.js';
import { identify } from './identify.js';
import type { Kit } from './kit.js';
import type { Route } from './route.js';
import { validateInput } from './validate.js';

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

function closeSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  return controller.signal;
}
