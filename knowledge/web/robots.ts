import robotsModule from 'robots-parser';
import type { GuardedFetch } from '../../platform/http/guarded-fetch.types.js';
import { userAgentToken } from '../../platform/http/guarded-fetch.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { withinReason } from './robots-text.js';

export interface RobotsRules {
  isAllowed(url: URL): boolean;
  /** What the site asks for between two requests; 0 when it says nothing. */
  delayMs: number;
  sitemaps: string[];
}

/** `unknown`: the rules cannot be had at the moment, and nothing may be fetched until they can. */
export type RobotsAnswer = { rules: RobotsRules } | { unknown: string };

/** Its types speak of an ES module; what Node loads is the function itself. */
const parseRobots = robotsModule as unknown as typeof robotsModule.default;

const keptMs = 3_600_000;
const unknownKeptMs = 30_000;
const mostOrigins = 300;
/** A robots.txt is read as far as this (RFC 9309, 2.5: at least 500 KiB). */
const maxBytes = 1_000_000;

const everything: RobotsRules = { isAllowed: () => true, delayMs: 0, sitemaps: [] };

/** The rules of each origin, asked for once in a while, as RFC 9309 has it. */
export function createRobots({ fetch, now = Date.now }: { fetch: GuardedFetch; now?: () => number }) {
  const kept = new Map<string, { answer: Promise<RobotsAnswer>; until: number }>();

  const ask = async (origin: string, signal: AbortSignal): Promise<RobotsAnswer> => {
    const url = `${origin}/robots.txt`;
    try {
      const { status, body } = await fetch({ url, signal, limits: { maxBytes, totalMs: 20_000 } });
      if (status >= 200 && status < 300) return { rules: rulesOf(url, body.toString('utf8')) };
      // "Unavailable" allows everything; "unreachable" forbids everything until it can be read again (2.3.1).
      if (status >= 400 && status < 500 && status !== 429) return { rules: everything };
      return { unknown: `robots.txt of the site answers ${status}` };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      if (error.reason === 'refused') throw error;
      if (error.reason === 'too-large' || error.reason === 'protocol') return { rules: everything };
      return { unknown: `robots.txt of the site cannot be read: ${error.message}` };
    }
  };

  return {
    async of({ origin }: URL, signal: AbortSignal): Promise<RobotsAnswer> {
      const known = kept.get(origin);
      if (known && known.until > now()) return known.answer;
      const entry = { answer: ask(origin, signal), until: now() + keptMs };
      kept.set(origin, entry);
      const [oldest] = kept.keys();
      if (kept.size > mostOrigins && oldest !== undefined) kept.delete(oldest);
      try {
        const answer = await entry.answer;
        if ('unknown' in answer) entry.until = now() + unknownKeptMs;
        return answer;
      } catch (error) {
        // Whoever waits for the same answer asks for it again.
        if (kept.get(origin) === entry) kept.delete(origin);
        throw error;
      }
    },
  };
}

export type Robots = ReturnType<typeof createRobots>;

function rulesOf(url: string, text: string): RobotsRules {
  const robot = parseRobots(url, withinReason(text, userAgentToken));
  return {
    isAllowed: (target) => robot.isAllowed(target.href, userAgentToken) !== false,
    delayMs: Math.max(0, robot.getCrawlDelay(userAgentToken) ?? 0) * 1_000,
    sitemaps: robot.getSitemaps().slice(0, 20),
  };
}
