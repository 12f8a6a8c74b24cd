import type { Plugin } from '../../../contracts/plugins.contract.js';
import type { PluginDefinition } from '../plugin-kind.js';
import { latestOf, type KnownPlugin } from './known-plugin.js';

export const presentPlugin = (
  plugin: KnownPlugin,
  { manifest, configSchema, permissions }: PluginDefinition,
  installations: number,
  version = latestOf(plugin),
): Plugin => ({
  id: plugin.id,
  organizationId: plugin.organizationId,
  name: plugin.name,
  description: plugin.description,
  version,
  versions: plugin.versions,
  type: plugin.type,
  manifest,
  configSchema,
  permissions,
  installations,
  createdBy: plugin.createdBy,
  createdAt: plugin.createdAt?.toISOString() ?? null,
  updatedAt: plugin.updatedAt?.toISOString() ?? null,
});
