import type { JsonSchema, PluginTool } from '../../../contracts/plugins.contract.js';
import type { PluginDefinition, PluginDependencies, PluginHealth, PluginSettings } from '../plugin-kind.js';
import type { ToolContext } from '../tools/tool.js';

/** A plugin that comes with the installation. */
export interface BuiltinPlugin {
  id: string;
  name: string;
  description: string;
  version: string;
  definition: PluginDefinition;
  tools: Record<string, BuiltinTool>;
  /** Whether it can be used as it is configured; without it, it always can. */
  check?(settings: PluginSettings, dependencies: PluginDependencies): Promise<PluginHealth> | PluginHealth;
}

export interface BuiltinCall {
  settings: PluginSettings;
  dependencies: PluginDependencies;
  context: ToolContext;
}

/** @throws ToolError */
export type BuiltinTool = (args: Record<string, unknown>, call: BuiltinCall) => unknown;

type Spec = Omit<PluginTool, 'name'> & { call: BuiltinTool };

/** Puts a plugin together from its tools; all of them may be repeated. */
export function defineBuiltin({
  tools,
  configSchema = null,
  ...plugin
}: Pick<BuiltinPlugin, 'id' | 'name' | 'description' | 'version' | 'check'> & {
  configSchema?: JsonSchema | null;
  tools: Record<string, Spec>;
}): BuiltinPlugin {
  const specs = Object.entries(tools);
  return {
    ...plugin,
    tools: Object.fromEntries(specs.map(([name, { call }]) => [name, call])),
    definition: {
      manifest: {
        tools: specs.map(([name, { call: _call, ...spec }]) => ({ name, ...spec, repeatable: true })),
      },
      configSchema,
      permissions: {},
      prepared: { builtin: plugin.id },
    },
  };
}
