import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';
import {
  AnswerTemplate,
  Phrase,
  pluginLimits,
  pluginTypes,
  PluginVersion,
  ToolName,
} from './plugins.contract.js';

/** When a bot without a model calls a tool, and with what. */
export const PluginTrigger = z
  .strictObject({
    tool: ToolName,
    intent: z.string().min(1).max(200).optional().meta({ description: 'An intent of the trained model' }),
    phrases: z.array(Phrase).max(50).optional(),
    arguments: z.record(z.string().min(1).max(64), z.json()).optional().meta({
      description:
        'Values, or `{entity}` for one that was found in the message; arguments named like a found entity are taken from it anyway',
    }),
    answer: AnswerTemplate.optional(),
  })
  .refine(({ intent, phrases }) => intent !== undefined || phrases?.length, 'expected an intent or phrases')
  .meta({ id: 'PluginTrigger' });
export type PluginTrigger = z.output<typeof PluginTrigger>;

/** Its names and their bounds follow from the plugin's `configSchema`; secrets are among them. */
export const PluginConfig = z
  .record(z.string(), z.json())
  .meta({ id: 'PluginConfig', description: 'By the plugin’s configSchema, its secrets included' });
export type PluginConfig = z.output<typeof PluginConfig>;

const installation = {
  enabled: z.boolean().meta({ description: 'Whether the bot uses it' }),
  tools: z
    .array(ToolName)
    .max(pluginLimits.tools)
    .meta({ description: 'The only tools of it that the bot has' }),
  confirm: z
    .array(ToolName)
    .max(pluginLimits.tools)
    .meta({ description: 'Tools that are called only after the end user has agreed to the very call' }),
  triggers: z.array(PluginTrigger).max(50),
};

export const InstallPlugin = z
  .strictObject({
    pluginId: Id,
    version: PluginVersion.optional().meta({ description: 'The newest unless it is named' }),
    config: PluginConfig.optional(),
    enabled: installation.enabled.optional(),
    tools: installation.tools.nullish(),
    confirm: installation.confirm.optional(),
    triggers: installation.triggers.optional(),
  })
  .meta({ id: 'InstallPlugin' });
export type InstallPlugin = z.output<typeof InstallPlugin>;

/** Merges, also inside `config`; `null` clears a value, and secrets that are left out are kept. */
export const ConfigurePlugin = z
  .strictObject({
    version: PluginVersion.optional(),
    config: PluginConfig.nullish(),
    enabled: installation.enabled.optional(),
    tools: installation.tools.nullish(),
    confirm: installation.confirm.nullish(),
    triggers: installation.triggers.nullish(),
  })
  .meta({ id: 'ConfigurePlugin' });
export type ConfigurePlugin = z.output<typeof ConfigurePlugin>;

export const PluginInstallation = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    pluginId: Id,
    name: z.string(),
    type: z.enum(pluginTypes),
    version: z.string(),
    latestVersion: z.string(),
    config: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Without its secrets, with the defaults of the schema' }),
    secrets: z
      .record(z.string(), z.boolean())
      .meta({ description: 'Which secrets it has; their values are never told', example: { apiKey: true } }),
    enabled: z.boolean(),
    tools: z.array(ToolName).nullable().meta({ description: 'null: all of the plugin' }),
    confirm: z.array(ToolName),
    triggers: z.array(PluginTrigger),
    toolNames: z.record(z.string(), ToolName).meta({
      description: 'What its tools are called in this bot: two plugins may have tools of the same name',
    }),
    createdBy: Id,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'PluginInstallation' });
export type PluginInstallation = z.output<typeof PluginInstallation>;

export const ListInstallations = listQuery(['createdAt'], 'createdAt:asc').omit({ search: true });

export const callOutcomes = ['ok', 'failed', 'timeout', 'refused', 'invalid-arguments'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export const PluginStatus = z
  .strictObject({
    pluginId: Id,
    version: z.string(),
    enabled: z.boolean(),
    health: z
      .strictObject({
        healthy: z.boolean(),
        message: z.string().nullable(),
        latencyMs: z.number().min(0).nullable(),
        checkedAt: Timestamp,
      })
      .meta({ description: 'Asked of the plugin just now' }),
    recentCalls: z
      .array(
        z.strictObject({
          tool: ToolName,
          outcome: z.enum(callOutcomes),
          durationMs: z.int().min(0),
          error: z.string().nullable(),
          conversationId: Id,
          messageId: Id,
          calledAt: Timestamp,
        }),
      )
      .meta({ description: 'Newest first, the last 20 of 30 days' }),
    last24Hours: z.strictObject({
      calls: z.int().min(0),
      failed: z.int().min(0),
      averageDurationMs: z.number().min(0).nullable().meta({ description: 'null when there was no call' }),
    }),
    lastCallAt: Timestamp.nullable(),
    lastError: z.strictObject({ message: z.string(), at: Timestamp }).nullable(),
  })
  .meta({ id: 'PluginStatus' });
export type PluginStatus = z.output<typeof PluginStatus>;

/** A call of a tool in a turn, as its callers see it: bounded, and never with a secret. */
export const ToolCallRecord = z
  .strictObject({
    id: Id,
    name: ToolName,
    arguments: z.unknown(),
    result: z.unknown().optional().meta({ description: 'What the tool answered; absent when it failed' }),
    truncated: z.boolean().optional().meta({ description: 'Only the beginning of the result is told' }),
    error: z.string().optional().meta({ description: 'Why there is no result' }),
    durationMs: z.int().min(0),
  })
  .meta({ id: 'ToolCallRecord' });
export type ToolCallRecord = z.output<typeof ToolCallRecord>;
