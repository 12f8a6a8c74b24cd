import { z } from 'zod';
import { invalid } from '../../../platform/errors/app-error.js';
import type { PluginDefinition, PluginKind } from '../plugin-kind.js';
import { boundedResult } from '../tools/bounded-result.js';
import type { BuiltinPlugin } from './builtin-plugin.js';
import { builtinPlugins } from './builtin-plugins.js';

function pluginOf({ prepared }: PluginDefinition): BuiltinPlugin {
  const { builtin } = prepared as { builtin: string };
  const found = builtinPlugins.find(({ id }) => id === builtin);
  if (!found) throw new Error(`there is no built-in plugin ${builtin}`);
  return found;
}

/** The plugins that come with the installation: the only ones whose code runs in it. */
export const builtinKind: PluginKind = {
  prepared: z.never(),
  complete: () => {
    throw invalid(
      'body.type',
      'built-in plugins come with the installation; register one of type http or mcp',
    );
  },
  open(definition, settings, dependencies) {
    const plugin = pluginOf(definition);
    return {
      tools: definition.manifest.tools.map(({ name, description, inputSchema, repeatable = false }) => ({
        ...{ name, description, inputSchema, repeatable },
        async call(args, context) {
          return boundedResult(await plugin.tools[name]?.(args, { settings, dependencies, context }));
        },
      })),
      close: async () => undefined,
    };
  },
  check: async (definition, settings, dependencies) =>
    (await pluginOf(definition).check?.(settings, dependencies)) ?? {
      healthy: true,
      message: null,
      latencyMs: null,
    },
};
