import { z } from 'zod';
import { Id, pageFields, Timestamp } from './common.contract.js';
import { EndUserId } from './conversations.contract.js';
import { FreeData } from './free-data.js';
import { entitySources } from './message-entity.contract.js';

const summary = z.string().trim().min(1).max(2_000);

export const UserContext = z
  .strictObject({
    userId: z.string(),
    data: z.record(z.string(), z.unknown()).meta({ example: { plan: 'premium' } }),
    summary: z.string().nullable(),
    expiresAt: Timestamp.nullable(),
    updatedAt: Timestamp,
  })
  .meta({ id: 'UserContext' });
export type UserContext = z.output<typeof UserContext>;

/** Merges (RFC 7396): `null` removes a key, objects merge, everything else replaces. */
export const MergeContext = z
  .strictObject({
    data: FreeData.optional(),
    summary: summary.nullable().optional(),
    expiresAt: Timestamp.nullable()
      .optional()
      .meta({ description: 'When it is forgotten; in the future. null keeps it until it is deleted' }),
  })
  .refine((value) => Object.keys(value).length > 0, 'expected data, summary or expiresAt')
  .meta({ id: 'MergeContext', example: { data: { plan: 'premium' } } });
export type MergeContext = z.output<typeof MergeContext>;

const weight = z.number().min(0).max(1);

export const Topic = z
  .strictObject({
    id: Id,
    name: z.string(),
    weight: weight.meta({ description: 'Grows with each mention, halves every 30 days without one' }),
    mentions: z.int().min(0),
    lastMentionedAt: Timestamp,
  })
  .meta({ id: 'Topic' });
export type Topic = z.output<typeof Topic>;

export const RecordTopic = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ example: 'shipping' }),
    weight: weight.optional().meta({ description: 'Sets it; without it the mention lets it grow' }),
  })
  .meta({ id: 'RecordTopic' });
export type RecordTopic = z.output<typeof RecordTopic>;

export const ListTopics = z.strictObject(pageFields);

const entityType = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u, 'expected letters, digits, spaces, _ and -')
  .meta({ example: 'product' });
const entityValue = z.string().trim().min(1).max(500).meta({ example: 'X200' });
const confidence = z.number().min(0).max(1);

export const Entity = z
  .strictObject({
    id: Id,
    type: z.string(),
    value: z.string(),
    normalized: z.string().optional(),
    confidence,
    source: z.enum(entitySources).meta({
      description:
        '`user`: recorded by a signed-in member, `api`: with a key, `extracted`: found in a message',
    }),
    mentions: z.int().min(0),
    lastMentionedAt: Timestamp,
  })
  .meta({ id: 'Entity' });
export type Entity = z.output<typeof Entity>;

export const RecordEntity = z
  .strictObject({
    type: entityType,
    value: entityValue,
    normalized: entityValue.optional(),
    confidence: confidence.optional(),
    source: z.enum(['user', 'api']).optional(),
  })
  .meta({ id: 'RecordEntity' });
export type RecordEntity = z.output<typeof RecordEntity>;

export const ListEntities = z.strictObject({ ...pageFields, type: entityType.optional() });
export type ListEntities = z.output<typeof ListEntities>;

export const ResolveReferences = z
  .strictObject({
    text: z.string().trim().min(1).max(8_000).meta({ example: 'How much does it cost?' }),
    userId: EndUserId,
    conversationId: Id.optional(),
  })
  .meta({ id: 'ResolveReferences' });
export type ResolveReferences = z.output<typeof ResolveReferences>;

export const Reference = z
  .strictObject({
    span: z
      .tuple([z.int().min(0), z.int().min(0)])
      .meta({ description: 'Of the mention in `text`, in UTF-16 units: start, end' }),
    mention: z.string(),
    entityId: Id.optional(),
    value: z.string().meta({ description: 'What it refers to' }),
    confidence,
  })
  .meta({ id: 'Reference' });
export type Reference = z.output<typeof Reference>;

export const ResolvedReferences = z
  .strictObject({
    text: z.string(),
    resolved: z.string().meta({ description: 'The text as it stands alone; unchanged when nothing is sure' }),
    references: z.array(Reference),
  })
  .meta({ id: 'ResolvedReferences' });
export type ResolvedReferences = z.output<typeof ResolvedReferences>;
