import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenAiBody } from './openai-script.js';

/** One request as the double saw it; the key itself is never kept. */
export interface LedgerEntry {
  index: number;
  /** ISO 8601. */
  at: string;
  method: string;
  path: string;
  body: OpenAiBody;
  /** All but those with a key. */
  headers: Record<string, string>;
  key: 'matched' | 'different' | 'absent';
  /** Requests with the same number came over the same connection. */
  connection: number;
  tokensSent: number;
  /** `aborted`: the client left; `cut`: the double destroyed the connection. */
  outcome: 'open' | 'completed' | 'aborted' | 'cut';
  /** Milliseconds from the request to its outcome. */
  ms?: number;
}

/** Every request, in the order of arrival. */
export class Ledger {
  readonly entries: LedgerEntry[] = [];
  private readonly connections = new WeakMap<object, number>();
  private connectionCount = 0;

  open(request: IncomingMessage, response: ServerResponse, body: OpenAiBody, apiKey: string): LedgerEntry {
    const { authorization, 'x-api-key': bare, ...headers } = request.headers;
    const given = bare ?? authorization?.replace(/^Bearer /, '');
    const start = performance.now();
    const entry: LedgerEntry = {
      index: this.entries.length,
      at: new Date().toISOString(),
      method: request.method ?? '',
      path: request.url ?? '',
      body,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      key: !given ? 'absent' : given === apiKey ? 'matched' : 'different',
      connection: this.connectionOf(request.socket),
      tokensSent: 0,
      outcome: 'open',
    };
    this.entries.push(entry);
    response.on('close', () => {
      entry.ms = performance.now() - start;
      if (entry.outcome === 'open') entry.outcome = response.writableFinished ? 'completed' : 'aborted';
    });
    return entry;
  }

  private connectionOf(socket: object): number {
    const number = this.connections.get(socket) ?? ++this.connectionCount;
    this.connections.set(socket, number);
    return number;
  }
}
