import type { Actor } from '../../../accounts/index.js';
import { parseSort, type Page } from '../../../contracts/common.contract.js';
import type { ListPlugins, Plugin } from '../../../contracts/plugins.contract.js';
import { installationRepository } from '../installations/installation.repository.js';
import { builtins, knownPlugin, latestOf, requireDefinition, type KnownPlugin } from './known-plugin.js';
import { presentPlugin } from './plugin.presenter.js';
import { pluginRepository } from './plugin.repository.js';

/** A page of the plugins that an organisation's bots may have; the built-in ones are the oldest. */
export async function listPlugins({
  actor: { organizationId },
  query,
}: {
  actor: Actor;
  query: ListPlugins;
}): Promise<Page<Plugin>> {
  const { type, search, sort, page, limit } = query;
  const own = await pluginRepository.matching(organizationId, { type, search });
  const text = search?.toLowerCase() ?? '';
  const all = [...builtins.filter((plugin) => isMatch(plugin, type, text)), ...own.map(knownPlugin)];
  all.sort(comparator(sort));
  const counts = await installationRepository.countByPlugin(organizationId);
  const items: Plugin[] = [];
  for (const plugin of all.slice((page - 1) * limit, page * limit)) {
    const definition = await requireDefinition(organizationId, plugin.id, latestOf(plugin));
    const { manifest, ...presented } = presentPlugin(plugin, definition, counts.get(plugin.id) ?? 0);
    // A page of documents of a megabyte each would be of no use to anybody.
    items.push({ ...presented, manifest: { ...manifest, openapi: undefined } });
  }
  return { items, total: all.length };
}

const isMatch = (
  { name, description, type }: KnownPlugin,
  wanted: string | undefined,
  text: string,
): boolean =>
  (wanted === undefined || wanted === type) &&
  [name, description ?? ''].some((one) => one.toLowerCase().includes(text));

function comparator(sort: ListPlugins['sort']): (a: KnownPlugin, b: KnownPlugin) => number {
  const { field, direction } = parseSort(sort);
  const keyOf = ({ name, createdAt, id }: KnownPlugin): string =>
    field === 'name' ? `${name.toLowerCase()}\0${id}` : `${createdAt?.toISOString() ?? ''}\0${id}`;
  return (a, b) => (keyOf(a) < keyOf(b) ? -direction : direction);
}
