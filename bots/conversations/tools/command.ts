import type { JsonSchema } from '../../../contracts/plugins.contract.js';
import type { BotTool } from './bot-tools.js';
import { parsed, propertiesOf, typedArguments, typedValue } from './typed-arguments.js';

/** An explicit wish for a tool, as an end user writes it. */
export interface Command {
  tool: BotTool;
  arguments: unknown;
}

/**
 * `/calculator 12*7`, `/get_order {"id": "17"}` or `/get_order id=17 lang="en"`; `null` for what is no command to a tool
 * that the bot has. What stands alone is the first argument that the tool requires, or its first one.
 */
export function commandIn(message: string, tools: readonly BotTool[]): Command | null {
  const match = /^\/([a-z0-9_-]{1,64})(?:\s+([^]*))?$/i.exec(message.trim());
  const tool = tools.find(({ name }) => name.toLowerCase() === match?.[1]?.toLowerCase());
  if (!tool) return null;
  return { tool, arguments: argumentsIn(match?.[2]?.trim() ?? '', tool.spec.inputSchema) };
}

function argumentsIn(text: string, schema: JsonSchema): unknown {
  if (text === '') return {};
  // What cannot be read is handed on, so that whoever wrote it is told.
  if (text.startsWith('{')) return parsed(text) ?? text;
  const properties = propertiesOf(schema);
  const named = namedIn(text, new Set(properties.map(([name]) => name)));
  if (named) return typedArguments(schema, named);
  const [required] = (schema.required as string[] | undefined) ?? [];
  const [name, property] = properties.find(([one]) => one === required) ?? properties[0] ?? [];
  return name === undefined ? text : { [name]: typedValue(text, property) };
}

/** `name=value name2="longer value"`, when all of it is that. */
function namedIn(text: string, names: Set<string>): Record<string, string> | null {
  const found: [string, string][] = [];
  const pair = /\s*([\w.-]{1,64})=(?:"([^"]*)"|(\S+))(?=\s|$)/y;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    const name = match?.[1] ?? '';
    if (!match || !names.has(name)) return null;
    found.push([name, match[2] ?? match[3] ?? '']);
  }
  return Object.fromEntries(found);
}
