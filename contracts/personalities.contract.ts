import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';

/** How strongly something applies: 0 not at all, 1 as much as can be. */
const Degree = z.number().min(0).max(1);

export const Trait = z
  .strictObject({ name: z.string().trim().min(1).max(64).meta({ example: 'patient' }), value: Degree })
  .meta({ id: 'Trait' });
export type Trait = z.output<typeof Trait>;

export const styleNames = ['formality', 'verbosity', 'humor', 'empathy'] as const;

const styleFields = {
  formality: Degree.optional(),
  verbosity: Degree.optional(),
  humor: Degree.optional(),
  empathy: Degree.optional(),
};
export const PersonalityStyle = z.strictObject(styleFields).meta({ id: 'PersonalityStyle' });
export type PersonalityStyle = z.output<typeof PersonalityStyle>;

const StyleChanges = z
  .strictObject({
    formality: Degree.nullish(),
    verbosity: Degree.nullish(),
    humor: Degree.nullish(),
    empathy: Degree.nullish(),
  })
  .meta({ id: 'PersonalityStyleChanges' });

/** A sentence in the personality's voice, or what it answers to what. */
export const PersonalityExample = z
  .union([
    z.string().trim().min(1).max(1_000),
    z.strictObject({
      input: z.string().trim().min(1).max(1_000),
      output: z.string().trim().min(1).max(2_000),
    }),
  ])
  .meta({ id: 'PersonalityExample' });
export type PersonalityExample = z.output<typeof PersonalityExample>;

const fields = {
  name: z.string().trim().min(1).max(100).meta({ example: 'Friendly' }),
  description: z.string().max(2_000),
  tone: z.string().trim().min(1).max(200).meta({ example: 'warm and encouraging' }),
  traits: z
    .array(Trait)
    .max(20)
    .refine(
      (traits) => new Set(traits.map(({ name }) => name.toLowerCase())).size === traits.length,
      'each trait once',
    ),
  instructions: z.string().max(5_000),
  examples: z.array(PersonalityExample).max(10),
};

export const CreatePersonality = z
  .strictObject({
    name: fields.name,
    description: fields.description.optional(),
    tone: fields.tone.optional(),
    traits: fields.traits.optional(),
    style: PersonalityStyle.optional(),
    instructions: fields.instructions.optional(),
    examples: fields.examples.optional(),
    isDefault: z.boolean().optional().meta({
      description: 'The bot speaks with it; the first personality of a bot is, unless this is false',
    }),
  })
  .meta({ id: 'CreatePersonality' });
export type CreatePersonality = z.output<typeof CreatePersonality>;

/** Merges into the personality, also inside `style`; lists are replaced; `null` clears a field. */
export const UpdatePersonality = z
  .strictObject({
    name: fields.name.optional(),
    description: fields.description.nullish(),
    tone: fields.tone.nullish(),
    traits: fields.traits.nullish(),
    style: StyleChanges.nullish(),
    instructions: fields.instructions.nullish(),
    examples: fields.examples.nullish(),
    isDefault: z.boolean().optional(),
  })
  .meta({ id: 'UpdatePersonality' });
export type UpdatePersonality = z.output<typeof UpdatePersonality>;

/** What a version keeps of the personality that its bot speaks with. */
export const PersonalitySnapshot = z
  .strictObject({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    tone: z.string().nullable(),
    traits: z.array(Trait),
    style: PersonalityStyle,
    instructions: z.string().nullable(),
    examples: z.array(PersonalityExample),
  })
  .meta({ id: 'PersonalitySnapshot' });
export type PersonalitySnapshot = z.output<typeof PersonalitySnapshot>;

export const Personality = z
  .strictObject({
    ...PersonalitySnapshot.shape,
    chatbotId: Id,
    organizationId: Id,
    isDefault: z.boolean(),
    createdBy: Id,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Personality' });
export type Personality = z.output<typeof Personality>;

export const ListPersonalities = listQuery(['createdAt', 'name'], 'createdAt:desc');

export const PromptModifier = z
  .strictObject({
    modifier: z.string().meta({ description: 'Exactly what is put into the system prompt' }),
  })
  .meta({ id: 'PromptModifier' });
