import { recordAudit, type Actor } from '../../../accounts/index.js';
import { conflict, notFound } from '../../../platform/errors/app-error.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { chatbotRepository } from '../../chatbots/chatbot.repository.js';
import { versionRepository } from '../../versions/version.repository.js';
import { installationRepository } from '../installations/installation.repository.js';
import { removeInstallation } from '../installations/uninstall-plugin.js';
import { pluginRepository, pluginVersionRepository } from './plugin.repository.js';
import { requireOwnPlugin } from './update-plugin.js';

const namedAtMost = 10;

/**
 * Deletes a plugin with all its versions. Bots that have it, or whose published version has it, refuse that unless it is
 * to be uninstalled from them; older versions of bots go on without it.
 * @throws AppError NOT_FOUND, CONFLICT naming the bots, or for a built-in one
 */
export async function deletePlugin({
  actor,
  id,
  uninstall,
}: {
  actor: Actor;
  id: string;
  uninstall: boolean;
}): Promise<void> {
  const organizationId = actor.requireMembership('editor');
  const { name } = await requireOwnPlugin(actor, id);
  await withTransaction(async () => {
    const installed = await installationRepository.ofPlugin(organizationId, id);
    if (!uninstall) await refuseWhileUsed(organizationId, id, installed);
    for (const installation of installed) await removeInstallation({ actor, installation, name });
    if (!(await pluginRepository.delete(organizationId, id))) throw notFound('Plugin');
    await pluginVersionRepository.deleteOfPlugin(organizationId, id);
    await recordAudit({
      ...{ organizationId, actor, action: 'plugin.deleted', target: { type: 'plugin', id } },
      details: { name, uninstalled: installed.map(({ chatbotId }) => chatbotId) },
    });
  });
}

async function refuseWhileUsed(
  organizationId: string,
  pluginId: string,
  installed: { chatbotId: string }[],
): Promise<void> {
  const published = await versionRepository.chatbotsWithPlugin(organizationId, pluginId);
  const ids = new Set(installed.map(({ chatbotId }) => chatbotId));
  for (const { chatbotId, numbers } of published) {
    const bot = await chatbotRepository.find(organizationId, chatbotId);
    if (bot?.publishedVersion && numbers.includes(bot.publishedVersion)) ids.add(chatbotId);
  }
  if (ids.size === 0) return;
  const bots = await chatbotRepository.findMany(organizationId, [...ids]);
  const names = bots.map((bot) => bot.name).sort();
  const others = names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : '';
  throw conflict(
    `The plugin is used by ${names.slice(0, namedAtMost).join(', ')}${others}; uninstall it there, or delete with uninstall=true`,
  );
}
