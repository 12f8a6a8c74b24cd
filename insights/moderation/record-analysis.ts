import { createHash } from 'node:crypto';
import type { ModerationSettings } from '../../contracts/ai/moderation-policy.contract.js';
import { openStatuses } from '../../contracts/ai/moderation-queue.contract.js';
import { inOnePiece } from './in-one-piece.js';
import { actionRepository } from './actions/action.repository.js';
import { restrictUser, type TakenAction } from './actions/restrict-user.js';
import { decisionRepository } from './decisions/decision.repository.js';
import { pictureOf } from './detect/picture-of.js';
import type { Detection, DetectRequest } from './detect/detect.types.js';
import type { Judgement } from './policy/judge.js';
import type { QueueItemDocument } from './queue/queue-item.model.js';
import { queueItemRepository } from './queue/queue-item.repository.js';

export interface RecordAnalysis {
  request: DetectRequest;
  detection: Detection;
  judgement: Judgement;
}

const excerptLength = 300;

/** Another picture is another version of the content. */
const hashOf = (request: DetectRequest): string => {
  const picture = pictureOf(request);
  const hash = createHash('sha256').update(request.content);
  return (picture === undefined ? hash : hash.update('\0').update(picture)).digest('hex');
};

/**
 * Writes down what was said about content, brings it into the queue when it is flagged, and does what the policy wants
 * done by itself; all of it or nothing. The same content said again changes nothing but the decision.
 */
export const recordAnalysis = (
  input: RecordAnalysis,
): Promise<{ item: QueueItemDocument | null; taken: TakenAction | null }> =>
  inOnePiece(async () => {
    const { request, detection, judgement } = input;
    const { organizationId, contentId, contentType, content } = request;
    const { shouldFlag, riskScore, priority, detectedIssues, categories, autoAction } = judgement.analysis;
    const contentHash = hashOf(request);
    const { userId, channelId } = authorOf(request);
    const issues = detectedIssues.map(({ type }) => type);
    await decisionRepository.put(organizationId, {
      ...{ contentId, contentHash, contentType, userId, channelId, flagged: shouldFlag, riskScore, priority },
      ...{ issues, scores: categories, autoAction, provider: detection.provider },
    });
    const known = await queueItemRepository.findByContent(organizationId, contentId);
    if (!shouldFlag) return { item: known, taken: null };
    const found = {
      ...{ contentType, contentHash, priority, riskScore, scores: categories, issues, autoAction },
      ...{ excerpt: content.slice(0, excerptLength), predicted: true, userId, channelId },
    };
    if (known) return renew(input, known, found);
    const made = await queueItemRepository.insert(organizationId, {
      ...found,
      contentId,
      source: 'analysis',
    });
    return actBySelf(input, made);
  });

/** Another version of the content opens its item again; of the same one everything was said. */
async function renew(
  input: RecordAnalysis,
  known: QueueItemDocument,
  found: Partial<QueueItemDocument>,
): Promise<{ item: QueueItemDocument | null; taken: TakenAction | null }> {
  if (known.contentHash === found.contentHash) return { item: known, taken: null };
  const { organizationId } = input.request;
  // Somebody flagged it before anything was analysed: the verdict to come is about their flag.
  const isOpen = openStatuses.includes(known.status);
  const item = await queueItemRepository.change(organizationId, known._id, {
    ...found,
    userId: found.userId ?? known.userId,
    channelId: found.channelId ?? known.channelId,
    status: isOpen ? known.status : 'pending',
    ...(isOpen ? {} : { verdict: null }),
  });
  return actBySelf(input, item ?? known);
}

/** What the policy wants done without asking anybody. */
async function actBySelf(
  { request, judgement }: RecordAnalysis,
  item: QueueItemDocument,
): Promise<{ item: QueueItemDocument; taken: TakenAction | null }> {
  const { organizationId, settings } = request;
  const { autoAction, detectedIssues } = judgement.analysis;
  const { origin } = judgement;
  if (autoAction === 'none') return { item, taken: null };
  const reason = detectedIssues
    .map(({ details }) => details)
    .join('; ')
    .slice(0, 1_000);
  if (autoAction === 'mute' && item.userId !== null) {
    const taken = await restrictUser({
      ...{ organizationId, userId: item.userId, kind: 'muted', duration: minutesOf(settings), reason },
      ...{ moderatorId: null, origin, itemId: item._id },
    });
    return { item, taken };
  }
  const action = await actionRepository.insert(organizationId, {
    // Nobody can be muted or warned who is not known: the content is flagged.
    action: (autoAction === 'mute' || autoAction === 'warn') && item.userId === null ? 'flag' : autoAction,
    ...{ automated: true, origin, reason, itemId: item._id, targetType: item.contentType },
    ...{ targetId: item.contentId, targetUserId: item.userId },
  });
  const changed = await queueItemRepository.change(organizationId, item._id, stateAfter(autoAction));
  return { item: changed ?? item, taken: { action, affected: 1 } };
}

const minutesOf = ({ policy }: ModerationSettings): number => policy.muteMinutes;

function stateAfter(action: string): Partial<QueueItemDocument> {
  if (action === 'hide') return { contentState: 'hidden' };
  if (action === 'delete') return { contentState: 'deleted', status: 'auto_resolved' };
  return {};
}

function authorOf({ metadata }: DetectRequest): { userId: string | null; channelId: string | null } {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { userId: text(metadata?.userId), channelId: text(metadata?.channelId) };
}
