import semver from 'semver';
import { recordAudit, type Actor } from '../../../accounts/index.js';
import type { RegisterPlugin } from '../../../contracts/plugins.contract.js';
import { conflict, invalid } from '../../../platform/errors/app-error.js';
import { newId } from '../../../platform/ids.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { kindOf } from '../kinds.js';
import type { PluginDefinition, PluginDependencies } from '../plugin-kind.js';
import { soundConfigSchema } from '../schemas/config-schema.js';
import { builtins, knownPlugin, type KnownPlugin } from './known-plugin.js';
import { pluginRepository, pluginVersionRepository } from './plugin.repository.js';

const mostPlugins = 200;
const mostBytes = 4_000_000;

/**
 * Registers a plugin for an organisation with its first version. @throws AppError VALIDATION_ERROR for what its kind
 * cannot make a plugin of, CONFLICT for a taken name
 */
export async function registerPlugin(
  { actor, input }: { actor: Actor; input: RegisterPlugin },
  dependencies: PluginDependencies,
): Promise<KnownPlugin> {
  const organizationId = actor.requireMembership('editor');
  const definition = await completeDefinition(input, dependencies);
  if ((await pluginRepository.count(organizationId)) >= mostPlugins)
    throw conflict(`An organisation has at most ${mostPlugins} plugins`);
  return withTransaction(() => insertPlugin({ actor, organizationId, input, definition }));
}

/** What a version of a plugin says, checked whole. It may ask others, so it has no place in a transaction. */
export async function completeDefinition(
  input: RegisterPlugin,
  dependencies: PluginDependencies,
): Promise<PluginDefinition> {
  const kind = kindOf(input.type);
  checkSemver(input.version);
  const configSchema = input.configSchema ? soundConfigSchema(input.configSchema) : undefined;
  const completed = await kind.complete({ ...input, configSchema }, dependencies);
  // Kinds add the settings that a service was found to need.
  const settings = completed.configSchema && soundConfigSchema(completed.configSchema);
  const definition = { ...completed, configSchema: settings };
  checkTools(definition);
  if (Buffer.byteLength(JSON.stringify(definition)) > mostBytes)
    throw invalid('body.manifest', `the plugin is larger than ${mostBytes / 1_000_000} MB`);
  return definition;
}

/** Call it in a transaction. @throws AppError CONFLICT for a taken name */
export async function insertPlugin({
  actor,
  organizationId,
  input: { name, description, type, version },
  definition,
}: {
  actor: Actor;
  organizationId: string;
  input: Pick<RegisterPlugin, 'name' | 'description' | 'type' | 'version'>;
  definition: PluginDefinition;
}): Promise<KnownPlugin> {
  if (builtins.some((builtin) => builtin.name.toLowerCase() === name.toLowerCase()))
    throw conflict('A plugin of this name exists');
  const id = newId();
  const createdBy = actor.userId;
  const plugin = await pluginRepository.insert(organizationId, id, {
    ...{ name, description: description ?? null, type, versions: [version], createdBy },
  });
  await pluginVersionRepository.insert(organizationId, {
    ...{ pluginId: id, version, createdBy, definition: JSON.stringify(definition) },
  });
  await recordAudit({
    ...{ organizationId, actor, action: 'plugin.created', target: { type: 'plugin', id } },
    details: { name, type, version },
  });
  return knownPlugin(plugin);
}

export function checkSemver(version: string): void {
  if (semver.valid(version) !== version)
    throw invalid('body.version', 'expected a version by Semantic Versioning, such as 1.0.0');
}

export function checkTools({ manifest: { tools } }: PluginDefinition): void {
  if (tools.length === 0) throw invalid('body.manifest.tools', 'the plugin has no tools');
  const names = tools.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw invalid('body.manifest.tools', `there are two tools named ${twice}`);
}
