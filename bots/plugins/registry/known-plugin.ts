import type { Actor } from '../../../accounts/index.js';
import type { PluginType } from '../../../contracts/plugins.contract.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { Remembered } from '../../../platform/remembered.js';
import { builtinPlugins } from '../builtin/builtin-plugins.js';
import type { PluginDefinition } from '../plugin-kind.js';
import type { PluginDocument } from './plugin.model.js';
import { pluginRepository, pluginVersionRepository } from './plugin.repository.js';

/** A plugin that bots may have: the organisation's own, or one that comes with the installation. */
export interface KnownPlugin {
  id: string;
  /** `null`: it belongs to nobody and cannot be changed. */
  organizationId: string | null;
  name: string;
  description: string | null;
  type: PluginType;
  /** Newest first, at least one. */
  versions: string[];
  createdBy: string | null;
  createdAt: Date | null;
  updatedAt: Date | null;
}

export const builtins: readonly KnownPlugin[] = builtinPlugins.map(({ id, name, description, version }) => ({
  ...{ id, name, description, versions: [version], type: 'builtin', organizationId: null },
  ...{ createdBy: null, createdAt: null, updatedAt: null },
}));

export const knownPlugin = ({ _id, ...plugin }: PluginDocument): KnownPlugin => ({ id: _id, ...plugin });

export const latestOf = ({ versions }: Pick<KnownPlugin, 'versions'>): string => versions[0] ?? '';

export async function findPlugin(organizationId: string, id: string): Promise<KnownPlugin | null> {
  const builtin = builtins.find((plugin) => plugin.id === id);
  if (builtin) return builtin;
  const found = await pluginRepository.find(organizationId, id);
  return found && knownPlugin(found);
}

export async function findPlugins(organizationId: string, ids: string[]): Promise<Map<string, KnownPlugin>> {
  const own = await pluginRepository.findMany(organizationId, ids);
  return new Map([...builtins, ...own.map(knownPlugin)].map((plugin) => [plugin.id, plugin]));
}

/** The plugin when the actor may see it. @throws AppError NOT_FOUND for any other id */
export async function requirePlugin(actor: Actor, id: string): Promise<KnownPlugin> {
  const plugin = await findPlugin(actor.organizationId, id);
  if (!plugin) throw notFound('Plugin');
  return plugin;
}

const remembered = new Remembered<PluginDefinition>(20_000_000);

/** What a version of a plugin says; `null` when it is gone. Of a built-in one there is only the version of now. */
export async function findDefinition(
  organizationId: string,
  pluginId: string,
  version: string,
): Promise<PluginDefinition | null> {
  const builtin = builtinPlugins.find(({ id }) => id === pluginId);
  if (builtin) return builtin.definition;
  const id = `${organizationId}:${pluginId}:${version}`;
  const known = remembered.get(id);
  if (known) return known;
  const found = await pluginVersionRepository.find(organizationId, pluginId, version);
  if (!found) return null;
  const definition = JSON.parse(found.definition) as PluginDefinition;
  remembered.set(id, definition);
  return definition;
}

/** @throws AppError NOT_FOUND */
export async function requireDefinition(
  organizationId: string,
  pluginId: string,
  version: string,
): Promise<PluginDefinition> {
  const definition = await findDefinition(organizationId, pluginId, version);
  if (!definition) throw notFound('Version');
  return definition;
}
