import { newId } from '../../../platform/ids.js';
import type { Origin } from '../detect/detect.types.js';
import type { ExpiryDocument } from '../expiry/expiry.model.js';
import { expiryRepository } from '../expiry/expiry.repository.js';
import type { RestrictionKind } from '../users/moderated-user.model.js';
import { moderatedUserRepository } from '../users/moderated-user.repository.js';
import type { ActionDocument } from './action.model.js';
import { actionRepository } from './action.repository.js';

export interface RestrictUser {
  organizationId: string;
  userId: string;
  kind: RestrictionKind;
  /** Minutes; for good when null. */
  duration: number | null;
  reason: string | null;
  /** null: the platform itself. */
  moderatorId: string | null;
  origin?: Origin | null;
  itemId?: string | null;
}

export interface TakenAction {
  action: ActionDocument;
  affected: number;
  /** Timers to start and to stop once the transaction is through. */
  startTimer?: ExpiryDocument;
  stopTimer?: string;
}

/** Mutes or bans somebody, in the place of an earlier mute or ban. Call it in a transaction. */
export async function restrictUser(input: RestrictUser): Promise<TakenAction> {
  const { organizationId, userId, kind, duration, reason, moderatorId, origin = null, itemId = null } = input;
  const id = newId();
  const since = new Date();
  const until = duration === null ? null : new Date(since.getTime() + duration * 60_000);
  const before = await moderatedUserRepository.restrict(organizationId, userId, {
    ...{ kind, since, until, reason, actionId: id },
  });
  if (before) await expiryRepository.cancel(organizationId, before.actionId);
  const expiry =
    until && (await expiryRepository.insert(organizationId, { _id: id, userId, kind, dueAt: until }));
  const action = await actionRepository.insert(organizationId, {
    ...{
      _id: id,
      action: kind === 'muted' ? 'mute' : 'ban',
      moderatorId,
      automated: moderatorId === null,
      origin,
    },
    ...{ targetType: 'user', targetId: userId, targetUserId: userId, itemId, reason, duration },
  });
  return {
    ...{ action, affected: 1 },
    ...(expiry ? { startTimer: expiry } : {}),
    ...(before?.until ? { stopTimer: before.actionId } : {}),
  };
}
