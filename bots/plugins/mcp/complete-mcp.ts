import { z } from 'zod';
import { pluginLimits, type RegisterPlugin } from '../../../contracts/plugins.contract.js';
import { AppError, invalid } from '../../../platform/errors/app-error.js';
import { OutboundError } from '../../../platform/http/outbound-error.js';
import { checkUrl, type OutboundRules } from '../../../platform/http/outbound-rules.js';
import { isHostEntry } from '../../../platform/http/listed-hosts.js';
import type { PluginDefinition, PluginDependencies } from '../plugin-kind.js';
import { soundObjectSchema } from '../schemas/sound-schema.js';
import { annotatedTools } from '../tools/annotated-tools.js';
import { withSettings } from '../tools/config-schema.js';
import { checkHeaders, settingsOfHeaders } from '../tools/header-templates.js';
import { manifestNotes } from '../tools/manifest-notes.js';
import { ToolError } from '../tools/tool.js';
import { wantsCredentials } from './mcp-failure.js';
import type { McpPool } from './mcp-pool.js';
import { McpServer } from './mcp-server.js';
import { NamedTool, readMcpTools } from './mcp-tools.js';

/** What an MCP plugin needs at each opening: the tools that it was registered with. */
export const PreparedServer = z.strictObject({ named: z.array(NamedTool).max(pluginLimits.tools) });
export type PreparedServer = z.output<typeof PreparedServer>;

const patienceMs = 20_000;
/** When the builder names no headers: a token, sent as most servers want it. */
const usualHeaders = { Authorization: 'Bearer {token}' };

/** Lists the tools of an MCP server. One that tells them only to those who have credentials is described by hand. */
export async function completeMcp(
  { manifest, configSchema, permissions = {} }: RegisterPlugin,
  { stream, rules }: PluginDependencies,
  pool: McpPool,
): Promise<PluginDefinition> {
  const { endpoint } = manifest;
  if (endpoint === undefined)
    throw invalid('body.manifest.endpoint', 'an mcp plugin needs the address of its server');
  checkHeaders(manifest.headers);
  checkAddress(endpoint, rules);
  const badHost = permissions.hosts?.find((host) => !isHostEntry(host));
  if (badHost !== undefined) throw invalid('body.permissions.hosts', `${badHost} is not a host or host:port`);
  const headers = manifest.headers ?? usualHeaders;
  const target = { manifest: { ...manifest, headers, tools: [] }, permissions };
  const found = await listed(target, manifest, { stream, pool });
  return {
    manifest: { ...manifest, headers, tools: found.tools, ...manifestNotes(found.notes) },
    configSchema: withSettings(configSchema, settingsOfHeaders(headers)),
    permissions,
    prepared: { named: found.named } satisfies PreparedServer,
  };
}

async function listed(
  target: Pick<PluginDefinition, 'manifest' | 'permissions'>,
  { tools: given = [] }: RegisterPlugin['manifest'],
  { stream, pool }: { stream: PluginDependencies['stream']; pool: McpPool },
) {
  const server = new McpServer(target, { config: {}, secrets: {} }, stream, pool);
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const all = await server.use((connection) => connection.listTools(signal), signal);
    const { operations } = target.permissions;
    const wanted = operations ? all.filter(({ name }) => operations.includes(name)) : all;
    if (wanted.length > pluginLimits.tools)
      throw invalid(
        'body.permissions.operations',
        `${wanted.length} tools are more than the ${pluginLimits.tools} that a plugin may have; name those that are wanted`,
      );
    const read = readMcpTools(wanted);
    if (read.tools.length === 0)
      throw invalid(
        'body.manifest.endpoint',
        `the server has no tool that can be used. ${read.notes[0] ?? ''}`.trim(),
      );
    const { tools, unknown } = annotatedTools(read.tools, given);
    const notes = unknown.map((name) => `${name} is not a tool of the server`);
    return { tools, named: read.named, notes: [...notes, ...read.notes] };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!(error instanceof ToolError))
      throw invalid('body.manifest.endpoint', 'the server took too long to answer');
    if (!wantsCredentials(error.cause)) throw invalid('body.manifest.endpoint', error.message);
    if (given.length === 0)
      throw invalid(
        'body.manifest.tools',
        'the server lists its tools only to those who have credentials; describe the wanted ones here',
      );
    return byHand(given);
  }
}

function byHand(given: NonNullable<RegisterPlugin['manifest']['tools']>) {
  const tools = given.map((tool, at) => ({
    ...tool,
    inputSchema: soundObjectSchema(tool.inputSchema, `body.manifest.tools.${at}.inputSchema`),
  }));
  const named = tools.map(({ name }) => ({ name, remote: name }));
  return { tools, named, notes: ['The server wants credentials; its tools are as they were described'] };
}

function checkAddress(url: string, rules: OutboundRules): void {
  try {
    checkUrl(url, rules);
  } catch (error) {
    if (error instanceof OutboundError) throw invalid('body.manifest.endpoint', error.message);
    throw error;
  }
}
