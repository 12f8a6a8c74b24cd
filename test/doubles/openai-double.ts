import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerAtOnce, answerEmbeddings, sendError, sendJson, type Exchange } from './openai-answers.js';
import { Ledger, type LedgerEntry } from './openai-ledger.js';
import type { OpenAiBody, Script } from './openai-script.js';
import { streamAnswer } from './openai-stream.js';

export type { LedgerEntry } from './openai-ledger.js';
export type { OpenAiBody, Script } from './openai-script.js';

/** What a responder may look at to choose its script. */
export interface DoubleRequest {
  path: 'chat' | 'embeddings';
  body: OpenAiBody;
  /** Position in the ledger, from 0. */
  index: number;
}

export type Responder = (request: DoubleRequest) => Script | undefined | Promise<Script | undefined>;

/**
 * A real HTTP server that speaks OpenAI's chat completions and embeddings, as well as it is told to.
 * Queued scripts are used up first, one a request; then the responder; then a plain, deterministic answer.
 */
export class OpenAiDouble {
  private readonly record = new Ledger();
  private readonly queue: Script[] = [];
  private responder: Responder = () => undefined;
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendError({ response, script: { status: 400, message: String(error) } });
    });
  });

  /** @param apiKey requests are marked by whether they carry it; none is refused for it. */
  constructor(private readonly apiKey = 'sk-double') {}

  /** Listens on 127.0.0.1; port 0 takes a free one. */
  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The base URL to configure, `/v1` included. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  get ledger(): LedgerEntry[] {
    return this.record.entries;
  }

  enqueue(...scripts: Script[]): this {
    this.queue.push(...scripts);
    return this;
  }

  respond(responder: Responder): this {
    this.responder = responder;
    return this;
  }

  /** Forgets requests, scripts and the responder. */
  reset(): void {
    this.record.entries.length = 0;
    this.queue.length = 0;
    this.responder = () => undefined;
  }

  /** Stops listening and destroys open connections. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readAll(request);
    const path = request.url ?? '';
    if (path === '/__ledger') return sendJson(response, 200, this.ledger);
    if (path === '/__script') {
      this.enqueue(...[JSON.parse(text) as Script | Script[]].flat());
      return sendJson(response, 200, { queued: this.queue.length });
    }
    const kind = endpoints[path];
    if (!kind) return sendError({ response, script: { status: 404, message: `no such path: ${path}` } });
    const body = JSON.parse(text) as OpenAiBody;
    const entry = this.record.open(request, response, body, this.apiKey);
    const script = await this.scriptFor({ path: kind, body, index: entry.index });
    await play(kind, { response, body, script, entry });
  }

  private async scriptFor(request: DoubleRequest): Promise<Script> {
    const text = JSON.stringify(request.body);
    const position = this.queue.findIndex(
      (script) => (script.for ?? request.path) === request.path && text.includes(script.when ?? ''),
    );
    if (position >= 0) return this.queue.splice(position, 1)[0]!;
    return (await this.responder(request)) ?? {};
  }
}

const endpoints: Record<string, DoubleRequest['path']> = {
  '/v1/chat/completions': 'chat',
  '/v1/embeddings': 'embeddings',
};

async function play(kind: DoubleRequest['path'], exchange: Exchange): Promise<void> {
  const { script, body, response, entry } = exchange;
  if (script.silentAfter === 0) return;
  // Unreferenced: a closed double must not keep its process alive.
  if (script.delayMs) await sleep(script.delayMs, undefined, { ref: false });
  if (response.destroyed) return;
  if (script.status) return sendError(exchange);
  if (script.cutAfter === 0) {
    entry.outcome = 'cut';
    response.socket?.destroy();
    return;
  }
  if (kind === 'embeddings') return answerEmbeddings(exchange);
  return body.stream ? streamAnswer(exchange) : answerAtOnce(exchange);
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Starts a double on a free port. */
export const startOpenAiDouble = (apiKey?: string): Promise<OpenAiDouble> => new OpenAiDouble(apiKey).start();
