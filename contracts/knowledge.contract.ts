import { z } from 'zod';
import { Id, LanguageTag, listQuery, Metadata, Tags, Timestamp } from './common.contract.js';

/** Chunk sizes count tokens of the embedding model. */
export const chunkLimits = { size: 200, maxSize: 240, minSize: 32, overlap: 20 } as const;

export const Chunking = z
  .strictObject({
    size: z.int().min(chunkLimits.minSize).max(chunkLimits.maxSize).default(chunkLimits.size),
    overlap: z.int().min(0).max(100).default(chunkLimits.overlap),
  })
  .refine(({ size, overlap }) => overlap <= size / 2, 'overlap must not exceed half of size')
  .meta({ id: 'Chunking' });
export type Chunking = z.output<typeof Chunking>;

const name = z.string().trim().min(1).max(100).meta({ example: 'Handbook' });
const description = z.string().max(2_000);

export const CreateKnowledgeBase = z
  .strictObject({
    name,
    description: description.optional(),
    chunking: Chunking.default({ size: chunkLimits.size, overlap: chunkLimits.overlap }),
    language: LanguageTag.default('en'),
  })
  .meta({ id: 'CreateKnowledgeBase' });
export type CreateKnowledgeBase = z.output<typeof CreateKnowledgeBase>;

export const UpdateKnowledgeBase = z
  .strictObject({
    name: name.optional(),
    description: description.nullable().optional(),
    language: LanguageTag.optional(),
  })
  .meta({ id: 'UpdateKnowledgeBase' });
export type UpdateKnowledgeBase = z.output<typeof UpdateKnowledgeBase>;

export const KnowledgeBase = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    organizationId: Id,
    name: z.string(),
    description: z.string().nullable(),
    language: LanguageTag,
    chunking: z.strictObject({ size: z.int(), overlap: z.int() }),
    embeddingModel: z.string(),
    items: z.strictObject({
      total: z.int(),
      pending: z.int(),
      processing: z.int(),
      ready: z.int(),
      failed: z.int(),
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'KnowledgeBase' });
export type KnowledgeBase = z.output<typeof KnowledgeBase>;

export const ListKnowledgeBases = listQuery(['createdAt', 'name'], 'createdAt:desc');

export const itemTypes = ['text', 'markdown', 'html', 'faq'] as const;
export type ItemType = (typeof itemTypes)[number];

export const itemStatuses = ['pending', 'processing', 'ready', 'failed'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

const title = z.string().trim().min(1).max(300);
const content = z.string().min(1).max(1_000_000);

/** A form has only texts: JSON for metadata, a single tag or several separated by commas. */
const fromForm =
  (read: (text: string) => unknown) =>
  (value: unknown): unknown =>
    typeof value === 'string' ? read(value) : value;
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};
const splitTags = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);

export const AddItem = z
  .strictObject({
    title: title.optional(),
    content: content.optional(),
    type: z.enum(itemTypes).optional(),
    metadata: z.preprocess(fromForm(parseJson), Metadata).optional(),
    tags: z.preprocess(fromForm(splitTags), Tags).optional(),
  })
  .meta({ id: 'AddItem' });
export type AddItem = z.output<typeof AddItem>;

export const UpdateItem = z
  .strictObject({
    title: title.optional(),
    content: content.optional(),
    type: z.enum(itemTypes).optional(),
    metadata: Metadata.nullable().optional(),
    tags: Tags.nullable().optional(),
  })
  .meta({ id: 'UpdateItem' });
export type UpdateItem = z.output<typeof UpdateItem>;

export const KnowledgeItem = z
  .strictObject({
    id: Id,
    knowledgeBaseId: Id,
    title: z.string(),
    type: z.enum(itemTypes),
    status: z.enum(itemStatuses),
    error: z.string().nullable(),
    source: z.string(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.unknown()),
    size: z.int().meta({ description: 'Bytes of the original' }),
    chunks: z
      .int()
      .nullable()
      .meta({ description: 'Chunks being searched; null before the first ingestion' }),
    revision: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'KnowledgeItem' });
export type KnowledgeItem = z.output<typeof KnowledgeItem>;

export const AcceptedItems = z
  .strictObject({
    items: z.array(z.strictObject({ id: Id, title: z.string(), status: z.enum(itemStatuses) })),
    jobId: Id,
  })
  .meta({ id: 'AcceptedItems' });
export type AcceptedItems = z.output<typeof AcceptedItems>;

export const ListItems = z.strictObject({
  ...listQuery(['createdAt', 'title'], 'createdAt:desc').shape,
  status: z.enum(itemStatuses).optional(),
});
export type ListItems = z.output<typeof ListItems>;

export const searchModes = ['hybrid', 'semantic', 'keyword'] as const;
export type SearchMode = (typeof searchModes)[number];

/** A list in a query: repeated or separated by commas. */
const queryTags = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap(splitTags))
  .pipe(Tags);

export const SearchKnowledge = z.strictObject({
  q: z.string().trim().min(1).max(1_000),
  limit: z.coerce.number().int().min(1).max(50).default(10),
  mode: z.enum(searchModes).default('hybrid'),
  tags: queryTags.optional(),
});
export type SearchKnowledge = z.output<typeof SearchKnowledge>;

export const SearchResult = z
  .strictObject({
    itemId: Id,
    chunkId: Id,
    title: z.string(),
    text: z.string(),
    score: z.number().min(0).max(1),
    highlights: z.array(z.strictObject({ start: z.int(), end: z.int() })).meta({
      description: 'Where words of the query occur in text, in UTF-16 code units',
    }),
    source: z.string(),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.output<typeof SearchResult>;
