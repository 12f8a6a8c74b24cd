import { setTimeout as sleep } from 'node:timers/promises';
import type {
  GuardedFetch,
  GuardedRequest,
  GuardedResponse,
} from '../../platform/http/guarded-fetch.types.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { retryAfterMs } from '../../platform/http/retry-after.js';
import { createHostTurns } from './host-turns.js';
import { createRobots, type Robots } from './robots.js';

/** Makes requests the way a polite visitor does: within robots.txt, one at a time to a host, patient when told to be. */
export interface Visitor {
  robots: Robots;
  /** @throws NotAllowed, OutboundError */
  visit(request: GuardedRequest & { url: URL; signal: AbortSignal }): Promise<GuardedResponse>;
}

/** A site does not want the request; `lasting` unless its wishes could not be learnt. */
export class NotAllowed extends Error {
  constructor(
    message: string,
    readonly lasting: boolean,
  ) {
    super(message);
  }
}

const attempts = 3;
const firstPauseMs = 1_000;
/** Longer than this nobody's turn is held up; the page fails and may be retried. */
const longestWaitMs = 60_000;
const longestDelayMs = 10_000;

export function createVisitor({ fetch, pauseMs }: { fetch: GuardedFetch; pauseMs: number }): Visitor {
  const turns = createHostTurns();
  const robots = createRobots({ fetch });

  /** How long to pause after the request. */
  const enter = async (url: URL, signal: AbortSignal): Promise<number> => {
    const answer = await robots.of(url, signal);
    if ('unknown' in answer) throw new NotAllowed(answer.unknown, false);
    if (!answer.rules.isAllowed(url)) throw new NotAllowed('robots.txt of the site does not allow it', true);
    return Math.max(pauseMs, Math.min(answer.rules.delayMs, longestDelayMs));
  };

  return {
    robots,
    async visit(request) {
      const { url, signal } = request;
      const pause = await enter(url, signal);
      const onRedirect: GuardedRequest['onRedirect'] = async (hop) => {
        await request.onRedirect?.(hop);
        await enter(hop.url, signal);
      };
      return turns.take({ name: url.host, pauseMs: pause, signal }, () =>
        withPatience(signal, () => fetch({ ...request, onRedirect })),
      );
    },
  };
}

export const isPassing = ({ reason }: OutboundError): boolean =>
  reason === 'unreachable' || reason === 'timeout';
export const mayPass = (status: number): boolean => status === 429 || status === 408 || status >= 500;

/** Asks again when the site is overloaded or away, no sooner than it says. */
async function withPatience(
  signal: AbortSignal,
  ask: () => Promise<GuardedResponse>,
): Promise<GuardedResponse> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === attempts;
    let wait = firstPauseMs * 4 ** (attempt - 1) * (0.75 + Math.random() / 2);
    try {
      const response = await ask();
      if (!mayPass(response.status) || isLast) return response;
      wait = Math.max(wait, retryAfterMs({ get: (name) => response.headers[name] ?? null }) ?? 0);
      if (wait > longestWaitMs) return response;
    } catch (error) {
      if (signal.aborted || isLast || !(error instanceof OutboundError) || !isPassing(error)) throw error;
    }
    await sleep(wait, undefined, { signal });
  }
}
