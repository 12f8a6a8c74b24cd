import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';

/** `builtin`: comes with the installation; `http`: the operations of a web service; `mcp`: the tools of an MCP server. */
export const pluginTypes = ['builtin', 'http', 'mcp'] as const;
export type PluginType = (typeof pluginTypes)[number];

export const pluginLimits = {
  toolsPerBot: 64,
  /** Of one plugin; a bot's allow-list decides which of them it has. */
  tools: 200,
  roundsPerTurn: 5,
  callsPerTurn: 16,
  timeoutMs: 10_000,
  longestTimeoutMs: 30_000,
  /** Of what the model is told, as text. */
  resultBytes: 32_768,
  argumentBytes: 32_768,
  schemaBytes: 65_536,
  openapiBytes: 1_000_000,
} as const;

/** What models accept as a tool's name. */
export const ToolName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'expected 1 to 64 letters, digits, _ or -')
  .meta({ id: 'ToolName', example: 'get_order' });

/** Checked whole where it is used: see `soundSchema`. */
export const JsonSchema = z.record(z.string(), z.json()).meta({
  id: 'JsonSchema',
  description: 'A JSON Schema; references stay inside it',
  example: { type: 'object' },
});
export type JsonSchema = z.output<typeof JsonSchema>;

export const Phrase = z.string().trim().min(3).max(200).meta({ example: 'weather in {city}' });
export const AnswerTemplate = z.string().trim().min(1).max(1_000).meta({
  example: 'It is {temperature} °C in {city}.',
  description:
    'What a bot without a model says; {names} stand for fields of the result, then of the arguments',
});

