import { recordAudit, type Actor } from '../../../accounts/index.js';
import type { InstallPlugin } from '../../../contracts/plugin-installations.contract.js';
import type { Sealer } from '../../../platform/crypto/sealer.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { newId } from '../../../platform/ids.js';
import { requireChatbot } from '../../chatbots/chatbot.policy.js';
import { changeContent } from '../../versions/record-version.js';
import { findDefinition, latestOf, requirePlugin } from '../registry/known-plugin.js';
import { checkChoices, checkToolCount } from './check-choices.js';
import type { InstallationDocument } from './installation.model.js';
import { installationRepository } from './installation.repository.js';
import { mergedSettings, sealSecrets } from './settings.js';

/**
 * Gives a bot a plugin. @throws AppError NOT_FOUND, VALIDATION_ERROR for settings that its schema refuses, CONFLICT when
 * the bot has it already, or too many tools
 */
export async function installPlugin(
  { actor, chatbotId, input }: { actor: Actor; chatbotId: string; input: InstallPlugin },
  { sealer }: { sealer: Sealer },
): Promise<InstallationDocument> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  actor.requireMembership('editor');
  const plugin = await requirePlugin(actor, input.pluginId);
  const pluginVersion = input.version ?? latestOf(plugin);
  const definition = plugin.versions.includes(pluginVersion)
    ? await findDefinition(organizationId, plugin.id, pluginVersion)
    : null;
  if (!definition) throw notFound('Version');
  const id = newId();
  const { config, secrets } = mergedSettings(definition, { config: {}, secrets: {} }, input.config);
  const { enabled = true, tools = null, confirm = [], triggers = [] } = input;
  checkChoices(definition, { tools, confirm, triggers });
  const { result } = await changeContent(
    { organizationId, chatbotId, actorId: actor.userId, reason: `Installed the plugin ${plugin.name}` },
    async () => {
      const installation = await installationRepository.insert(organizationId, id, {
        ...{ chatbotId, pluginId: plugin.id, pluginVersion, config },
        secrets: sealSecrets(secrets, { sealer, installationId: id }),
        secretNames: Object.keys(secrets),
        ...{ enabled, tools, confirm, triggers, createdBy: actor.userId },
      });
      await checkToolCount(installation);
      await recordAudit({
        ...{ organizationId, actor, action: 'plugin.installed', target: { type: 'chatbot', id: chatbotId } },
        details: { pluginId: plugin.id, version: pluginVersion },
      });
      return installation;
    },
  );
  return result;
}

/** A bot's plugin. @throws AppError NOT_FOUND */
export async function requireInstallation(
  actor: Actor,
  chatbotId: string,
  pluginId: string,
): Promise<InstallationDocument> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const installation = await installationRepository.find(organizationId, chatbotId, pluginId);
  if (!installation) throw notFound('Plugin');
  return installation;
}
