import type { RequestHandler, Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { requestsShed } from '../../platform/metrics/http.metrics.js';

/** How much one process takes on at the same time. */
export interface Capacity {
  /** Requests that wait for the beginning of a stream or the end of any other answer. */
  requests: number;
  /** Streams that are followed. */
  streams: number;
}

interface Admitted {
  becomeStream(): void;
  /** Whether as many streams are open as there may be. */
  isFull(): boolean;
}

/** Told also, and above all, when there is too much to do. */
const alwaysAnswered = new Set(['/health', '/api/v1/health', '/api/v1/health/status', '/api/v1/metrics']);

/**
 * Takes on what can be answered soon and refuses the rest at once with 503: whoever waited in a queue without end would
 * have left before the answer came, and all others would wait with them.
 */
export function createAdmission({ requests, streams }: Capacity): RequestHandler {
  const open = { requests: 0, streams: 0 };
  return (request, response, next) => {
    if (alwaysAnswered.has(request.path)) return next();
    if (open.requests >= requests) return next(refusal());
    let counted: keyof typeof open = 'requests';
    open.requests += 1;
    response.once('close', () => (open[counted] -= 1));
    const admitted: Admitted = {
      becomeStream() {
        if (counted === 'streams') return;
        open.requests -= 1;
        open.streams += 1;
        counted = 'streams';
      },
      isFull: () => open.streams >= streams,
    };
    response.locals.admitted = admitted;
    next();
  };
}

const admittedOf = (response: Response): Admitted | undefined =>
  response.locals.admitted as Admitted | undefined;

/** From here on the request only follows events. */
export const becomeStream = (response: Response): void => admittedOf(response)?.becomeStream();

/** For streams that change nothing. @throws AppError SERVICE_UNAVAILABLE when too many are open */
export function assertRoomToFollow(response: Response): void {
  if (admittedOf(response)?.isFull()) throw refusal();
}

function refusal(): AppError {
  requestsShed.inc();
  return new AppError('SERVICE_UNAVAILABLE', 'The server has too much to do at the moment; try again soon', {
    retryAfter: 1,
  });
}