/** How a tool of a web service is called that no document describes. */
export const ToolRequest = z
  .strictObject({
    method: z
      .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
      .optional()
      .meta({ description: 'POST unless it says otherwise' }),
    path: z
      .string()
      .max(500)
      .regex(/^(\/[^\s?#]*)?$/, 'expected a path that begins with /')
      .optional()
      .meta({
        description: 'After the endpoint; {names} stand for arguments',
        example: '/orders/{orderId}',
      }),
    query: z.array(z.string().min(1).max(64)).max(50).optional().meta({
      description:
        'Arguments that go into the query; of GET, HEAD and DELETE all that the path does not name. The rest is the JSON body',
    }),
  })
  .meta({ id: 'ToolRequest' });
export type ToolRequest = z.output<typeof ToolRequest>;

export const PluginTool = z
  .strictObject({
    name: ToolName,
    description: z.string().max(4_000),
    inputSchema: JsonSchema,
    repeatable: z.boolean().optional().meta({
      description: 'It changes nothing, so that a failed call may be repeated; false unless the kind knows',
    }),
    phrases: z.array(Phrase).max(20).optional().meta({
      description: 'What end users write who want it, for bots without a model; {names} are arguments',
    }),
    answer: AnswerTemplate.optional(),
    request: ToolRequest.optional().meta({
      description:
        'Of an `http` plugin without an OpenAPI document; without it the arguments are posted as JSON',
    }),
  })
  .meta({ id: 'PluginTool' });
export type PluginTool = z.output<typeof PluginTool>;

const Tools = z.array(PluginTool).max(pluginLimits.tools);

const manifest = {
  endpoint: z.string().min(1).max(2_000).meta({
    description: 'Where the web service or the MCP server is',
    example: 'https://api.example.org/v1',
  }),
  openapi: z
    .union([z.string().max(pluginLimits.openapiBytes), z.record(z.string(), z.json())])
    .meta({ description: 'An OpenAPI document, as JSON or as text' }),
  timeoutMs: z
    .int()
    .min(100)
    .max(pluginLimits.longestTimeoutMs)
    .meta({ description: `Of one call; ${pluginLimits.timeoutMs} unless it says otherwise` }),
  headers: z
    .record(z.string().min(1).max(100), z.string().min(1).max(1_000))
    .refine((headers) => Object.keys(headers).length <= 20, 'expected at most 20 headers')
    .meta({
      description:
        'Sent with every request; {names} stand for settings, and become secret ones when configSchema has none of the name',
      example: { 'X-API-Key': '{apiKey}' },
    }),
};

/** What a builder writes; the kind of the plugin completes it, so tools may be left out where it can list them. */
export const ManifestInput = z
  .strictObject({
    tools: Tools.optional(),
    endpoint: manifest.endpoint.optional(),
    openapi: manifest.openapi.optional(),
    timeoutMs: manifest.timeoutMs.optional(),
    headers: manifest.headers.optional(),
  })
  .meta({ id: 'PluginManifestInput' });
export type ManifestInput = z.output<typeof ManifestInput>;

export const PluginManifest = z
  .strictObject({
    tools: Tools,
    endpoint: manifest.endpoint.optional(),
    openapi: manifest.openapi.optional(),
    timeoutMs: manifest.timeoutMs.optional(),
    headers: manifest.headers.optional(),
    notes: z
      .array(z.string())
      .optional()
      .meta({ description: 'What was left out or simplified when the tools were listed, and why' }),
  })
  .meta({ id: 'PluginManifest' });
export type PluginManifest = z.output<typeof PluginManifest>;

export const PluginPermissions = z
  .strictObject({
    hosts: z
      .array(z.string().trim().min(1).max(255))
      .max(50)
      .optional()
      .meta({
        description: 'Reachable beside the host of its endpoint, as host or host:port',
        example: ['cdn.example.org'],
      }),
    operations: z
      .array(z.string().trim().min(1).max(300))
      .max(pluginLimits.tools)
      .optional()
      .meta({
        description:
          'The only operations of the OpenAPI document, or tools of the MCP server, that it has: by id or as `GET /path`',
        example: ['getOrder', 'GET /orders/{orderId}/parcels'],
      }),
    tags: z
      .array(z.string().trim().min(1).max(200))
      .max(50)
      .optional()
      .meta({ description: 'Also the operations with one of these tags' }),
  })
  .meta({ id: 'PluginPermissions' });
export type PluginPermissions = z.output<typeof PluginPermissions>;

export const PluginVersion = z
  .string()
  .min(5)
  .max(64)
  .meta({ example: '1.0.0', description: 'Semantic Versioning 2.0.0' });
const fields = {
  name: z.string().trim().min(1).max(100).meta({ example: 'Orders' }),
  description: z.string().max(2_000),
};

export const RegisterPlugin = z
  .strictObject({
    name: fields.name,
    description: fields.description.optional(),
    version: PluginVersion,
    type: z.enum(pluginTypes),
    manifest: ManifestInput,
    configSchema: JsonSchema.optional().meta({
      description:
        'JSON Schema of the settings that a bot gives it; properties with `writeOnly: true` or `format: password` are secrets',
    }),
    permissions: PluginPermissions.optional(),
  })
  .meta({ id: 'RegisterPlugin' });
export type RegisterPlugin = z.output<typeof RegisterPlugin>;

/** A new `version` keeps what is sent and takes the rest from the newest one; without it only name and description change. */
export const UpdatePlugin = z
  .strictObject({
    name: fields.name.optional(),
    description: fields.description.nullish(),
    version: PluginVersion.optional(),
    manifest: ManifestInput.optional(),
    configSchema: JsonSchema.nullish(),
    permissions: PluginPermissions.nullish(),
  })
  .meta({ id: 'UpdatePlugin' });
export type UpdatePlugin = z.output<typeof UpdatePlugin>;

export const Plugin = z
  .strictObject({
    id: Id,
    organizationId: Id.nullable().meta({ description: 'null: it comes with the installation' }),
    name: z.string(),
    description: z.string().nullable(),
    version: z.string(),
    versions: z.array(z.string()).meta({ description: 'All of them, newest first' }),
    type: z.enum(pluginTypes),
    manifest: PluginManifest,
    configSchema: JsonSchema.nullable(),
    permissions: PluginPermissions,
    installations: z.int().min(0).meta({ description: 'How many bots of the organisation have it' }),
    createdBy: Id.nullable(),
    createdAt: Timestamp.nullable(),
    updatedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Plugin' });
export type Plugin = z.output<typeof Plugin>;

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

export const ListPlugins = z.strictObject({
  ...listQuery(['createdAt', 'name'], 'createdAt:desc').shape,
  type: z.enum(pluginTypes).optional(),
});
export type ListPlugins = z.output<typeof ListPlugins>;
export const ReadPlugin = z.strictObject({ version: PluginVersion.optional() });
export const DeletePlugin = z.strictObject({
  uninstall: flag.meta({
    description: 'Also from the bots that have it; otherwise these refuse the deletion',
  }),
});
