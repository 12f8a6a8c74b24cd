import type { RequestHandler, Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { requestsShed } from '../../platform/metrics/http.metrics.js';
import { createPace } from './pace.js';
import { createWaitingRoom } from './waiting-room.js';

/** How much one process takes on at the same time. */
export interface Capacity {
  /** Requests that wait for the beginning of a stream or the end of any other answer. */
  requests: number;
  /** Streams that are followed. */
  streams: number;
}

interface Admitted {
  becomeStream(): void;
  workOn(work: Promise<unknown>): void;
  /** Whether as many streams are open as there may be. */
  isFull(): boolean;
}

/** Told also, and above all, when there is too much to do. */
const alwaysAnswered = new Set(['/health', '/api/v1/health', '/api/v1/health/status', '/api/v1/metrics']);

/** More time than this is not spent on them: hundreds of callers who ask again at once would else keep the process from all work. */
const refusals = { share: 0.2, everyMs: 25 };

/**
 * Takes on what can be answered soon and refuses the rest with 503, without a place in the queue when as many wait as may:
 * whoever waited in a queue without end would have left before the answer came, and all others would wait with them.
 */
export function createAdmission({ requests, streams }: Capacity): RequestHandler {
  const open = { requests: 0, streams: 0 };
  const room = createWaitingRoom();
  const inTurn = createPace(refusals);
  return (request, response, next) => {
    if (alwaysAnswered.has(request.path)) return next();
    const refuse = () => inTurn(() => void (response.closed || next(refusal())));
    if (open.requests >= requests) return refuse();
    let counted: keyof typeof open = 'requests';
    const guest = { enter: () => next(), turnAway: refuse };
    let work: Promise<unknown> = Promise.resolve();
    const leave = () => {
      open[counted] -= 1;
      room.leave(guest);
    };
    open.requests += 1;
    response.once('close', () => void work.then(leave, leave));
    const admitted: Admitted = {
      becomeStream() {
        if (counted === 'streams') return;
        open.requests -= 1;
        open.streams += 1;
        counted = 'streams';
        room.leave(guest);
      },
      workOn(given) {
        work = given;
      },
      isFull: () => open.streams >= streams,
    };
    response.locals.admitted = admitted;
    room.arrive(guest);
  };
}

const admittedOf = (response: Response): Admitted | undefined =>
  response.locals.admitted as Admitted | undefined;

/** What is done for a request takes its room until it is done, though the client may leave before. */
export const workOn = (response: Response, work: Promise<unknown>): void =>
  admittedOf(response)?.workOn(work);

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
