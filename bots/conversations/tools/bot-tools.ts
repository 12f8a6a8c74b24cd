import type { PluginTool } from '../../../contracts/plugins.contract.js';
import type { ToolSpec } from '../../../providers/index.js';
import { chosenTools } from '../../plugins/installations/check-choices.js';
import type { PluginDefinition } from '../../plugins/plugin-kind.js';
import { findDefinition, findPlugins, type KnownPlugin } from '../../plugins/registry/known-plugin.js';
import { toolNames } from '../../plugins/tools/bot-tool-names.js';
import type { PluginSnapshot } from '../../versions/version.model.js';

/** A plugin as the answering version of a bot has it. */
export interface BotPlugin {
  plugin: KnownPlugin;
  definition: PluginDefinition;
  snapshot: PluginSnapshot;
}

/** A tool that the bot may call in a turn. */
export interface BotTool {
  /** As the bot calls it. */
  name: string;
  /** As its plugin calls it. */
  spec: PluginTool;
  of: BotPlugin;
  needsConsent: boolean;
  /** Why it may not be called in this turn; absent when it may. */
  refusal?: string;
}

/** The tools of a version, without those whose plugin is gone or switched off; nobody is asked. */
export async function botTools(organizationId: string, snapshots: PluginSnapshot[]): Promise<BotTool[]> {
  const wanted = snapshots.filter(({ enabled }) => enabled);
  if (wanted.length === 0) return [];
  const [plugins, definitions] = await Promise.all([
    findPlugins(
      organizationId,
      wanted.map(({ pluginId }) => pluginId),
    ),
    Promise.all(
      wanted.map(({ pluginId, pluginVersion }) => findDefinition(organizationId, pluginId, pluginVersion)),
    ),
  ]);
  const found = wanted.flatMap((snapshot, at): BotPlugin[] => {
    const [plugin, definition] = [plugins.get(snapshot.pluginId), definitions[at]];
    return plugin && definition ? [{ plugin, definition, snapshot }] : [];
  });
  const names = toolNames(
    found.map(({ plugin, definition, snapshot }) => ({
      ...{ key: snapshot.installationId, name: plugin.name },
      tools: chosenTools(definition, snapshot).map(({ name }) => name),
    })),
  );
  return found.flatMap((of) => {
    const { definition, snapshot } = of;
    const own = names.get(snapshot.installationId);
    return chosenTools(definition, snapshot).map((spec) => ({
      ...{ name: own?.get(spec.name) ?? spec.name, spec, of },
      needsConsent: snapshot.confirm.includes(spec.name),
    }));
  });
}

/** What a model is told of them. */
export const toolSpecs = (tools: readonly BotTool[]): ToolSpec[] =>
  tools.map(({ name, spec: { description, inputSchema } }) => ({ name, description, inputSchema }));
