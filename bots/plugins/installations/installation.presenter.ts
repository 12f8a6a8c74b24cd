import type { PluginInstallation } from '../../../contracts/plugin-installations.contract.js';
import { secretNamesOf } from '../schemas/config-schema.js';
import { findDefinition, findPlugins, latestOf } from '../registry/known-plugin.js';
import { toolNames } from '../tools/bot-tool-names.js';
import { chosenTools } from './check-choices.js';
import type { InstallationDocument } from './installation.model.js';
import { installationRepository } from './installation.repository.js';

/** Installations of one bot as its builders see them. */
export async function presentInstallations(
  organizationId: string,
  chatbotId: string,
  installations: InstallationDocument[],
): Promise<PluginInstallation[]> {
  // What a tool is called depends on all the plugins of the bot.
  const all = await installationRepository.ofChatbot(organizationId, chatbotId);
  const plugins = await findPlugins(
    organizationId,
    all.map(({ pluginId }) => pluginId),
  );
  const described = await Promise.all(
    all.map(async (installation) => {
      const { pluginId, pluginVersion } = installation;
      const definition = await findDefinition(organizationId, pluginId, pluginVersion);
      return { installation, definition, plugin: plugins.get(pluginId) };
    }),
  );
  const names = toolNames(
    described
      .filter(({ installation }) => installation.enabled)
      .map(({ installation, definition, plugin }) => ({
        ...{ key: installation._id, name: plugin?.name ?? '' },
        tools: definition ? chosenTools(definition, installation).map(({ name }) => name) : [],
      })),
  );
  const byId = new Map(described.map((one) => [one.installation._id, one]));
  return installations.map((installation) => {
    const { definition, plugin } = byId.get(installation._id) ?? {};
    return {
      id: installation._id,
      chatbotId: installation.chatbotId,
      pluginId: installation.pluginId,
      name: plugin?.name ?? '',
      type: plugin?.type ?? 'http',
      version: installation.pluginVersion,
      latestVersion: plugin ? latestOf(plugin) : installation.pluginVersion,
      config: installation.config,
      secrets: Object.fromEntries(
        secretNamesOf(definition?.configSchema ?? null).map((name) => [
          name,
          installation.secretNames.includes(name),
        ]),
      ),
      enabled: installation.enabled,
      tools: installation.tools,
      confirm: installation.confirm,
      triggers: installation.triggers,
      toolNames: Object.fromEntries(names.get(installation._id) ?? []),
      createdBy: installation.createdBy,
      createdAt: installation.createdAt.toISOString(),
      updatedAt: installation.updatedAt.toISOString(),
    };
  });
}
