import autocannon from 'autocannon';
import { documents, type LoadedPlatform } from './loaded-platform.js';

export type Kind = 'read' | 'search' | 'chat';

export interface Load {
  kind: Kind;
  connections: number;
  seconds: number;
  /** Requests a second, whether or not earlier ones are answered; as many as there can be when absent. */
  rate?: number;
}

export interface Measured {
  perSecond: number;
  /** Milliseconds, counted from when a request was due. */
  median: number;
  p99: number;
  answered: number;
  refused: number;
  failed: number;
}

/** Requests of a kind, as callers of the documented API send them; none like the one before. */
function requestsOf(kind: Kind, { chatbotId, knowledgeBaseId, owner }: LoadedPlatform): autocannon.Request[] {
  const headers = { ...owner.client.headers, 'content-type': 'application/json' };
  if (kind === 'read') return [{ method: 'GET', path: '/api/v1/chatbots?limit=20', headers }];
  const questions = Array.from({ length: documents }, (_, n) => `How hot does machine ${n} roast?`);
  if (kind === 'search') {
    const path = `/api/v1/knowledge-bases/${knowledgeBaseId}/search`;
    return questions.map((query) => ({
      ...{ method: 'GET', headers },
      path: `${path}?q=${encodeURIComponent(query)}`,
    }));
  }
  const path = `/api/v1/chatbots/${chatbotId}/conversation`;
  return questions.map((message) => ({ method: 'POST', path, headers, body: JSON.stringify({ message }) }));
}

/** Sends requests of one kind and counts what comes back. */
export async function send(loaded: LoadedPlatform, load: Load): Promise<Measured> {
  const result = await autocannon({
    url: loaded.platform.url,
    connections: load.connections,
    duration: load.seconds,
    timeout: 30,
    ...(load.rate ? { overallRate: load.rate } : {}),
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
