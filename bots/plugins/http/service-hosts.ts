import type { PluginDefinition } from '../plugin-kind.js';
import { allowedHosts } from '../tools/allowed-hosts.js';
import type { HttpOperation } from './http-operation.js';
import { fillServer } from './openapi/servers.js';
import { Unsupported } from '../schemas/unsupported.js';
import { ToolError } from '../tools/tool.js';

const mostVariants = 200;

/**
 * The hosts that the operations of a plugin are at, and those that it was granted. A variable that is part of a host
 * has the values that the document lists; one that is open leads to granted hosts only.
 */
export function serviceHosts(
  operations: readonly Pick<HttpOperation, 'server'>[],
  { configSchema, permissions }: Pick<PluginDefinition, 'configSchema' | 'permissions'>,
): string[] {
  const servers = new Set(operations.map(({ server }) => server));
  const properties = (configSchema?.properties ?? {}) as Record<
    string,
    { default?: unknown; enum?: unknown[] }
  >;
  const urls = [...servers].flatMap((server) => variants(server, properties));
  return allowedHosts(urls, permissions.hosts);
}

function variants(
  server: string,
  properties: Record<string, { default?: unknown; enum?: unknown[] }>,
): string[] {
  const [, host = ''] = /^https?:\/\/([^/?#]*)/i.exec(server) ?? [];
  const names = [...host.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  let found: Record<string, unknown>[] = [defaultsOf(properties)];
  for (const name of names) {
    const { enum: allowed = [] } = properties[name] ?? {};
    found = [...found, ...allowed.flatMap((value) => found.map((one) => ({ ...one, [name]: value })))];
    found = found.slice(0, mostVariants);
  }
  return found.flatMap((values) => {
    try {
      return [fillServer(server, values)];
    } catch {
      return [];
    }
  });
}

export const defaultsOf = (properties: Record<string, { default?: unknown }>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, schema.default]));

/** The base URL of an operation as the settings make it. @throws ToolError for settings that are no part of an address */
export function addressOf(
  { server }: Pick<HttpOperation, 'server'>,
  config: Record<string, unknown>,
): string {
  try {
    return fillServer(server, config);
  } catch (error) {
    if (error instanceof Unsupported)
      throw new ToolError('refused', `The plugin's address: ${error.message}`);
    throw error;
  }
}
