import { z } from 'zod';
import { Id, pageFields } from '../common.contract.js';
import { documented } from './documented-sentence.js';
import { pagedFields } from './moderation-actions.contract.js';
import {
  BatchContent,
  contentAnalysisFields,
  moderationLimits,
  OutsideUserId,
} from './moderation-analysis.contract.js';
import { ModerationPolicyChange } from './moderation-policy.contract.js';

const itemsRequired = documented('Items array is required');

const itemsUpTo = (most: number) =>
  z
    .array(BatchContent, { error: itemsRequired })
    .min(1, itemsRequired)
    .max(most, documented(`Maximum batch size is ${most} items`));

const common = {
  policy: ModerationPolicyChange.optional(),
  maxConcurrency: z
    .int()
    .min(1)
    .max(50)
    .default(10)
    .meta({ description: 'Items worked on at the same time' }),
};

export const ModerateBatch = z
  .strictObject({ items: itemsUpTo(moderationLimits.batch), ...common })
  .meta({ id: 'ModerateBatch' });
export type ModerateBatch = z.output<typeof ModerateBatch>;

const Moment = z.iso.datetime({ offset: true });

export const MessageSelection = z
  .strictObject({
    channelId: z.string().min(1).max(200).optional().meta({ example: 'channel-general' }),
    userId: OutsideUserId.optional().meta({ description: 'Their author' }),
    from: Moment.optional().meta({ description: 'Sent at or after' }),
    to: Moment.optional().meta({ description: 'Sent before' }),
  })
  .refine((selection) => Object.values(selection).some((value) => value !== undefined), {
    message: 'at least one of channelId, userId, from and to is required',
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to), {
    message: 'from has to be before to',
    path: ['from'],
  })
  .meta({ id: 'MessageSelection' });
export type MessageSelection = z.output<typeof MessageSelection>;

export const StartModerationJob = z
  .strictObject({
    items: itemsUpTo(moderationLimits.jobItems).optional(),
    selection: MessageSelection.optional().meta({
      description:
        'Stored messages, as many as there are; those that come after the start are not among them',
    }),
    ...common,
  })
  .refine(({ items, selection }) => (items === undefined) !== (selection === undefined), {
    message: 'either items or selection is required',
  })
  .meta({ id: 'StartModerationJob' });
export type StartModerationJob = z.output<typeof StartModerationJob>;

export const ModerationJobStarted = z
  .strictObject({ success: z.literal(true), jobId: Id })
  .meta({ id: 'ModerationJobStarted' });

export const BatchResult = z
  .strictObject({
    contentId: z.string(),
    success: z.boolean(),
    ...z.strictObject(contentAnalysisFields).partial().shape,
    queueItemId: z.string().nullable().optional(),
    error: z.string().optional(),
    processingTime: z.number().min(0).meta({ description: 'Milliseconds' }),
  })
  .meta({ id: 'ModerationBatchResult' });
export type BatchResult = z.output<typeof BatchResult>;

export const BatchStats = z
  .strictObject({
    total: z.int(),
    success: z.int(),
    failure: z.int(),
    flagged: z.int(),
    highPriority: z.int(),
    processingTime: z.number().meta({ description: 'Of all items together, in milliseconds' }),
    avgProcessingTime: z.number(),
  })
  .meta({ id: 'ModerationBatchStats' });
export type BatchStats = z.output<typeof BatchStats>;

export const ModerateBatchAnswer = z
  .strictObject({
    success: z.literal(true),
    stats: BatchStats,
    results: z.array(BatchResult),
    errors: z.array(z.string()).optional(),
  })
  .meta({ id: 'ModerateBatchAnswer' });
export type ModerateBatchAnswer = z.output<typeof ModerateBatchAnswer>;

export const ListBatchResults = z.strictObject(pageFields).meta({ id: 'ListModerationResults' });
export type ListBatchResults = z.output<typeof ListBatchResults>;

export const BatchResultsAnswer = z
  .strictObject({
    success: z.literal(true),
    jobId: Id,
    status: z.string(),
    results: z.array(BatchResult).meta({
      description: 'Of the items that are done, in the order of the request; of a selection in a fixed order',
    }),
    ...pagedFields,
  })
  .meta({ id: 'ModerationResultsAnswer' });
