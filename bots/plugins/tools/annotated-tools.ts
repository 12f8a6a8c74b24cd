import type { PluginTool } from '../../../contracts/plugins.contract.js';

/**
 * The tools that a service was found to have, with what the builder says of them: another description, the phrases and
 * the answer of bots without a model. What the builder names and the service has not is told in `unknown`.
 */
export function annotatedTools(
  found: readonly PluginTool[],
  given: readonly PluginTool[] = [],
): { tools: PluginTool[]; unknown: string[] } {
  const byName = new Map(given.map((tool) => [tool.name, tool]));
  const tools = found.map((tool) => {
    const said = byName.get(tool.name);
    byName.delete(tool.name);
    if (!said) return tool;
    return {
      ...tool,
      ...(said.description === '' ? {} : { description: said.description }),
      ...(said.phrases ? { phrases: said.phrases } : {}),
      ...(said.answer ? { answer: said.answer } : {}),
      ...(said.repeatable === undefined ? {} : { repeatable: said.repeatable }),
    };
  });
  return { tools, unknown: [...byName.keys()] };
}
