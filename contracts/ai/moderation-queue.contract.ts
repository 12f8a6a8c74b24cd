import { z } from 'zod';
import { Id, pageFields, Timestamp } from '../common.contract.js';
import { ActionEntry, pagedFields } from './moderation-actions.contract.js';
import { contentTypes, IssueScores, issueTypes, priorities } from './moderation-analysis.contract.js';
import { ContentAction } from './moderation-policy.contract.js';

export const queueStatuses = ['pending', 'reviewing', 'approved', 'rejected', 'auto_resolved'] as const;
export type QueueStatus = (typeof queueStatuses)[number];
/** Those that wait for somebody. */
export const openStatuses: QueueStatus[] = ['pending', 'reviewing'];
export const contentStates = ['visible', 'hidden', 'deleted'] as const;
export type ContentState = (typeof contentStates)[number];
/** Who brought an item into the queue. */
export const queueSources = ['analysis', 'user', 'moderator'] as const;
export type QueueSource = (typeof queueSources)[number];

export const QueueItem = z
  .strictObject({
    id: Id,
    contentId: z.string(),
    contentType: z.enum(contentTypes).nullable().meta({ description: 'null: it was never analysed' }),
    targetType: z.string().nullable(),
    excerpt: z.string().nullable(),
    contentHash: z.string().nullable().meta({ description: 'SHA-256, hexadecimal' }),
    userId: z.string().nullable(),
    channelId: z.string().nullable(),
    status: z.enum(queueStatuses),
    priority: z.enum(priorities),
    contentState: z.enum(contentStates),
    source: z.enum(queueSources),
    riskScore: z.number().nullable(),
    scores: IssueScores.nullable(),
    issues: z.array(z.enum(issueTypes)),
    autoAction: ContentAction,
    flags: z.int().meta({ description: 'People who flagged it' }),
    reviewedBy: Id.nullable(),
    reviewedAt: Timestamp.nullable(),
    appeal: z
      .strictObject({
        status: z.enum(['open', 'accepted', 'denied']),
        text: z.string(),
        userId: Id,
        createdAt: Timestamp,
      })
      .nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'ModerationQueueItem' });
export type QueueItem = z.output<typeof QueueItem>;

export const ListQueue = z
  .strictObject({
    ...pageFields,
    status: z.enum(queueStatuses).optional(),
    priority: z.enum(priorities).optional(),
    userId: z.string().min(1).max(200).optional(),
    channelId: z.string().min(1).max(200).optional(),
    contentId: z.string().min(1).max(200).optional(),
    sort: z.enum(['priority', 'createdAt:desc', 'createdAt:asc']).default('priority'),
  })
  .meta({ id: 'ListModerationQueue' });
export type ListQueue = z.output<typeof ListQueue>;

export const QueueAnswer = z
  .strictObject({ success: z.literal(true), queue: z.array(QueueItem), ...pagedFields })
  .meta({ id: 'ModerationQueueAnswer' });

export const QueueItemAnswer = z
  .strictObject({ success: z.literal(true), item: QueueItem, history: z.array(ActionEntry) })
  .meta({ id: 'ModerationQueueItemAnswer' });
