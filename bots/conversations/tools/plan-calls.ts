import type { MessageEntity } from '../../../contracts/message-entity.contract.js';
import type { PluginTrigger } from '../../../contracts/plugin-installations.contract.js';
import { newId } from '../../../platform/ids.js';
import type { ToolCall } from '../../../providers/index.js';
import { problemsOf } from '../../plugins/schemas/validator.js';
import type { BotTool } from './bot-tools.js';
import { commandIn } from './command.js';
import { matchPhrase } from './phrases.js';
import { propertiesOf, typedArguments, typedValue } from './typed-arguments.js';

/** A call that a bot without a model makes for a message. */
export interface PlannedCall extends ToolCall {
  /** The end user asked for this very tool, so its failure is told as well. */
  isExplicit: boolean;
  /** What is said of the result, with the names of its fields. */
  answer?: string;
}

export interface Said {
  message: string;
  /** By the trained model of the bot. */
  intent: string | null;
  entities: readonly MessageEntity[];
}

/**
 * What a message asks of the bot's tools: a command; a phrase or an intent that the builder gave a tool; a phrase that
 * the plugin knows itself, or an intent of the tool's own name. Only calls whose arguments are whole are planned.
 */
export function planCalls(said: Said, tools: readonly BotTool[]): PlannedCall[] {
  if (tools.length === 0) return [];
  const command = commandIn(said.message, tools);
  if (command) {
    const { tool, arguments: given } = command;
    return [planned(tool, given, { isExplicit: true })];
  }
  const candidates = [
    ...tools.flatMap((tool) => triggersOf(tool).map((trigger) => ({ tool, trigger }))),
    ...tools.map((tool) => ({ tool, trigger: ownTrigger(tool) })),
  ];
  for (const { tool, trigger } of candidates) {
    const given = argumentsFor(said, tool, trigger);
    if (given && problemsOf(tool.spec.inputSchema, given).length === 0)
      return [planned(tool, given, { isExplicit: false, answer: trigger.answer })];
  }
  return [];
}

const planned = (
  { name, spec }: BotTool,
  given: unknown,
  { isExplicit, answer = spec.answer }: { isExplicit: boolean; answer?: string },
): PlannedCall => ({ id: newId(), name, arguments: given, isExplicit, ...(answer ? { answer } : {}) });

const triggersOf = ({ spec, of }: BotTool): PluginTrigger[] =>
  of.snapshot.triggers.filter(({ tool }) => tool === spec.name);

const ownTrigger = ({ spec }: BotTool): PluginTrigger => ({
  ...{ tool: spec.name, intent: spec.name, phrases: spec.phrases ?? [] },
});

/** `null` when the message does not ask for it. */
function argumentsFor(said: Said, { spec }: BotTool, trigger: PluginTrigger): Record<string, unknown> | null {
  const texts = (trigger.phrases ?? [])
    .map((phrase) => matchPhrase(phrase, said.message))
    .find((found) => found !== null);
  if (!texts && (trigger.intent === undefined || trigger.intent !== said.intent)) return null;
  const values = new Map(
    said.entities.map(({ type, value, normalized }) => [type.toLowerCase(), normalized ?? value]),
  );
  const named = propertiesOf(spec.inputSchema).flatMap(([name, property]) => {
    const value = values.get(name.toLowerCase());
    return value === undefined ? [] : [[name, typedValue(value, property)] as const];
  });
  return {
    ...Object.fromEntries(named),
    ...filled(trigger.arguments ?? {}, { ...Object.fromEntries(values), ...texts }, spec.inputSchema),
    ...typedArguments(spec.inputSchema, texts ?? {}),
  };
}

/** Values that the builder gave, with `{names}` of what was found in the message; those without it are left out. */
function filled(
  given: Record<string, unknown>,
  found: Record<string, string>,
  schema: BotTool['spec']['inputSchema'],
): Record<string, unknown> {
  const properties = new Map(propertiesOf(schema));
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (typeof value !== 'string' || !value.includes('{')) return [[name, value]];
      const names = [...value.matchAll(/\{([\w.-]{1,64})\}/g)].map(([, key = '']) => key);
      if (!names.every((key) => lookUp(found, key) !== undefined)) return [];
      const text = value.replace(/\{([\w.-]{1,64})\}/g, (_, key: string) => lookUp(found, key) ?? '');
      return [[name, typedValue(text, properties.get(name))]];
    }),
  );
}

const lookUp = (found: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(found, key) ? found[key] : found[key.toLowerCase()];
