import type { Actor } from '../../../accounts/index.js';
import type { Plugin } from '../../../contracts/plugins.contract.js';
import { installationRepository } from '../installations/installation.repository.js';
import { latestOf, requireDefinition, requirePlugin } from './known-plugin.js';
import { presentPlugin } from './plugin.presenter.js';

/** A plugin as its newest version says, or another one. @throws AppError NOT_FOUND */
export async function readPlugin({
  actor,
  id,
  version,
}: {
  actor: Actor;
  id: string;
  version?: string;
}): Promise<Plugin> {
  const plugin = await requirePlugin(actor, id);
  const wanted = version ?? latestOf(plugin);
  const definition = await requireDefinition(actor.organizationId, id, wanted);
  const counts = await installationRepository.countByPlugin(actor.organizationId, id);
  return presentPlugin(
    plugin,
    definition,
    counts.get(id) ?? 0,
    plugin.organizationId ? wanted : latestOf(plugin),
  );
}
