import { z } from 'zod';
import { Id, pageFields, Pagination, Timestamp } from '../common.contract.js';
import { TimeZone } from '../time-zone.js';
import { CostInfo, aiProviders } from './cost.contract.js';
import { Digest, digestPeriods } from './digest.contract.js';
import { documented } from './documented-sentence.js';

const required = documented('Invalid request: channelId required');

export const DigestChannel = z
  .string({ error: required })
  .trim()
  .min(1, required)
  .max(200)
  .meta({ example: 'channel-general' });

export const OfChannel = z.strictObject({ channelId: DigestChannel });

export const PutDigestSchedule = z
  .strictObject({
    channelId: DigestChannel,
    frequency: z.enum(digestPeriods).default('daily').meta({
      description: 'Weeks begin on Monday, months on their first day',
    }),
    timezone: TimeZone.default('UTC'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
      .default('00:00')
      .meta({ description: 'Local time at which a period ends and the next one begins', example: '07:30' }),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'PutDigestSchedule' });
export type PutDigestSchedule = z.output<typeof PutDigestSchedule>;

export const DigestSchedule = z
  .strictObject({
    enabled: z.boolean(),
    nextRun: Timestamp.nullable().meta({ description: 'null while it is not enabled' }),
    frequency: z
      .enum(digestPeriods)
      .nullable()
      .meta({ description: 'null for a channel without a schedule' }),
    timezone: z.string().nullable(),
    at: z.string().nullable(),
    lastRun: Timestamp.nullable().meta({ description: 'When the last digest of the schedule was made' }),
  })
  .meta({ id: 'DigestSchedule' });
export type DigestSchedule = z.output<typeof DigestSchedule>;

export const DigestScheduleAnswer = z
  .strictObject({
    success: z.literal(true),
    provider: z.enum(aiProviders).meta({ description: 'Who is asked first' }),
    available: z.boolean(),
    schedule: DigestSchedule,
  })
  .meta({ id: 'DigestScheduleAnswer' });

export const DigestScheduleKept = z
  .strictObject({ success: z.literal(true), schedule: DigestSchedule })
  .meta({ id: 'DigestScheduleKept' });

export const DigestScheduleDropped = z
  .strictObject({ success: z.literal(true), message: z.string() })
  .meta({ id: 'DigestScheduleDropped' });

export const DigestScheduleRun = z
  .strictObject({ success: z.literal(true), jobId: Id, digestId: Id })
  .meta({ id: 'DigestScheduleRun' });

export const ListDigests = z.strictObject({ ...pageFields, channelId: DigestChannel.optional() });
export type ListDigests = z.output<typeof ListDigests>;

export const StoredDigest = z
  .strictObject({
    id: Id,
    channelId: z.string(),
    frequency: z.enum(digestPeriods),
    scheduled: z.boolean().meta({ description: 'Whether a schedule asked for it' }),
    period: z
      .strictObject({ start: Timestamp, end: Timestamp })
      .nullable()
      .meta({ description: 'null while a digest of given messages is not made' }),
    digest: Digest.nullable().meta({ description: 'null while it is not made' }),
    provider: z.enum(aiProviders).nullable(),
    costInfo: CostInfo.nullable(),
    jobId: Id,
    createdAt: Timestamp,
    completedAt: Timestamp.nullable(),
  })
  .meta({ id: 'StoredDigest' });
export type StoredDigest = z.output<typeof StoredDigest>;

export const Digests = z
  .strictObject({ success: z.literal(true), digests: z.array(StoredDigest), pagination: Pagination })
  .meta({ id: 'Digests' });
