import semver from 'semver';
import { recordAudit, type Actor } from '../../../accounts/index.js';
import type { RegisterPlugin, UpdatePlugin } from '../../../contracts/plugins.contract.js';
import { conflict, invalid, notFound } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import type { PluginDependencies } from '../plugin-kind.js';
import { knownPlugin, latestOf, requireDefinition, requirePlugin, type KnownPlugin } from './known-plugin.js';
import { pluginRepository, pluginVersionRepository } from './plugin.repository.js';
import { checkSemver, completeDefinition } from './register-plugin.js';

/**
 * Renames a plugin, or gives it a new version, of what is sent and otherwise of its newest one; bots keep theirs until
 * they are updated. @throws AppError NOT_FOUND, VALIDATION_ERROR, CONFLICT for a built-in one and a version that is not higher
 */
export async function updatePlugin(
  { actor, id, input }: { actor: Actor; id: string; input: UpdatePlugin },
  dependencies: PluginDependencies,
): Promise<KnownPlugin> {
  const organizationId = actor.requireMembership('editor');
  const plugin = await requireOwnPlugin(actor, id);
  const { name, description, version, ...changes } = input;
  if (version === undefined && Object.values(changes).some((value) => value !== undefined))
    throw invalid('body.version', 'versions never change; give this one a new version');
  const definition = version === undefined ? null : await nextDefinition(plugin, input, dependencies);
  return withTransaction(async () => {
    const found = await pluginRepository.find(organizationId, id);
    if (!found) throw notFound('Plugin');
    if (definition && version !== undefined) {
      if (
        !(await pluginRepository.addVersion(organizationId, { ...found, versions: plugin.versions }, version))
      )
        throw conflict('Another version was added meanwhile');
      await pluginVersionRepository.insert(organizationId, {
        ...{ pluginId: id, version, createdBy: actor.userId, definition: JSON.stringify(definition) },
      });
    }
    const values = {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    };
    const updated = await pluginRepository.update(organizationId, id, values);
    if (!updated) throw notFound('Plugin');
    await recordAudit({
      ...{ organizationId, actor, action: 'plugin.updated', target: { type: 'plugin', id } },
      details: { fields: Object.keys(input), version: version ?? null },
    });
    return knownPlugin(updated);
  });
}

async function nextDefinition(plugin: KnownPlugin, input: UpdatePlugin, dependencies: PluginDependencies) {
  const { version = '', manifest, configSchema, permissions } = input;
  checkSemver(version);
  const latest = latestOf(plugin);
  if (semver.lte(version, latest)) throw conflict(`The version must be higher than ${latest}`);
  const former = await requireDefinition(plugin.organizationId ?? '', plugin.id, latest);
  const next: RegisterPlugin = {
    ...{ name: plugin.name, version, type: plugin.type, manifest: manifest ?? former.manifest },
    configSchema:
      configSchema === undefined ? (former.configSchema ?? undefined) : (configSchema ?? undefined),
    permissions: permissions === undefined ? former.permissions : (permissions ?? undefined),
  };
  return completeDefinition(next, dependencies);
}

/** @throws AppError NOT_FOUND, CONFLICT for a built-in one */
export async function requireOwnPlugin(actor: Actor, id: string): Promise<KnownPlugin> {
  const plugin = await requirePlugin(actor, id);
  if (plugin.organizationId === null) throw builtinStays();
  return plugin;
}

const builtinStays = () => conflict('A built-in plugin cannot be changed or deleted');
