import type { ActionEntry } from '../../../contracts/ai/moderation-actions.contract.js';
import type { ActionDocument } from './action.model.js';

export const presentAction = (entry: ActionDocument): ActionEntry => ({
  id: entry._id,
  action: entry.action,
  moderatorId: entry.moderatorId,
  automated: entry.automated,
  origin: entry.origin,
  targetType: entry.targetType,
  targetId: entry.targetId,
  targetUserId: entry.targetUserId,
  itemId: entry.itemId,
  reason: entry.reason,
  duration: entry.duration,
  timestamp: entry.createdAt.toISOString(),
});
