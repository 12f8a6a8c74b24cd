import { z } from 'zod';
import { DataKey, Id, LanguageTag, listQuery, Timestamp } from './common.contract.js';
import { searchModes } from './knowledge.contract.js';
import { PublishingRequirement } from './publishing.contract.js';

export const providerNames = ['local', 'openai', 'anthropic'] as const;
export type ProviderName = (typeof providerNames)[number];

const model = {
  provider: z.enum(providerNames),
  name: z.string().trim().min(1).max(200),
  temperature: z.number().min(0).max(2),
  maxTokens: z.int().min(1).max(32_000),
};
export const ModelSettings = z
  .strictObject({
    provider: model.provider.optional(),
    name: model.name.optional(),
    temperature: model.temperature.optional(),
    maxTokens: model.maxTokens.optional(),
  })
  .meta({ id: 'ModelSettings' });
export type ModelSettings = z.output<typeof ModelSettings>;
const ModelChanges = z
  .strictObject({
    provider: model.provider.nullish(),
    name: model.name.nullish(),
    temperature: model.temperature.nullish(),
    maxTokens: model.maxTokens.nullish(),
  })
  .meta({ id: 'ModelChanges' });

const retrieval = {
  mode: z.enum(searchModes),
  topK: z.int().min(1).max(20),
  minScore: z.number().min(0).max(1),
};
export const RetrievalSettings = z
  .strictObject({
    mode: retrieval.mode.optional(),
    topK: retrieval.topK.optional(),
    minScore: retrieval.minScore.optional(),
  })
  .meta({ id: 'RetrievalSettings' });
export type RetrievalSettings = z.output<typeof RetrievalSettings>;
const RetrievalChanges = z
  .strictObject({
    mode: retrieval.mode.nullish(),
    topK: retrieval.topK.nullish(),
    minScore: retrieval.minScore.nullish(),
  })
  .meta({ id: 'RetrievalChanges' });

/** `known`: the hosts named here or by the builder's own words, and addresses that an answer rests on; `any`: all. */
export const linkModes = ['known', 'any'] as const;
const links = {
  allow: z.enum(linkModes),
  hosts: z
    .array(
      z
        .string()
        .max(255)
        .regex(
          /^(\*\.)?([a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i,
          'expected a host such as example.org, *.example.org or example.org:8443',
        ),
    )
    .max(100),
};
export const LinkSettings = z
  .strictObject({ allow: links.allow.optional(), hosts: links.hosts.optional() })
  .meta({
    id: 'LinkSettings',
    description: 'Which addresses the bot’s answers may have; others are taken out of them',
    example: { hosts: ['example.org', '*.example.org'] },
  });
export type LinkSettings = z.output<typeof LinkSettings>;
const LinkChanges = z
  .strictObject({ allow: links.allow.nullish(), hosts: links.hosts.nullish() })
  .meta({ id: 'LinkChanges' });

export const chatbotStatuses = ['active', 'inactive'] as const;
export type ChatbotStatus = (typeof chatbotStatuses)[number];

/** `automatic`: each change is live at once; `manual`: changes stay in the draft until they are published. */
export const publishingModes = ['automatic', 'manual'] as const;
export type PublishingMode = (typeof publishingModes)[number];

const fields = {
  name: z.string().trim().min(1).max(100).meta({ example: 'Support' }),
  description: z.string().max(2_000),
  instructions: z.string().max(20_000),
  language: LanguageTag,
  welcomeMessage: z.string().max(2_000),
  settings: z
    .record(DataKey, z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
    .refine((values) => Object.keys(values).length <= 500, 'expected at most 500 settings'),
};

export const CreateChatbot = z
  .strictObject({
    name: fields.name,
    description: fields.description.optional(),
    instructions: fields.instructions.optional(),
    language: fields.language.optional(),
    welcomeMessage: fields.welcomeMessage.optional(),
    model: ModelSettings.optional(),
    retrieval: RetrievalSettings.optional(),
    links: LinkSettings.optional(),
    status: z.enum(chatbotStatuses).optional(),
    publishing: z.enum(publishingModes).optional(),
    settings: fields.settings.optional(),
  })
  .meta({ id: 'CreateChatbot' });
export type CreateChatbot = z.output<typeof CreateChatbot>;

/** Merges into the chatbot, also inside `model`, `retrieval` and `settings`; `null` clears a field. */
export const UpdateChatbot = z
  .strictObject({
    name: fields.name.optional(),
    description: fields.description.nullable().optional(),
    instructions: fields.instructions.nullable().optional(),
    language: fields.language.nullable().optional(),
    welcomeMessage: fields.welcomeMessage.nullable().optional(),
    model: ModelChanges.nullish(),
    retrieval: RetrievalChanges.nullish(),
    links: LinkChanges.nullish(),
    status: z.enum(chatbotStatuses).optional(),
    publishing: z.enum(publishingModes).optional(),
    settings: fields.settings.nullable().optional(),
    evaluation: PublishingRequirement.nullable().optional(),
  })
  .meta({ id: 'UpdateChatbot' });
export type UpdateChatbot = z.output<typeof UpdateChatbot>;

export const Chatbot = z
  .strictObject({
    id: Id,
    organizationId: Id,
    name: z.string(),
    description: z.string().nullable(),
    instructions: z.string().nullable(),
    language: LanguageTag.nullable(),
    welcomeMessage: z.string().nullable(),
    model: ModelSettings,
    retrieval: RetrievalSettings,
    links: LinkSettings,
    status: z.enum(chatbotStatuses),
    settings: z.record(z.string(), z.unknown()),
    publishing: z.enum(publishingModes),
    evaluation: PublishingRequirement.nullable().meta({
      description: 'What a version has to reach before it is published; null: nothing',
    }),
    headVersion: z
      .int()
      .nullable()
      .meta({ description: 'The version that is edited; null until a bot of former times is used again' }),
    publishedVersion: z.int().nullable().meta({ description: 'The version that end users talk to' }),
    createdBy: Id,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Chatbot' });
export type Chatbot = z.output<typeof Chatbot>;

export const ListChatbots = z.strictObject({
  ...listQuery(['createdAt', 'name', 'updatedAt'], 'createdAt:desc').shape,
  status: z.enum(chatbotStatuses).optional(),
});
export type ListChatbots = z.output<typeof ListChatbots>;
