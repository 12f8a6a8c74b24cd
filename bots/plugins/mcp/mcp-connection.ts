import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CallToolResultSchema,
  ListToolsResultSchema,
  ToolListChangedNotificationSchema,
  type CallToolResult,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type { GuardedStream } from '../../../platform/http/guarded-fetch.types.js';
import { version } from '../../../platform/version.js';
import { withinMs } from '../../../platform/within-ms.js';
import { guardedWebFetch } from './guarded-web-fetch.js';

export interface McpAddress {
  url: string;
  headers: Record<string, string>;
  hosts: readonly string[];
}

const mostPages = 20;
/** Read of a server that has more tools than a plugin may have, so that some can be chosen. */
const mostTools = 1_000;
const connectMs = 10_000;
const farewellMs = 1_000;
/** News about tools is gathered for so long before they are listed again. */
const settleMs = 300;

/** A session with an MCP server (streamable HTTP). It is used by many turns, one after the other or at once. */
export class McpConnection {
  /** As the server lists them, and lists them anew when it says that they have changed; `null` until it was asked. */
  tools: readonly Tool[] | null = null;
  isClosed = false;
  /** Why an answer could not be read to its end. */
  private broken: Error | undefined;
  private refreshing: NodeJS.Timeout | undefined;

  private constructor(
    private readonly client: Client,
    private readonly transport: StreamableHTTPClientTransport,
  ) {}

  /** @throws whatever the SDK throws; see `mcpFailure` */
  static async open({ url, headers, hosts }: McpAddress, stream: GuardedStream): Promise<McpConnection> {
    const client = new Client(
      { name: 'chatbots-platform', version },
      // Schemas of results are the server's own business: nothing that it wrote is compiled here.
      {
        jsonSchemaValidator: {
          getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
        },
      },
    );
    const opened: { connection?: McpConnection } = {};
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      fetch: guardedWebFetch({ stream, hosts, onBroken: (error) => opened.connection?.fail(error) }),
      requestInit: { headers },
    });
    const connection = new McpConnection(client, transport);
    opened.connection = connection;
    client.onclose = () => (connection.isClosed = true);
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => connection.refreshSoon());
    try {
      await client.connect(transport, { timeout: connectMs });
    } catch (error) {
      await connection.close();
      throw connection.broken ?? error;
    }
    return connection;
  }

  /** All tools, over all pages of the list. */
  async listTools(signal?: AbortSignal): Promise<Tool[]> {
    const found: Tool[] = [];
    const seen = new Set<string>();
    for (let page = 0, cursor: string | undefined; page < mostPages; page++) {
      const params = cursor === undefined ? {} : { cursor };
      const listed = await this.ask(() =>
        this.client.request({ method: 'tools/list', params }, ListToolsResultSchema, {
          timeout: connectMs,
          ...(signal ? { signal } : {}),
        }),
      );
      found.push(...listed.tools);
      cursor = listed.nextCursor;
      if (cursor === undefined || seen.has(cursor) || found.length >= mostTools) break;
      seen.add(cursor);
    }
    this.tools = found.slice(0, mostTools);
    return [...this.tools];
  }

  callTool(name: string, args: Record<string, unknown>, signal: AbortSignal): Promise<CallToolResult> {
    return this.ask(() =>
      this.client.request({ method: 'tools/call', params: { name, arguments: args } }, CallToolResultSchema, {
        signal,
        timeout: pluginLimits.longestTimeoutMs,
        maxTotalTimeout: pluginLimits.longestTimeoutMs,
      }),
    );
  }

  async ping(signal: AbortSignal): Promise<void> {
    await this.ask(() => this.client.ping({ signal, timeout: connectMs }));
  }

  /** Ends the session at the server, if it is there to hear it, and every connection to it. */
  async close(): Promise<void> {
    clearTimeout(this.refreshing);
    if (!this.isClosed && this.transport.sessionId !== undefined)
      await withinMs(farewellMs, () => this.transport.terminateSession()).catch(() => undefined);
    this.isClosed = true;
    await this.client.close().catch(() => undefined);
  }

  private async ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw this.broken ?? error;
    }
  }

  /** An answer that breaks off leaves the SDK waiting for it: closing lets everybody go. */
  private fail(error: Error): void {
    if (this.isClosed) return;
    this.broken = error;
    this.isClosed = true;
    void this.client.close().catch(() => undefined);
  }

  private refreshSoon(): void {
    if (this.isClosed) return;
    this.refreshing ??= setTimeout(() => {
      this.refreshing = undefined;
      // What cannot be listed now stays as it was; calls will tell what is wrong.
      this.listTools().catch(() => undefined);
    }, settleMs).unref();
  }
}
