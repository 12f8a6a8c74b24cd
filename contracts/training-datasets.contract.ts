import { z } from 'zod';
import { Id, listQuery, Metadata, pageFields, Timestamp } from './common.contract.js';

/** Examples that a dataset may hold. */
export const maxExamples = 100_000;

/** Marks an example as belonging to none of the bot's intents, as `intent: null` does. */
export const outOfScopeNames: readonly string[] = ['oos', 'out_of_scope', 'out-of-scope'];

/** A part of an input that names something; offsets count UTF-16 units, the end is exclusive. */
export const EntitySpan = z
  .strictObject({
    start: z.int().min(0),
    end: z.int().min(1),
    type: z.string().trim().min(1).max(64).meta({ example: 'order-number' }),
    value: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'What the part stands for when that is not what is written' }),
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must lie behind start' })
  .meta({ id: 'EntitySpan' });
export type EntitySpan = z.output<typeof EntitySpan>;

export const NewExample = z
  .strictObject({
    input: z.string().trim().min(1).max(2_000).meta({ example: 'Where is my parcel?' }),
    output: z
      .string()
      .trim()
      .min(1)
      .max(4_000)
      .nullish()
      .meta({ description: 'The answer to such an input' }),
    intent: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .nullish()
      .meta({ description: '`null` or `oos`: none of the bot’s intents. Left out: not said.' }),
    entities: z.array(EntitySpan).max(50).optional(),
    metadata: Metadata.optional(),
  })
  .superRefine(({ input, entities = [] }, context) => {
    for (const [index, { end }] of entities.entries())
      if (end > input.length)
        context.addIssue({
          code: 'custom',
          path: ['entities', index, 'end'],
          message: `lies behind the input, which has ${input.length} characters`,
        });
  })
  .meta({ id: 'NewExample' });
export type NewExample = z.output<typeof NewExample>;

const text = {
  name: z.string().trim().min(1).max(100).meta({ example: 'Support questions' }),
  description: z.string().max(2_000),
};

export const CreateDataset = z
  .strictObject({
    name: text.name,
    description: text.description.optional(),
    examples: z.array(NewExample).max(maxExamples).optional(),
  })
  .meta({ id: 'CreateDataset' });
export type CreateDataset = z.output<typeof CreateDataset>;

export const UpdateDataset = z
  .strictObject({ name: text.name.optional(), description: text.description.nullable().optional() })
  .meta({ id: 'UpdateDataset' });
export type UpdateDataset = z.output<typeof UpdateDataset>;

export const IntentCount = z
  .strictObject({ intent: z.string(), examples: z.int() })
  .meta({ id: 'IntentCount' });

export const Dataset = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    name: z.string(),
    description: z.string().nullable(),
    examples: z.strictObject({
      total: z.int(),
      intents: z.array(IntentCount).meta({ description: 'The most frequent first' }),
      outOfScope: z.int(),
      unlabelled: z.int().meta({ description: 'Without an intent: they teach answers and entities' }),
      withOutput: z.int(),
    }),
    createdBy: Id,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Dataset' });
export type Dataset = z.output<typeof Dataset>;

export const ListDatasets = listQuery(['createdAt', 'name', 'updatedAt'], 'createdAt:desc');
export type ListDatasets = z.output<typeof ListDatasets>;

/** Rows are looked at one by one: a bad one is reported and the others are taken. */
export const AddExamples = z
  .strictObject({ examples: z.array(z.unknown()).min(1).max(maxExamples).optional() })
  .meta({ id: 'AddExamples' });

export const RowProblem = z
  .strictObject({
    file: z.string().nullable().meta({ description: 'Null for rows of a JSON body' }),
    line: z.int().meta({ description: 'In its file, or the place in the JSON array, counted from 1' }),
    path: z.string(),
    message: z.string(),
  })
  .meta({ id: 'RowProblem' });
export type RowProblem = z.output<typeof RowProblem>;

export const AddedExamples = z
  .strictObject({
    received: z.int(),
    added: z.int(),
    duplicates: z
      .int()
      .meta({ description: 'Left out: the same input with the same intent is there already' }),
    invalid: z.int(),
    errors: z.array(RowProblem).meta({ description: 'The first 100 problems' }),
    conflicts: z
      .array(z.strictObject({ input: z.string(), intents: z.array(z.string().nullable()) }))
      .meta({ description: 'Inputs that have more than one intent, the first 100; null is out of scope' }),
    total: z.int().meta({ description: 'Examples in the dataset now' }),
  })
  .meta({ id: 'AddedExamples' });
export type AddedExamples = z.output<typeof AddedExamples>;

export const Example = z
  .strictObject({
    id: Id,
    input: z.string(),
    output: z.string().nullable(),
    intent: z.string().nullable(),
    outOfScope: z.boolean(),
    entities: z.array(z.strictObject({ start: z.int(), end: z.int(), type: z.string(), value: z.string() })),
    metadata: z.record(z.string(), z.unknown()),
    createdAt: Timestamp,
  })
  .meta({ id: 'Example' });
export type Example = z.output<typeof Example>;

export const ListExamples = z.strictObject({
  ...pageFields,
  search: z.string().trim().min(1).max(200).optional(),
  intent: z.string().trim().min(1).max(100).optional().meta({ description: '`oos` for out of scope' }),
});
export type ListExamples = z.output<typeof ListExamples>;
