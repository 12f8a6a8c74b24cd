import type { TakeAction } from '../../../contracts/ai/moderation-actions.contract.js';
import { conflict } from '../../../platform/errors/app-error.js';
import { expiryRepository } from '../expiry/expiry.repository.js';
import { moderatedUserRepository } from '../users/moderated-user.repository.js';
import { actionRepository } from './action.repository.js';
import { restrictUser, type TakenAction } from './restrict-user.js';

export type UserAction = Extract<TakeAction['action'], 'warn' | 'mute' | 'unmute' | 'ban' | 'unban'>;

export interface ActOnUser {
  organizationId: string;
  moderatorId: string;
  action: UserAction;
  userId: string;
  reason: string | null;
  duration: number | null;
}

/** Warns, mutes, bans, or takes the latter two back. Call it in a transaction. @throws AppError CONFLICT */
export async function actOnUser({ action, ...input }: ActOnUser): Promise<TakenAction> {
  const { organizationId, moderatorId, userId, reason } = input;
  switch (action) {
    case 'mute':
      return restrictUser({ ...input, kind: 'muted' });
    case 'ban':
      return restrictUser({ ...input, kind: 'banned' });
    case 'warn': {
      const entry = { action, automated: false, moderatorId, reason } as const;
      const target = { targetType: 'user', targetId: userId, targetUserId: userId };
      return { action: await actionRepository.insert(organizationId, { ...entry, ...target }), affected: 1 };
    }
    case 'unmute':
    case 'unban': {
      const kind = action === 'unmute' ? 'muted' : 'banned';
      const lifted = await moderatedUserRepository.lift(organizationId, userId, { kind });
      if (!lifted) throw conflict(`The user is not ${kind}`);
      await expiryRepository.cancel(organizationId, lifted.actionId);
      const entry = { action, automated: false, moderatorId, reason } as const;
      const target = { targetType: 'user', targetId: userId, targetUserId: userId };
      return {
        action: await actionRepository.insert(organizationId, { ...entry, ...target }),
        affected: 1,
        ...(lifted.until ? { stopTimer: lifted.actionId } : {}),
      };
    }
  }
}
