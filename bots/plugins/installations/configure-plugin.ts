import { recordAudit, type Actor } from '../../../accounts/index.js';
import type { ConfigurePlugin } from '../../../contracts/plugin-installations.contract.js';
import type { Sealer } from '../../../platform/crypto/sealer.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { changeContent } from '../../versions/record-version.js';
import { findDefinition, requirePlugin } from '../registry/known-plugin.js';
import { checkChoices, checkToolCount } from './check-choices.js';
import type { InstallationDocument } from './installation.model.js';
import { installationRepository } from './installation.repository.js';
import { requireInstallation } from './install-plugin.js';
import { mergedSettings, openSecrets, sealSecrets } from './settings.js';

/**
 * Changes what a bot gives a plugin, or which version of it the bot has. @throws AppError NOT_FOUND, VALIDATION_ERROR,
 * CONFLICT for too many tools
 */
export async function configurePlugin(
  {
    actor,
    chatbotId,
    pluginId,
    input,
  }: { actor: Actor; chatbotId: string; pluginId: string; input: ConfigurePlugin },
  { sealer }: { sealer: Sealer },
): Promise<InstallationDocument> {
  const { organizationId } = await requireInstallation(actor, chatbotId, pluginId);
  actor.requireMembership('editor');
  const plugin = await requirePlugin(actor, pluginId);
  const reason = `Configured the plugin ${plugin.name}`;
  const { result } = await changeContent(
    { organizationId, chatbotId, actorId: actor.userId, reason },
    async () => {
      const now = await installationRepository.find(organizationId, chatbotId, pluginId);
      if (!now) throw notFound('Plugin');
      const pluginVersion = input.version ?? now.pluginVersion;
      const isThere = input.version === undefined || plugin.versions.includes(input.version);
      const definition = isThere ? await findDefinition(organizationId, pluginId, pluginVersion) : null;
      if (!definition) throw notFound('Version');
      const before = openSecrets(now.secrets, { sealer, installationId: now._id });
      const kept = keptOf(definition.configSchema, { config: now.config, secrets: before });
      const { config, secrets } = mergedSettings(definition, kept, input.config);
      const choices = {
        tools: input.tools === undefined ? now.tools : input.tools,
        confirm: input.confirm === undefined ? now.confirm : (input.confirm ?? []),
        triggers: input.triggers === undefined ? now.triggers : (input.triggers ?? []),
      };
      checkChoices(definition, choices);
      const isSame = JSON.stringify(secrets) === JSON.stringify(before);
      const installation = await installationRepository.update(organizationId, now._id, {
        ...{ pluginVersion, config, ...choices, enabled: input.enabled ?? now.enabled },
        // The same secrets sealed again would look like others.
        secrets: isSame ? now.secrets : sealSecrets(secrets, { sealer, installationId: now._id }),
        secretNames: Object.keys(secrets),
      });
      if (!installation) throw notFound('Plugin');
      await checkToolCount(installation);
      await recordAudit({
        ...{ organizationId, actor, action: 'plugin.configured', target: { type: 'chatbot', id: chatbotId } },
        details: { pluginId, version: pluginVersion, fields: Object.keys(input), secretsChanged: !isSame },
      });
      return installation;
    },
  );
  return result;
}

/** What a version of the plugin still knows: settings that it no longer has go when a bot moves to it. */
function keptOf<T extends { config: object; secrets: object }>(
  schema: Record<string, unknown> | null,
  { config, secrets }: T,
) {
  const known = new Set(Object.keys(schema?.properties ?? {}));
  const isOpen = schema?.additionalProperties !== false;
  const pick = <V>(values: object) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isOpen || known.has(name))) as Record<
      string,
      V
    >;
  return { config: pick<unknown>(config), secrets: pick<string>(secrets) };
}
