import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { ToolName, type JsonSchema, type PluginTool } from '../../../contracts/plugins.contract.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { describedInput } from '../schemas/described-input.js';
import { ModelSchemas } from '../schemas/model-schema.js';
import { brief, tell } from '../schemas/node.js';
import { createResolver } from '../schemas/resolve-refs.js';
import { Unsupported } from '../schemas/unsupported.js';
import { ToolNames } from '../tools/tool-names.js';

const longestDescription = 1_000;

/** A tool's name here, and the name that its server knows it by. */
export const NamedTool = z.strictObject({ name: ToolName, remote: z.string().min(1).max(2_000) });
export type NamedTool = z.output<typeof NamedTool>;

/**
 * Tools as a server lists them, made fit for models. What a server says of itself is trusted in nothing: names are
 * made sound and unique, descriptions and schemas bounded; a tool with a schema that cannot be used is left out.
 */
export function readMcpTools(listed: readonly Tool[]): {
  tools: PluginTool[];
  named: NamedTool[];
  notes: string[];
} {
  const names = new ToolNames();
  const found = { tools: [] as PluginTool[], named: [] as NamedTool[], notes: [] as string[] };
  const seen = new Set<string>();
  for (const tool of listed) {
    const label = brief(tell(tool.name, 100) || 'a tool without a name', 100);
    if (tool.name === '' || seen.has(tool.name)) {
      found.notes.push(`${label} is left out: its name is not its own`);
      continue;
    }
    seen.add(tool.name);
    try {
      const { input, isShortened } = mcpInput(tool.inputSchema);
      const name = names.name(tool.name);
      found.named.push({ name, remote: tool.name });
      found.tools.push({
        name,
        description: describe(tool),
        inputSchema: input,
        repeatable: isRepeatable(tool),
      });
      if (isShortened) found.notes.push(`${label}: the deeper parts of its input are left open`);
    } catch (error) {
      if (!(error instanceof Unsupported || error instanceof AppError)) throw error;
      found.notes.push(`${label} is left out: ${error.message}`);
    }
  }
  return found;
}

/** @throws Unsupported, AppError for a schema that cannot be used */
const mcpInput = (schema: Tool['inputSchema']) =>
  describedInput((depth) => ({
    input: new ModelSchemas(createResolver(schema), '3.1', depth).of(schema) as JsonSchema,
  }));

const describe = ({ title, annotations, name, description }: Tool): string =>
  tell(description ?? title ?? annotations?.title ?? '', longestDescription) || tell(name, 100);

/** Hints are only hints, but whoever says that a tool may be repeated has to live with it. */
const isRepeatable = ({ annotations }: Tool): boolean =>
  annotations?.readOnlyHint === true || annotations?.idempotentHint === true;
