import { z } from 'zod';

/** Ids are opaque strings; a malformed one is simply not found, so only its length is limited. */
export const Id = z.string().min(1).max(64).meta({ id: 'Id', example: '66f0c2a9e4b0a1b2c3d4e5f6' });

/** ISO 8601 in UTC. */
export const Timestamp = z.iso.datetime().meta({ id: 'Timestamp', example: '2026-01-31T10:00:00.000Z' });

/** A BCP 47 language tag such as `en`, `de` or `pt-BR`. */
export const LanguageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'expected a language tag such as en or pt-BR')
  .meta({ id: 'LanguageTag', example: 'en' });

/** Free labels; a short list, as they are part of search filters. */
export const Tags = z.array(z.string().trim().min(1).max(64)).max(32);

/** A name in data of the caller's own; MongoDB stores none with a NUL. */
export const DataKey = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\0]*$/, 'expected no NUL character');

/** Data of the caller's own: at most 32 keys; nothing in it is interpreted. */
export const Metadata = z
  .record(DataKey, z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
  .refine((value) => Object.keys(value).length <= 32, 'at most 32 keys');

export const Pagination = z
  .strictObject({
    total: z.int().min(0),
    pages: z.int().min(0),
    page: z.int().min(1),
    limit: z.int().min(1),
  })
  .meta({ id: 'Pagination' });
export type Pagination = z.output<typeof Pagination>;

export const pageFields = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

export interface PageRequest {
  page: number;
  limit: number;
}

export interface SortOrder {
  field: string;
  direction: 1 | -1;
}

/** `field:asc` or `field:desc` over the fields that have an index. */
export const sortField = (fields: readonly string[], defaultOrder: string) =>
  z
    .enum(fields.flatMap((field) => [`${field}:asc`, `${field}:desc`]) as [string, ...string[]])
    .default(defaultOrder);

export const parseSort = (sort: string): SortOrder => {
  const [field = '', direction] = sort.split(':');
  return { field, direction: direction === 'asc' ? 1 : -1 };
};

/** The query of a list: page, limit, sort and a text to search for. */
export const listQuery = (fields: readonly string[], defaultOrder: string) =>
  z.strictObject({
    ...pageFields,
    sort: sortField(fields, defaultOrder),
    search: z.string().trim().min(1).max(200).optional(),
  });

export interface Page<T> {
  items: T[];
  total: number;
}

export const Empty = z.null().meta({ id: 'Empty' });
