import type { Actor } from '../../../accounts/index.js';
import type { PluginStatus } from '../../../contracts/plugin-installations.contract.js';
import type { Sealer } from '../../../platform/crypto/sealer.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { calledToolRepository, type CalledTool } from '../../conversations/called-tool.repository.js';
import { kindOf } from '../kinds.js';
import type { PluginDependencies, PluginHealth } from '../plugin-kind.js';
import { findDefinition, findPlugin } from '../registry/known-plugin.js';
import { toToolError } from '../tools/to-tool-error.js';
import type { InstallationDocument } from './installation.model.js';
import { requireInstallation } from './install-plugin.js';
import { openSecrets } from './settings.js';

const dayMs = 86_400_000;
const shownCalls = 20;
const shownDays = 30;
const patienceMs = 10_000;

type StatusDependencies = PluginDependencies & { sealer: Sealer };

/** How a plugin of a bot is: asked just now, and counted from the bot's turns. @throws AppError NOT_FOUND */
export async function pluginStatus(
  {
    actor,
    chatbotId,
    pluginId,
    signal,
  }: { actor: Actor; chatbotId: string; pluginId: string; signal: AbortSignal },
  dependencies: StatusDependencies,
): Promise<PluginStatus> {
  const installation = await requireInstallation(actor, chatbotId, pluginId);
  const { organizationId, pluginVersion, enabled } = installation;
  const now = Date.now();
  const [health, recent, last24Hours] = await Promise.all([
    healthOf(installation, { ...dependencies, signal }),
    calledToolRepository.recent(organizationId, chatbotId, pluginId, {
      since: new Date(now - shownDays * dayMs),
      limit: shownCalls,
    }),
    calledToolRepository.count(organizationId, chatbotId, pluginId, new Date(now - dayMs)),
  ]);
  const failed = await calledToolRepository.lastFailed(organizationId, chatbotId, pluginId);
  return {
    ...{ pluginId, version: pluginVersion, enabled, last24Hours },
    health: { ...health, checkedAt: new Date().toISOString() },
    recentCalls: recent.map(presentCall),
    lastCallAt: recent[0]?.calledAt.toISOString() ?? null,
    lastError: failed && { message: failed.error ?? '', at: failed.calledAt.toISOString() },
  };
}

const presentCall = ({ tool, outcome, durationMs, error, calledAt, ...call }: CalledTool) => ({
  ...{ tool, outcome, durationMs, error: error ?? null },
  ...{ conversationId: call.conversationId, messageId: call.messageId },
  calledAt: calledAt.toISOString(),
});

async function healthOf(
  { _id, organizationId, pluginId, pluginVersion, config, secrets }: InstallationDocument,
  { sealer, signal, ...dependencies }: StatusDependencies & { signal: AbortSignal },
): Promise<PluginHealth> {
  const plugin = await findPlugin(organizationId, pluginId);
  const definition = await findDefinition(organizationId, pluginId, pluginVersion);
  if (!plugin || !definition) throw notFound('Plugin');
  const opened = openSecrets(secrets, { sealer, installationId: _id });
  const settings = { installationId: _id, config, secrets: opened };
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    return await kindOf(plugin.type).check(definition, settings, { ...dependencies, signal: patience });
  } catch (error) {
    signal.throwIfAborted();
    const message = patience.aborted ? 'The plugin did not answer in time' : toToolError(error).message;
    return { healthy: false, message, latencyMs: null };
  }
}
