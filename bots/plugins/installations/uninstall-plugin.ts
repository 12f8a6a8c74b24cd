import { recordAudit, type Actor } from '../../../accounts/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { changeContent } from '../../versions/record-version.js';
import { findPlugin } from '../registry/known-plugin.js';
import type { InstallationDocument } from './installation.model.js';
import { installationRepository } from './installation.repository.js';
import { requireInstallation } from './install-plugin.js';

/** Takes a plugin from a bot; its secrets are gone from the draft. @throws AppError NOT_FOUND */
export async function uninstallPlugin({
  actor,
  chatbotId,
  pluginId,
}: {
  actor: Actor;
  chatbotId: string;
  pluginId: string;
}): Promise<void> {
  const installation = await requireInstallation(actor, chatbotId, pluginId);
  actor.requireMembership('editor');
  const plugin = await findPlugin(installation.organizationId, pluginId);
  await removeInstallation({ actor, installation, name: plugin?.name ?? pluginId });
}

export async function removeInstallation({
  actor,
  installation: { _id, organizationId, chatbotId, pluginId },
  name,
}: {
  actor: Actor;
  installation: InstallationDocument;
  name: string;
}): Promise<void> {
  const reason = `Uninstalled the plugin ${name}`;
  await changeContent({ organizationId, chatbotId, actorId: actor.userId, reason }, async () => {
    if (!(await installationRepository.delete(organizationId, _id))) throw notFound('Plugin');
    await recordAudit({
      ...{ organizationId, actor, action: 'plugin.uninstalled', target: { type: 'chatbot', id: chatbotId } },
      details: { pluginId },
    });
  });
}
