import autocannon from 'autocannon';
import { arriveSteadily, type Call } from './arrivals.js';
import { documents, type LoadedPlatform } from './loaded-platform.js';

export type Kind = 'read' | 'search' | 'chat';

export interface Load {
  kind: Kind;
  connections: number;
  seconds: number;
}

export interface Measured {
  perSecond: number;
  /** Milliseconds; at a rate counted from when a request was due. */
  median: number;
  p99: number;
  answered: number;
  refused: number;
  failed: number;
}

/** Requests of a kind, as callers of the documented API send them; none like the one before. */
function requestsOf(kind: Kind, { chatbotId, knowledgeBaseId, owner }: LoadedPlatform): Call[] {
  const headers = { ...owner.client.headers, 'content-type': 'application/json' };
  if (kind === 'read') return [{ method: 'GET', path: '/api/v1/chatbots?limit=20', headers }];
  const questions = Array.from({ length: documents }, (_, n) => `How hot does machine ${n} roast?`);
  if (kind === 'search') {
    const path = `/api/v1/knowledge-bases/${knowledgeBaseId}/search`;
    return questions.map((query) => ({
      method: 'GET',
      path: `${path}?q=${encodeURIComponent(query)}`,
      headers,
    }));
  }
  const path = `/api/v1/chatbots/${chatbotId}/conversation`;
  return questions.map((message) => ({ method: 'POST', path, headers, body: JSON.stringify({ message }) }));
}

/** As many requests of one kind as so many callers can make, each after the answer to their last. */
export async function send(loaded: LoadedPlatform, load: Load): Promise<Measured> {
  const result = await autocannon({
    url: loaded.platform.url,
    connections: load.connections,
    duration: load.seconds,
    timeout: 30,
    requests: requestsOf(load.kind, loaded),
  });
  const stats = result.statusCodeStats;
  const refused = (stats?.['429']?.count ?? 0) + (stats?.['503']?.count ?? 0);
  return {
    perSecond: result['2xx'] / result.duration,
    median: result.latency.p50,
    p99: result.latency.p99,
    answered: result['2xx'],
    refused,
    failed: result.non2xx - refused + result.errors,
  };
}

/** Requests of one kind at a rate, a second. */
export async function sendAt(
  loaded: LoadedPlatform,
  { kind, rate, seconds }: { kind: Kind; rate: number; seconds: number },
): Promise<Measured> {
  const calls = requestsOf(kind, loaded);
  const { latencies, statuses } = await arriveSteadily(loaded.platform.url, { calls, rate, seconds });
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  const answered = statuses.get(200) ?? 0;
  const refused = (statuses.get(429) ?? 0) + (statuses.get(503) ?? 0);
  return {
    ...{ perSecond: answered / seconds, median: at(0.5), p99: at(0.99) },
    ...{ answered, refused, failed: latencies.length - answered - refused },
  };
}
