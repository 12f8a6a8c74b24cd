import { createHash } from 'node:crypto';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { GuardedStream } from '../../../platform/http/guarded-fetch.types.js';
import type { PluginDefinition, PluginSettings } from '../plugin-kind.js';
import { allowedHosts } from '../tools/allowed-hosts.js';
import { fillHeaders } from '../tools/header-templates.js';
import { createRedact, type Redact } from '../tools/redact.js';
import { ToolError } from '../tools/tool.js';
import { McpConnection, type McpAddress } from './mcp-connection.js';
import { isSessionLost, mcpFailure } from './mcp-failure.js';
import type { McpPool } from './mcp-pool.js';
import { isDeprecatedTransport } from './deprecated-transport.js';

export type McpTarget = Pick<PluginDefinition, 'manifest' | 'permissions'>;

/** An installed server: what is asked of it goes over a connection that is opened when it is first needed. */
export class McpServer {
  readonly redact: Redact;
  private readonly address: McpAddress;
  private readonly key: string | null;

  /** Why nothing can be asked: a setting that cannot be sent. */
  private readonly problem: ToolError | undefined;

  constructor(
    { manifest, permissions }: McpTarget,
    settings: PluginSettings,
    private readonly stream: GuardedStream,
    private readonly pool: McpPool,
  ) {
    const url = manifest.endpoint ?? '';
    let headers: Record<string, string> = {};
    try {
      headers = fillHeaders(manifest.headers, settings);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      this.problem = error;
    }
    this.address = { url, headers, hosts: allowedHosts([url], permissions.hosts) };
    const { installationId } = settings;
    this.key =
      installationId === undefined
        ? null
        : createHash('sha256')
            .update(JSON.stringify([installationId, this.address]))
            .digest('hex');
    this.redact = createRedact([
      ...Object.values(settings.secrets),
      ...Object.values(headers).map((value) => value.replace(/^(?:Bearer|Basic) /i, '')),
    ]);
  }

  /** The connection that is open already. */
  get connection(): McpConnection | null {
    return this.key === null ? null : this.pool.peek(this.key);
  }

  call(name: string, args: Record<string, unknown>, signal: AbortSignal): Promise<CallToolResult> {
    return this.use((connection) => connection.callTool(name, args, signal), signal);
  }

  /**
   * Does something over the connection; once more over a new one when the server has forgotten the session, as then it
   * has done nothing. @throws ToolError, or the signal's reason
   */
  async use<T>(action: (connection: McpConnection) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.problem !== undefined) throw this.problem;
    const work = async (): Promise<T> => {
      for (let attempt = 1; ; attempt++) {
        let used: McpConnection | undefined;
        try {
          return await this.pool.use(
            this.key,
            () => this.open(),
            (connection) => {
              used = connection;
              return action(connection);
            },
          );
        } catch (error) {
          if (!used || attempt > 1 || !isSessionLost(error)) throw error;
          if (this.key !== null) this.pool.drop(this.key, used);
        }
      }
    };
    try {
      return await orAborted(work(), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw mcpFailure(error, this.redact);
    }
  }

  private async open(): Promise<McpConnection> {
    try {
      const connection = await McpConnection.open(this.address, this.stream);
      // Not waited for: whether the tools are still what they were is good to know at the next turn.
      if (this.key !== null) connection.listTools().catch(() => undefined);
      return connection;
    } catch (error) {
      if (await isDeprecatedTransport(error, this.address, this.stream))
        throw new ToolError(
          'failed',
          'The server speaks only the deprecated transport HTTP+SSE; streamable HTTP is needed',
          { cause: error },
        );
      throw error;
    }
  }
}

/** Whoever asked does not wait for a connection that others still want. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { signal: ended.signal });
  });
  work.catch(() => undefined);
  return Promise.race([work, aborted]).finally(() => ended.abort());
}
