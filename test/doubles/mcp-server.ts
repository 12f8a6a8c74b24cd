import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSite } from './web-site.js';

interface ToolOfDouble {
  tool: Tool;
  answer(
    args: Record<string, unknown>,
    extra: { signal: AbortSignal },
  ): CallToolResult | Promise<CallToolResult>;
}

export const mcpToken = 'token-of-the-mcp-server';

const text = (value: string): CallToolResult => ({ content: [{ type: 'text', text: value }] });
const input = (properties: Record<string, object> = {}, required: string[] = []): Tool['inputSchema'] => ({
  ...{ type: 'object', properties, required },
});

/** A real MCP server, made with the official SDK, at `/mcp` of a site; its faults are switched on by the tests. */
export class McpServerDouble {
  readonly tools = new Map<string, ToolOfDouble>();
  /** Every call of a tool, in order. */
  readonly calls: {
    name: string;
    arguments: Record<string, unknown>;
    session: string;
    cancelled: boolean;
  }[] = [];
  readonly sessions = new Map<string, { server: Server; transport: StreamableHTTPServerTransport }>();
  /** When given, others are answered 401. */
  token: string | null = null;
  /** Tools a page of the list. */
  pageSize = 100;
  /** How a request of a session that is not known is answered. */
  lostStatus: 400 | 404 = 404;
  /** Sessions that were ended by their clients. */
  ended = 0;
  /** How many sessions were begun. */
  begun = 0;
  /** Whether answers are plain JSON instead of streams of events. */
  answersJson = false;
  slowMs = 60_000;
  largeBytes = 5_000_000;

  constructor(readonly site: WebSite) {
    site.set({ '/mcp': (request, response) => this.serve(request, response) });
    this.add(
      'add',
      {
        description: 'Adds two numbers',
        annotations: { readOnlyHint: true },
        inputSchema: input({ a: { type: 'number' }, b: { type: 'number' } }, ['a', 'b']),
      },
      ({ a, b }) => ({
        content: [{ type: 'text', text: JSON.stringify({ sum: Number(a) + Number(b) }) }],
        structuredContent: { sum: Number(a) + Number(b) },
      }),
    );
    this.add('say', { inputSchema: input({ text: { type: 'string' } }) }, ({ text: said }) =>
      text(String(said)),
    );
    this.add('fail', { inputSchema: input() }, () => ({ ...text('The printer is on fire'), isError: true }));
    this.add('slow', { inputSchema: input() }, async (_args, { signal }) => {
      await sleep(this.slowMs, undefined, { ref: false, signal }).catch(() => undefined);
      return text('late');
    });
    this.add('large', { inputSchema: input() }, () => text('x'.repeat(this.largeBytes)));
    this.add('mixed', { inputSchema: input() }, () => ({
      content: [
        { type: 'text', text: 'two things' },
        { type: 'image', data: Buffer.alloc(300).toString('base64'), mimeType: 'image/png' },
        { type: 'resource', resource: { uri: 'file:///a.txt', mimeType: 'text/plain', text: 'the file' } },
        { type: 'resource_link', uri: 'file:///b.txt', name: 'b' },
      ],
    }));
  }

  get url(): string {
    return this.site.url('/mcp');
  }

  add(name: string, tool: Omit<Tool, 'name'>, answer: ToolOfDouble['answer'] = () => text('done')): this {
    this.tools.set(name, { tool: { name, ...tool }, answer });
    return this;
  }

  /** Tells every client that the list of tools has changed. */
  async announceTools(): Promise<void> {
    await Promise.all([...this.sessions.values()].map(({ server }) => server.sendToolListChanged()));
  }

  /** Forgets all sessions, as a server that was started again has. */
  async forgetSessions(): Promise<void> {
    const known = [...this.sessions.values()];
    this.sessions.clear();
    await Promise.all(known.map(({ transport }) => transport.close()));
  }

  async close(): Promise<void> {
    await this.forgetSessions();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.token !== null && request.headers.authorization !== `Bearer ${this.token}`) {
      // With what it was sent, as careless servers do.
      response.writeHead(401).end(`not good: ${request.headers.authorization ?? 'nothing'}`);
      return;
    }
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? this.sessions.get(id) : undefined;
    if (id !== undefined && !known) {
      const message = 'Bad Request: No valid session ID provided';
      response
        .writeHead(this.lostStatus, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }));
      return;
    }
    // The site has read the body already.
    const body = this.site.requests.findLast(
      ({ path, headers }) => path === '/mcp' && headers === request.headers,
    )?.body;
    const { transport } = known ?? (await this.begin());
    await transport.handleRequest(request, response, body ? JSON.parse(body) : undefined);
  }

  private async begin() {
    const server = new Server(
      { name: 'double', version: '1' },
      { capabilities: { tools: { listChanged: true } } },
    );
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      enableJsonResponse: this.answersJson,
      onsessioninitialized: (id) => {
        this.begun++;
        this.sessions.set(id, { server, transport });
      },
      onsessionclosed: (id) => {
        this.ended++;
        this.sessions.delete(id);
      },
    });
    server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
      const from = Number(params?.cursor ?? 0);
      const all = [...this.tools.values()].map(({ tool }) => tool);
      const next = from + this.pageSize;
      return {
        tools: all.slice(from, next),
        ...(next < all.length ? { nextCursor: String(next) } : {}),
      };
    });
    server.setRequestHandler(
      CallToolRequestSchema,
      async ({ params: { name, arguments: args = {} } }, { signal }) => {
        const call = { name, arguments: args, session: transport.sessionId ?? '', cancelled: false };
        this.calls.push(call);
        signal.addEventListener('abort', () => (call.cancelled = true));
        const tool = this.tools.get(name);
        if (!tool) throw new Error(`there is no tool ${name}`);
        return tool.answer(args, { signal });
      },
    );
    await server.connect(transport);
    return { server, transport };
  }
}
