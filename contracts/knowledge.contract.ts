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

/** What is not given stays as it is. */
export const ChangeChunking = z
  .strictObject({
    size: z.int().min(chunkLimits.minSize).max(chunkLimits.maxSize).optional(),
    overlap: z.int().min(0).max(100).optional(),
  })
  .meta({ id: 'ChangeChunking' });
export type ChangeChunking = z.output<typeof ChangeChunking>;

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

const asked = {
  chunking: ChangeChunking.nullable().optional().meta({ description: 'null stands for the defaults' }),
  language: LanguageTag.optional(),
};

export const ReindexKnowledgeBase = z.strictObject(asked).meta({ id: 'ReindexKnowledgeBase' });
export type ReindexKnowledgeBase = z.output<typeof ReindexKnowledgeBase>;

export const UpdateKnowledgeBase = z
  .strictObject({
    name: name.optional(),
    description: description.nullable().optional(),
    ...asked,
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
    generation: z.int().meta({ description: 'Of the index that is searched; grows when it is made anew' }),
    building: z
      .strictObject({
        jobId: Id,
        generation: z.int(),
        language: LanguageTag,
        chunking: z.strictObject({ size: z.int(), overlap: z.int() }),
        embeddingModel: z.string(),
        startedAt: Timestamp,
      })
      .nullable()
      .meta({
        description: 'The index that a job makes beside the one that is searched, which it will replace',
      }),
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

/** A knowledge base that a job indexes anew. */
export const ReindexingKnowledgeBase = z
  .strictObject({ ...KnowledgeBase.shape, jobId: Id })
  .meta({ id: 'ReindexingKnowledgeBase' });

export const ListKnowledgeBases = listQuery(['createdAt', 'name'], 'createdAt:desc');

/** What a builder may write or declare. */
export const writtenTypes = ['text', 'markdown', 'html', 'faq'] as const;
export type WrittenType = (typeof writtenTypes)[number];
/** What an item may be; files say by their content what they are. */
export const itemTypes = [...writtenTypes, 'pdf', 'docx', 'xlsx', 'csv', 'json', 'jsonl', 'zip'] as const;
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

const globs = z.array(z.string().min(1).max(200)).max(20);

/** Which pages of a site are taken in beside the first. Patterns are compared with the path: `*` within a segment, `**` anything. */
export const CrawlSettings = z
  .strictObject({
    maxPages: z.int().min(1).max(1_000).default(50),
    maxDepth: z.int().min(0).max(10).default(3).meta({ description: 'Links from the first page' }),
    include: globs.default([]).meta({ example: ['/docs/**'] }),
    exclude: globs.default([]),
    pathPrefix: z.string().startsWith('/').max(500).nullable().default(null),
  })
  .meta({ id: 'CrawlSettings' });
export type CrawlSettings = z.output<typeof CrawlSettings>;

export const refreshIntervals = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type RefreshInterval = (typeof refreshIntervals)[number];

export const AddItem = z
  .strictObject({
    title: title.optional(),
    content: content.optional(),
    url: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .optional()
      .meta({ description: 'A page that is fetched by the job' }),
    crawl: z
      .union([z.boolean(), CrawlSettings])
      .optional()
      .meta({ description: 'Take in the pages of the same site that this one leads to' }),
    refresh: z
      .enum(refreshIntervals)
      .nullable()
      .optional()
      .meta({ description: 'How often the page is fetched again' }),
    type: z.enum(writtenTypes).optional(),
    metadata: z.preprocess(fromForm(parseJson), Metadata).optional(),
    tags: z.preprocess(fromForm(splitTags), Tags).optional(),
  })
  .meta({ id: 'AddItem' });
export type AddItem = z.output<typeof AddItem>;

export const UpdateItem = z
  .strictObject({
    title: title.optional(),
    content: content.optional(),
    type: z.enum(writtenTypes).optional(),
    refresh: z.enum(refreshIntervals).nullable().optional(),
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
    warnings: z.array(z.string()).meta({
      description:
        'What the content that is searched lacks: pages that could not be read, or why the last fetch gave nothing new',
      example: ['No text on page 2: probably scanned; recognise the text (OCR) to have it searched'],
    }),
    source: z.string(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.unknown()),
    size: z.int().meta({ description: 'Bytes of the original' }),
    chunks: z
      .int()
      .nullable()
      .meta({ description: 'Chunks being searched; null before the first ingestion' }),
    revision: z.int(),
    url: z.string().nullable().meta({ description: 'Where the item is fetched from' }),
    parentId: Id.nullable().meta({
      description: 'The item whose crawl found this page, or the archive that this document came in',
    }),
    crawl: CrawlSettings.nullable(),
    refresh: z.enum(refreshIntervals).nullable(),
    lastFetchedAt: Timestamp.nullable().meta({
      description: 'When the page was last fetched, or found unchanged',
    }),
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
