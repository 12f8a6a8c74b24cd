import type { PluginDefinition, PluginHealth, PluginKind } from '../plugin-kind.js';
import { ToolError, type Tool } from '../tools/tool.js';
import { completeMcp, PreparedServer } from './complete-mcp.js';
import { McpPool, type McpPoolOptions } from './mcp-pool.js';
import { readMcpResult } from './mcp-result.js';
import { McpServer } from './mcp-server.js';

/** MCP servers over streamable HTTP. Nothing is asked of them before one of their tools is called. */
export function createMcpKind(options: McpPoolOptions = {}): PluginKind {
  const pool = new McpPool(options);
  return {
    prepared: PreparedServer,
    complete: (input, dependencies) => completeMcp(input, dependencies, pool),
    open(definition, settings, { stream }) {
      const server = new McpServer(definition, settings, stream, pool);
      return { tools: toolsOf(definition, server), close: () => Promise.resolve() };
    },
    async check(definition, settings, { stream, signal }): Promise<PluginHealth> {
      const begun = performance.now();
      try {
        const server = new McpServer(definition, settings, stream, pool);
        const offered = await server.use(async (connection) => {
          await connection.ping(signal);
          return connection.listTools(signal);
        }, signal);
        const latencyMs = Math.round(performance.now() - begun);
        const message = changesOf(
          definition,
          offered.map(({ name }) => name),
        );
        return { healthy: true, message, latencyMs };
      } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        return { healthy: false, message: error.message, latencyMs: null };
      }
    },
    close: () => pool.close(),
  };
}

const namedIn = ({ prepared }: PluginDefinition) => (prepared as PreparedServer).named;

/**
 * The tools as the plugin was registered with them: a server cannot slip a bot others, nor other words, behind the back
 * of the version that was published. What it offers now only decides whether a tool can still be called.
 */
function toolsOf(definition: PluginDefinition, server: McpServer): Tool[] {
  const remotes = new Map(namedIn(definition).map(({ name, remote }) => [name, remote]));
  return definition.manifest.tools.map(({ name, description, inputSchema, repeatable = false }) => {
    const remote = remotes.get(name) ?? name;
    return {
      ...{ name, description, inputSchema, repeatable },
      async call(args, { signal }) {
        const offered = server.connection?.tools;
        if (offered && !offered.some((tool) => tool.name === remote))
          throw new ToolError('failed', 'The server no longer has this tool');
        return readMcpResult(await server.call(remote, args, signal), server.redact);
      },
    };
  });
}

/** What a builder may want to know of a server that is no longer as it was registered. */
function changesOf(definition: PluginDefinition, offered: string[]): string | null {
  const registered = namedIn(definition).map(({ remote }) => remote);
  const gone = registered.filter((name) => !offered.includes(name));
  const selected = definition.permissions.operations !== undefined;
  const added = selected ? [] : offered.filter((name) => !registered.includes(name));
  const told = (names: string[]) => names.slice(0, 5).join(', ').slice(0, 200);
  const parts = [
    ...(gone.length > 0 ? [`The server no longer has ${told(gone)}.`] : []),
    ...(added.length > 0 ? [`It also offers ${told(added)}; a new version of the plugin brings them.`] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : null;
}

export const mcpKind = createMcpKind();
