import { Schema } from 'mongoose';
import {
  contentTypes,
  priorities,
  type ContentType,
  type IssueScores,
  type IssueType,
  type Priority,
} from '../../../contracts/ai/moderation-analysis.contract.js';
import type { ContentAction } from '../../../contracts/ai/moderation-policy.contract.js';
import {
  contentStates,
  queueSources,
  queueStatuses,
  type ContentState,
  type QueueSource,
  type QueueStatus,
} from '../../../contracts/ai/moderation-queue.contract.js';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** Content that somebody or something found wrong; one for each content of an organisation. */
export interface QueueItemDocument {
  _id: string;
  organizationId: string;
  contentId: string;
  contentType: ContentType | null;
  targetType: string | null;
  excerpt: string | null;
  contentHash: string | null;
  userId: string | null;
  channelId: string | null;
  status: QueueStatus;
  priority: Priority;
  /** The priority as a number, for the order of the queue. */
  urgency: number;
  contentState: ContentState;
  source: QueueSource;
  riskScore: number | null;
  scores: IssueScores | null;
  issues: IssueType[];
  autoAction: ContentAction;
  flaggedBy: string[];
  /** What the analysis had said when a person gave a verdict; null where there was none. */
  predicted: boolean | null;
  /** The latest verdict of a person; null before. */
  verdict: 'fine' | 'violation' | null;
  reviewedBy: string | null;
  /** Of the first verdict: how long it took to answer. */
  firstReviewedAt: Date | null;
  reviewedAt: Date | null;
  appeal: { status: 'open' | 'accepted' | 'denied'; text: string; userId: string; createdAt: Date } | null;
  createdAt: Date;
  updatedAt: Date;
}

const text = { type: String, default: null } as const;

const schema = new Schema<QueueItemDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    contentId: { type: String, required: true },
    contentType: { type: String, enum: [...contentTypes, null], default: null },
    ...{ targetType: text, excerpt: text, contentHash: text, userId: text, channelId: text },
    status: { type: String, enum: queueStatuses, default: 'pending' },
    priority: { type: String, enum: priorities, required: true },
    urgency: { type: Number, required: true },
    contentState: { type: String, enum: contentStates, default: 'visible' },
    source: { type: String, enum: queueSources, required: true },
    riskScore: { type: Number, default: null },
    scores: { type: Schema.Types.Mixed, default: null },
    issues: { type: [String], default: [] },
    autoAction: { type: String, default: 'none' },
    flaggedBy: { type: [String], default: [] },
    predicted: { type: Boolean, default: null },
    verdict: { type: String, enum: ['fine', 'violation', null], default: null },
    reviewedBy: text,
    firstReviewedAt: { type: Date, default: null },
    reviewedAt: { type: Date, default: null },
    appeal: { type: Schema.Types.Mixed, default: null },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, contentId: 1 }, { unique: true });
schema.index({ organizationId: 1, urgency: -1, createdAt: 1, _id: 1 });
schema.index({ organizationId: 1, status: 1, urgency: -1, createdAt: 1, _id: 1 });
schema.index({ organizationId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, userId: 1, createdAt: -1 });

export const QueueItemModel = defineModel<QueueItemDocument>(
  'ModerationQueueItem',
  schema,
  'moderationQueue',
);
