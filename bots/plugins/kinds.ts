import type { PluginType } from '../../contracts/plugins.contract.js';
import { invalid } from '../../platform/errors/app-error.js';
import { builtinKind } from './builtin/builtin.kind.js';
import { httpKind } from './http/http.kind.js';
import { mcpKind } from './mcp/mcp.kind.js';
import type { PluginKind } from './plugin-kind.js';

/** How each kind of plugin is registered, opened and checked. */
const kinds: Partial<Record<PluginType, PluginKind>> = {
  builtin: builtinKind,
  http: httpKind,
  mcp: mcpKind,
};

/** @throws AppError VALIDATION_ERROR for a kind that this installation does not have */
export function kindOf(type: PluginType): PluginKind {
  const kind = kinds[type];
  if (!kind) throw invalid('body.type', `plugins of the type ${type} are not supported by this installation`);
  return kind;
}

/** Ends what plugins keep open between turns. */
export async function closePlugins(): Promise<void> {
  await Promise.all(Object.values(kinds).map(async (kind) => kind.close?.()));
}
