import { z } from 'zod';
import {
  ActionsAnswer,
  BulkActionAnswer,
  ListActions,
  ModeratedUserAnswer,
  SingleActionAnswer,
  TakeAction,
  type ModerationAction,
} from '../../contracts/ai/moderation-actions.contract.js';
import {
  actionRepository,
  presentAction,
  readModeratedUser,
  takeAction,
  takeActions,
  type TakeActionDependencies,
} from '../../insights/index.js';
import { OutsideUserId } from '../../contracts/ai/moderation-analysis.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { paged } from './paged.js';

const common = { surface: 'ai', tag: 'Moderation' } as const;
const path = '/api/moderation/actions';

const messages: Record<ModerationAction, string> = {
  flag: 'Content flagged successfully',
  hide: 'Content hidden successfully',
  delete: 'Content deleted successfully',
  warn: 'User warned successfully',
  mute: 'User muted successfully',
  unmute: 'User unmuted successfully',
  ban: 'User banned successfully',
  unban: 'User unbanned successfully',
  approve: 'Content approved successfully',
  reject: 'Content rejected successfully',
  appeal: 'Appeal submitted successfully',
};

export const createActionRoutes = (dependencies: TakeActionDependencies) => [
  defineRoute({
    ...common,
    method: 'POST',
    path,
    summary: 'Act on content or on a user',
    description:
      'Everybody may flag content, and appeal what concerns themselves; all else needs a moderator. `duration` is in minutes. With `bulk` each target has a result of its own.',
    access: 'user',
    organizationRole: 'viewer',
    limit: 'moderation',
    idempotent: true,
    request: { body: TakeAction },
    responses: { 200: z.union([SingleActionAnswer, BulkActionAnswer]) },
    errors: ['FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, body }) => {
      if (body.bulk) {
        const results = await takeActions(dependencies, { actor, input: body });
        const done = results.filter(({ success }) => success).length;
        const stats = { total: results.length, success: done, failure: results.length - done };
        return ok({ success: true, stats, results });
      }
      const { action, affected } = await takeAction(dependencies, { actor, input: body });
      return ok({
        ...{ success: true, actionId: action._id, message: messages[body.action], affectedItems: affected },
      });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path,
    summary: 'List what was done, newest first',
    description: 'Entries can be neither changed nor deleted.',
    access: 'moderator',
    limit: 'moderation',
    request: { query: ListActions },
    responses: { 200: ActionsAnswer },
    handler: async ({ actor, query }) => {
      const { items, total } = await actionRepository.list(actor.organizationId, query);
      return ok({ success: true, auditLog: items.map(presentAction), ...paged(items.length, total, query) });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/moderation/users/:userId',
    summary: 'Tell whether a user is muted or banned, and their record',
    description: 'For moderators, and for everybody about themselves.',
    access: 'user',
    organizationRole: 'viewer',
    limit: 'read',
    pathParams: { userId: OutsideUserId },
    responses: { 200: ModeratedUserAnswer },
    errors: ['FORBIDDEN', 'VALIDATION_ERROR'],
    handler: async ({ actor, params }) => {
      if (!actor.isModerator() && params.userId !== actor.userId)
        throw new AppError('FORBIDDEN', 'This needs a moderator');
      return ok({ success: true, user: await readModeratedUser(actor.organizationId, params.userId) });
    },
  }),
];
