import type { QueueItem } from '../../../contracts/ai/moderation-queue.contract.js';
import type { QueueItemDocument } from './queue-item.model.js';

export const presentQueueItem = (item: QueueItemDocument): QueueItem => ({
  id: item._id,
  contentId: item.contentId,
  contentType: item.contentType,
  targetType: item.targetType,
  excerpt: item.excerpt,
  contentHash: item.contentHash,
  userId: item.userId,
  channelId: item.channelId,
  status: item.status,
  priority: item.priority,
  contentState: item.contentState,
  source: item.source,
  riskScore: item.riskScore,
  scores: item.scores,
  issues: item.issues,
  autoAction: item.autoAction,
  flags: item.flaggedBy.length,
  reviewedBy: item.reviewedBy,
  reviewedAt: item.reviewedAt?.toISOString() ?? null,
  appeal: item.appeal && {
    status: item.appeal.status,
    text: item.appeal.text,
    userId: item.appeal.userId,
    createdAt: item.appeal.createdAt.toISOString(),
  },
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
});
