import type { PluginSnapshot } from '../../versions/version.model.js';
import { findDefinition, findPlugins } from '../registry/known-plugin.js';
import { installationRepository } from './installation.repository.js';

/** The plugins of a bot now, as a version keeps them: in the order in which they were installed. */
export async function readPlugins(organizationId: string, chatbotId: string): Promise<PluginSnapshot[]> {
  const installations = await installationRepository.ofChatbot(organizationId, chatbotId);
  return installations.map(
    ({ _id, pluginId, pluginVersion, config, secrets, secretNames, enabled, tools, confirm, triggers }) => ({
      ...{ installationId: _id, pluginId, pluginVersion, config, secrets, secretNames },
      ...{ enabled, tools, confirm, triggers },
    }),
  );
}

/**
 * Gives a bot the plugins that a version of it had, with the settings and secrets of then; call it in a transaction.
 * @returns what its caller should know
 */
export async function restorePlugins(
  { organizationId, chatbotId, actorId }: { organizationId: string; chatbotId: string; actorId: string },
  snapshots: PluginSnapshot[],
): Promise<string[]> {
  const notes: string[] = [];
  const known = await findPlugins(
    organizationId,
    snapshots.map(({ pluginId }) => pluginId),
  );
  await installationRepository.deleteOfChatbot(organizationId, chatbotId);
  for (const { installationId, ...values } of snapshots) {
    const plugin = known.get(values.pluginId);
    if (!plugin || !(await findDefinition(organizationId, values.pluginId, values.pluginVersion))) {
      notes.push(`The plugin ${plugin?.name ?? values.pluginId} no longer exists and was left out`);
      continue;
    }
    const restored = { ...values, chatbotId, createdBy: actorId };
    await installationRepository.insert(organizationId, installationId, restored);
  }
  return notes;
}
