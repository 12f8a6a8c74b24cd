import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendJson, type Exchange } from './openai-answers.js';
import { Ledger, type LedgerEntry } from './openai-ledger.js';
import type { OpenAiBody, Script } from './openai-script.js';

/** What a responder may look at to choose its script. */
export interface DoubleRequest {
  path: NonNullable<Script['for']>;
  body: OpenAiBody;
  /** Position in the ledger, from 0. */
  index: number;
}

export type Responder = (request: DoubleRequest) => Script | undefined | Promise<Script | undefined>;

export type EndpointKind = 'chat' | 'embeddings' | 'moderations';

/** Endpoints that remember: their paths, what the ledger shows of a request, and the answer. */
export interface ProtocolState {
  kindOf(path: string): 'files' | 'fine-tuning' | undefined;
  bodyOf(request: IncomingMessage, text: string): Promise<OpenAiBody>;
  answer(request: IncomingMessage, body: OpenAiBody, script: Script): { status: number; value: unknown };
}

/** What differs between the protocols. */
export interface Protocol {
  endpoints: Record<string, EndpointKind>;
  /** What follows the address of the server in the base URL to configure. */
  basePath: string;
  /** What the real server would refuse of a request, in its words. */
  complaint?(request: IncomingMessage, body: OpenAiBody): string | undefined;
  answer(kind: EndpointKind, exchange: Exchange): void | Promise<void>;
  /** What the server keeps between requests. */
  state?: ProtocolState;
  sendError(exchange: Pick<Exchange, 'response' | 'script'>): void;
}

/**
 * A real HTTP server that speaks the protocol of a model provider, as well as it is told to. Queued scripts are used
 * up first, one a request; then the responder; then a plain, deterministic answer.
 */
export class ProtocolDouble {
  private readonly record = new Ledger();
  private readonly queue: Script[] = [];
  private responder: Responder = () => undefined;
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else this.protocol.sendError({ response, script: { status: 400, message: String(error) } });
    });
  });

  /** @param apiKey requests are marked by whether they carry it; none is refused for it. */
  constructor(
    private readonly protocol: Protocol,
    private readonly apiKey: string,
  ) {}

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

  /** The base URL to configure. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.protocol.basePath}`;
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
    const { endpoints, sendError, complaint, state } = this.protocol;
    const stateful = state?.kindOf(path);
    if (state && stateful) return this.remember(state, stateful, { request, response, text });
    const kind = endpoints[path];
    if (!kind) return sendError({ response, script: { status: 404, message: `no such path: ${path}` } });
    const body = JSON.parse(text) as OpenAiBody;
    const entry = this.record.open(request, response, body, this.apiKey);
    const refused = complaint?.(request, body);
    if (refused) return sendError({ response, script: { status: 400, message: refused } });
    const script = await this.scriptFor({ path: kind, body, index: entry.index });
    await this.play(kind, { response, body, script, entry });
  }

  private async remember(
    state: ProtocolState,
    kind: 'files' | 'fine-tuning',
    { request, response, text }: { request: IncomingMessage; response: ServerResponse; text: string },
  ): Promise<void> {
    const body = await state.bodyOf(request, text);
    const entry = this.record.open(request, response, body, this.apiKey);
    const said = { ...body, method: request.method, url: request.url };
    const script = await this.scriptFor({ path: kind, body: said, index: entry.index });
    if (script.status) return this.protocol.sendError({ response, script });
    const { status, value } = state.answer(request, body, script);
    if (!script.loseAnswer) return sendJson(response, status, value);
    entry.outcome = 'cut';
    response.socket?.destroy();
  }

  private async scriptFor(request: DoubleRequest): Promise<Script> {
    const text = JSON.stringify(request.body);
    const position = this.queue.findIndex(
      (script) => (script.for ?? request.path) === request.path && text.includes(script.when ?? ''),
    );
    if (position >= 0) return this.queue.splice(position, 1)[0]!;
    return (await this.responder(request)) ?? {};
  }

  private async play(kind: EndpointKind, exchange: Exchange): Promise<void> {
    const { script, response, entry } = exchange;
    if (script.silentAfter === 0) return;
    // Unreferenced: a closed double must not keep its process alive.
    if (script.delayMs) await sleep(script.delayMs, undefined, { ref: false });
    if (response.destroyed) return;
    if (script.status) return this.protocol.sendError(exchange);
    if (script.cutAfter === 0) {
      entry.outcome = 'cut';
      response.socket?.destroy();
      return;
    }
    return this.protocol.answer(kind, exchange);
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
