import type { Actor } from '../../../accounts/index.js';
import type { Priority } from '../../../contracts/ai/moderation-analysis.contract.js';
import { priorities } from '../../../contracts/ai/moderation-analysis.contract.js';
import { decisionRepository } from '../decisions/decision.repository.js';
import type { QueueItemDocument } from '../queue/queue-item.model.js';
import { queueItemRepository, type NewQueueItem } from '../queue/queue-item.repository.js';
import { actionRepository } from './action.repository.js';
import type { TakenAction } from './restrict-user.js';

export interface ActOnContent {
  actor: Actor;
  action: 'flag' | 'hide' | 'delete';
  targetType: string;
  targetId: string;
  targetUserId: string;
  reason: string | null;
}

/** Flags content for review, or hides or deletes it, which is a verdict too. Call it in a transaction. */
export async function actOnContent(input: ActOnContent): Promise<TakenAction> {
  const { actor, action, targetType, targetId, targetUserId, reason } = input;
  const { organizationId, userId } = actor;
  const known = await queueItemRepository.findByContent(organizationId, targetId);
  const { item, affected } =
    action === 'flag'
      ? await flag(input, known)
      : await takeAway(input, known, action === 'hide' ? 'hidden' : 'deleted');
  const entry = await actionRepository.insert(organizationId, {
    ...{ action, automated: false, moderatorId: userId, reason, itemId: item._id },
    ...{ targetType, targetId, targetUserId },
  });
  return { action: entry, affected };
}

type Outcome = { item: QueueItemDocument; affected: number };

/** What an analysis said about the content before anybody else did. */
const newItem = async ({
  actor,
  targetType,
  targetId,
  targetUserId,
}: ActOnContent): Promise<Omit<NewQueueItem, 'priority' | 'source'>> => {
  const decision = await decisionRepository.latestOf(actor.organizationId, targetId);
  return {
    ...{ contentId: targetId, targetType, userId: targetUserId, predicted: decision?.flagged ?? null },
    ...(decision
      ? {
          contentType: decision.contentType,
          contentHash: decision.contentHash,
          channelId: decision.channelId,
          riskScore: decision.riskScore,
          scores: decision.scores,
          issues: decision.issues,
        }
      : {}),
  };
};

/** The more people flag it, the sooner somebody looks. */
const priorityOf = (flags: number): Priority => (flags >= 5 ? 'critical' : flags >= 3 ? 'high' : 'medium');
const higher = (a: Priority, b: Priority): Priority =>
  priorities.indexOf(a) >= priorities.indexOf(b) ? a : b;

async function flag(input: ActOnContent, known: QueueItemDocument | null): Promise<Outcome> {
  const { organizationId, userId } = input.actor;
  if (!known) {
    const source = input.actor.isModerator() ? 'moderator' : 'user';
    const values = {
      ...(await newItem(input)),
      priority: priorityOf(1),
      source,
      flaggedBy: [userId],
    } as const;
    return {
      item: await queueItemRepository.insert(organizationId, { ...values, flaggedBy: [userId] }),
      affected: 1,
    };
  }
  const added = await queueItemRepository.addFlag(organizationId, known._id, userId);
  if (!added) return { item: known, affected: 0 };
  const priority = higher(added.priority, priorityOf(added.flaggedBy.length));
  const changed = await queueItemRepository.change(organizationId, known._id, { priority });
  return { item: changed ?? added, affected: 1 };
}

async function takeAway(
  input: ActOnContent,
  known: QueueItemDocument | null,
  contentState: 'hidden' | 'deleted',
): Promise<Outcome> {
  const { organizationId, userId } = input.actor;
  const now = new Date();
  const verdict = {
    contentState,
    status: 'rejected',
    verdict: 'violation',
    reviewedBy: userId,
    reviewedAt: now,
  } as const;
  if (!known) {
    const values = { ...(await newItem(input)), priority: 'medium', source: 'moderator' } as const;
    return { item: await queueItemRepository.insert(organizationId, { ...values, ...verdict }), affected: 1 };
  }
  // Nothing deleted comes back by being hidden.
  const state = known.contentState === 'deleted' ? 'deleted' : contentState;
  const changed = await queueItemRepository.change(organizationId, known._id, {
    ...verdict,
    contentState: state,
    firstReviewedAt: known.firstReviewedAt ?? now,
    ...answered(known, 'denied'),
  });
  return { item: changed ?? known, affected: known.contentState === state ? 0 : 1 };
}

/** An open appeal ends with the next verdict. */
export const answered = (
  { appeal }: QueueItemDocument,
  status: 'accepted' | 'denied',
): Partial<QueueItemDocument> => (appeal?.status === 'open' ? { appeal: { ...appeal, status } } : {});
