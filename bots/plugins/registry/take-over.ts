import type { Actor } from '../../../accounts/index.js';
import type { PluginType, RegisterPlugin } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { canonical } from '../../versions/content-hash.js';
import { kindOf } from '../kinds.js';
import type { PluginDefinition } from '../plugin-kind.js';
import { soundConfigSchema } from '../schemas/config-schema.js';
import { soundObjectSchema } from '../schemas/sound-schema.js';
import { findDefinition } from './known-plugin.js';
import { pluginRepository } from './plugin.repository.js';
import { checkSemver, checkTools, insertPlugin } from './register-plugin.js';

/** What an archive says a plugin is, with its schemas checked anew; nobody is asked. @throws AppError VALIDATION_ERROR */
export function reviveDefinition(type: PluginType, definition: PluginDefinition): PluginDefinition {
  const path = 'body.file';
  const { manifest, configSchema } = definition;
  checkTools(definition);
  const { success } = kindOf(type).prepared.safeParse(definition.prepared);
  if (!success) throw invalid(path, `plugins.json does not have what a plugin of the type ${type} needs`);
  return {
    ...definition,
    manifest: {
      ...manifest,
      tools: manifest.tools.map((tool) => ({
        ...tool,
        inputSchema: soundObjectSchema(tool.inputSchema, path),
      })),
    },
    configSchema: configSchema && soundConfigSchema(configSchema, path),
  };
}

/**
 * The plugin of an archive in this organisation: the one of the same name when its version says the same, otherwise it is
 * registered anew, under a name that is free. Call it in a transaction.
 */
export async function takeOver({
  actor,
  organizationId,
  plugin,
  definition,
}: {
  actor: Actor;
  organizationId: string;
  plugin: Pick<RegisterPlugin, 'name' | 'description' | 'type' | 'version'>;
  definition: PluginDefinition;
}): Promise<{ pluginId: string; version: string; definition: PluginDefinition }> {
  const { name, version } = plugin;
  checkSemver(version);
  const known = await pluginRepository.findByName(organizationId, name);
  if (known?.type === plugin.type && known.versions.includes(version)) {
    const same = await findDefinition(organizationId, known._id, version);
    if (same && textOf(same) === textOf(definition))
      return { pluginId: known._id, version, definition: same };
  }
  const input = { ...plugin, name: known ? await freeName(organizationId, name) : name };
  const { id } = await insertPlugin({ actor, organizationId, input, definition });
  return { pluginId: id, version, definition };
}

const textOf = (definition: PluginDefinition): string =>
  canonical(JSON.parse(JSON.stringify(definition)) as PluginDefinition);

async function freeName(organizationId: string, name: string): Promise<string> {
  for (let number = 2; ; number++) {
    const candidate = `${name.slice(0, 90)} (${number})`;
    if (!(await pluginRepository.findByName(organizationId, candidate))) return candidate;
  }
}
