import type { Sealer } from '../../../platform/crypto/sealer.js';
import { openSecrets } from '../../plugins/installations/settings.js';
import { kindOf } from '../../plugins/kinds.js';
import type { PluginDependencies } from '../../plugins/plugin-kind.js';
import type { Tool, Toolset } from '../../plugins/tools/tool.js';
import type { BotPlugin, BotTool } from './bot-tools.js';

/** What plugins are called with. */
export type ToolDependencies = PluginDependencies & { sealer: Sealer };

/** A tool ready to be called, and the secrets that must not come back from it. */
export interface OpenTool {
  tool: Tool;
  secrets: string[];
}

export interface OpenToolsets {
  /** Opens the plugin of a tool at its first call. @throws Error when its secrets cannot be opened */
  open(tool: BotTool): Promise<OpenTool>;
  close(): Promise<void>;
}

/** The plugins of one turn. */
export function createToolsets({ sealer, ...dependencies }: ToolDependencies): OpenToolsets {
  const opened = new Map<string, Promise<{ toolset: Toolset; secrets: string[] }>>();
  const openPlugin = async ({ plugin, definition, snapshot }: BotPlugin) => {
    const { installationId, config } = snapshot;
    const secrets = openSecrets(snapshot.secrets, { sealer, installationId });
    const toolset = await kindOf(plugin.type).open(
      definition,
      { installationId, config, secrets },
      dependencies,
    );
    return { toolset, secrets: Object.values(secrets) };
  };
  return {
    async open({ of, spec }) {
      const id = of.snapshot.installationId;
      const opening = opened.get(id) ?? openPlugin(of);
      opened.set(id, opening);
      const { toolset, secrets } = await opening;
      const tool = toolset.tools.find(({ name }) => name === spec.name);
      if (!tool) throw new Error(`the plugin does not open its tool ${spec.name}`);
      return { tool, secrets };
    },
    async close() {
      for (const one of await Promise.allSettled(opened.values()))
        if (one.status === 'fulfilled') await one.value.toolset.close().catch(() => undefined);
    },
  };
}
