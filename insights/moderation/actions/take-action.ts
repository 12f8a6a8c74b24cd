import type { Actor } from '../../../accounts/index.js';
import type { ActionTargetFields, TakeAction } from '../../../contracts/ai/moderation-actions.contract.js';
import { AppError, invalid, publicError } from '../../../platform/errors/app-error.js';
import { inOnePiece } from '../in-one-piece.js';
import type { ExpiryTimers } from '../expiry/expiry-timers.js';
import { actOnContent } from './act-on-content.js';
import { actOnUser } from './act-on-user.js';
import { appeal } from './appeal.js';
import { giveVerdict } from './give-verdict.js';
import type { TakenAction } from './restrict-user.js';

export interface BulkResult {
  targetId: string;
  success: boolean;
  actionId?: string;
  error?: string;
}

export interface TakeActionDependencies {
  timers: ExpiryTimers;
}

/** Takes one action. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, VALIDATION_ERROR */
export async function takeAction(
  { timers }: TakeActionDependencies,
  { actor, input, target = input }: { actor: Actor; input: TakeAction; target?: ActionTargetFields },
): Promise<TakenAction> {
  assertMay(actor, input);
  const taken = await inOnePiece(() => perform(actor, input, target));
  if (taken.stopTimer) await timers.stop(taken.stopTimer);
  if (taken.startTimer) await timers.start(taken.startTimer);
  return taken;
}

/** Takes the same action on each target by itself; what fails for one is told of that one. */
export async function takeActions(
  dependencies: TakeActionDependencies,
  { actor, input }: { actor: Actor; input: TakeAction },
): Promise<BulkResult[]> {
  assertMay(actor, input);
  const results: BulkResult[] = [];
  for (const target of input.bulk ?? []) {
    const targetId = target.targetId ?? target.itemId ?? target.targetUserId ?? '';
    try {
      const { action } = await takeAction(dependencies, { actor, input, target });
      results.push({ targetId, success: true, actionId: action._id });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ targetId, success: false, error: publicError(error).message });
    }
  }
  return results;
}

/** Everybody may flag, and appeal what concerns themselves; nobody acts in another's name. */
function assertMay(actor: Actor, { action, moderatorId }: TakeAction): void {
  if (moderatorId !== undefined && moderatorId !== actor.userId)
    throw new AppError('FORBIDDEN', 'moderatorId must be your own id');
  if (action !== 'flag' && action !== 'appeal' && !actor.isModerator())
    throw new AppError('FORBIDDEN', 'This needs a moderator');
}

async function perform(actor: Actor, input: TakeAction, target: ActionTargetFields): Promise<TakenAction> {
  const { action, duration = null } = input;
  const reason = input.reason ?? null;
  const { itemId, targetType, targetId, targetUserId } = target;
  const { organizationId, userId: moderatorId } = actor;
  switch (action) {
    case 'flag':
    case 'hide':
    case 'delete':
      return actOnContent({
        ...{ actor, action, reason },
        targetType: named(targetType, 'targetType'),
        targetId: named(targetId, 'targetId'),
        targetUserId: named(targetUserId, 'targetUserId'),
      });
    case 'approve':
    case 'reject':
      return giveVerdict({ actor, action, itemId: named(itemId, 'itemId'), reason });
    case 'appeal':
      return appeal({
        ...{ actor, reason, itemId: named(itemId, 'itemId') },
        appealText: named(input.appealText, 'appealText'),
      });
    case 'warn':
    case 'mute':
    case 'unmute':
    case 'ban':
    case 'unban':
      return actOnUser({
        ...{ organizationId, moderatorId, action, reason, duration },
        userId: named(targetUserId, 'targetUserId'),
      });
  }
}

function named(value: string | undefined, field: string): string {
  if (value === undefined) throw invalid(`body.${field}`, 'required');
  return value;
}
