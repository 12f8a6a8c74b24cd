import { z } from 'zod';
import { LinkSettings, ModelSettings, RetrievalSettings } from './chatbots.contract.js';
import { Id, LanguageTag, pageFields, Timestamp } from './common.contract.js';
import { PluginTrigger } from './plugin-installations.contract.js';
import { PersonalitySnapshot } from './personalities.contract.js';

/** What a version says of a bot, as its builders see it: sealed secrets stay inside. */
export const VersionContent = z
  .strictObject({
    instructions: z.string().nullable(),
    language: LanguageTag.nullable(),
    welcomeMessage: z.string().nullable(),
    model: ModelSettings,
    retrieval: RetrievalSettings,
    links: LinkSettings.optional(),
    settings: z.record(z.string(), z.unknown()),
    personality: PersonalitySnapshot.nullable(),
    plugins: z.array(
      z.strictObject({
        installationId: Id,
        pluginId: Id,
        pluginVersion: z.string(),
        config: z.record(z.string(), z.unknown()),
        hasSecrets: z.boolean(),
        secretNames: z.array(z.string()),
        enabled: z.boolean(),
        tools: z.array(z.string()).nullable(),
        confirm: z.array(z.string()),
        triggers: z.array(PluginTrigger),
      }),
    ),
    intentModelId: Id.nullable(),
    knowledge: z
      .array(z.strictObject({ knowledgeBaseId: Id, generation: z.int() }))
      .meta({ description: 'Its knowledge bases, with the generation of the index of then' }),
  })
  .meta({ id: 'VersionContent' });
export type PresentedContent = z.output<typeof VersionContent>;

const versionFields = {
  chatbotId: Id,
  version: z.int().min(1),
  reason: z.string().meta({ example: 'Changed instructions' }),
  contentHash: z.string().meta({ description: 'SHA-256; versions with the same content have the same' }),
  isHead: z.boolean().meta({ description: 'It is what editors change' }),
  isPublished: z.boolean().meta({ description: 'It is what end users talk to' }),
  createdBy: Id,
  createdAt: Timestamp,
};
export const VersionSummary = z.strictObject(versionFields).meta({ id: 'VersionSummary' });
export type VersionSummary = z.output<typeof VersionSummary>;

export const Version = z.strictObject({ ...versionFields, content: VersionContent }).meta({ id: 'Version' });
export type Version = z.output<typeof Version>;

export const ListVersions = z.strictObject(pageFields);

const namedVersions = z.enum(['draft', 'published']);
const mostVersions = 1_000_000_000;
/** A number, `draft` for the state that is edited, `published` for what end users talk to; in a path or a query. */
export const VersionReference = z
  .union([namedVersions, z.coerce.number().int().min(1).max(mostVersions)])
  .meta({ id: 'VersionReference', example: 'draft' });
/** The same in a body, where a number is none in quotes. */
export const VersionInBody = z
  .union([namedVersions, z.int().min(1).max(mostVersions)])
  .meta({ example: 'draft' });
export type VersionReference = z.output<typeof VersionReference>;

export const AnsweringQuery = z.strictObject({ version: VersionReference.optional() });

export const CompareVersions = z.strictObject({ a: VersionReference, b: VersionReference });

export const Difference = z
  .strictObject({
    path: z.string().meta({ example: 'model.temperature' }),
    a: z.unknown().meta({ description: 'null where it has none' }),
    b: z.unknown(),
  })
  .meta({ id: 'VersionDifference' });
export type Difference = z.output<typeof Difference>;

const force = z
  .boolean()
  .optional()
  .meta({ description: 'Although the evaluation that the chatbot requires is missing; for owners' });

export const PublishVersion = z.strictObject({ force }).meta({ id: 'PublishVersion', example: {} });

export const RollBack = z.strictObject({ version: z.int().min(1), force }).meta({ id: 'RollBack' });

export const RolledBack = z
  .strictObject({
    ...Version.shape,
    notes: z.array(z.string()).meta({
      description: 'What had to be made anew, and what of the old version no longer exists',
    }),
  })
  .meta({ id: 'RolledBackVersion' });
