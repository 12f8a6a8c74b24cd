import { z } from 'zod';
import { Id, pageFields, Timestamp } from '../common.contract.js';
import { ContentId, OutsideUserId } from './moderation-analysis.contract.js';

export const moderationActions = [
  'flag',
  'hide',
  'delete',
  'warn',
  'mute',
  'unmute',
  'ban',
  'unban',
  'approve',
  'reject',
  'appeal',
] as const;
export type ModerationAction = (typeof moderationActions)[number];

/** What each action must name; `duration` may be given beside, and `reason` always. */
export const requiredOf: Record<
  ModerationAction,
  readonly (keyof ActionTargetFields | 'moderatorId' | 'appealText')[]
> = {
  flag: ['targetType', 'targetId', 'targetUserId'],
  hide: ['targetType', 'targetId', 'targetUserId'],
  delete: ['targetType', 'targetId', 'targetUserId'],
  warn: ['moderatorId', 'targetUserId'],
  mute: ['moderatorId', 'targetUserId'],
  unmute: ['moderatorId', 'targetUserId'],
  ban: ['moderatorId', 'targetUserId'],
  unban: ['moderatorId', 'targetUserId'],
  approve: ['moderatorId', 'itemId'],
  reject: ['moderatorId', 'itemId'],
  appeal: ['itemId', 'appealText'],
};

const targetFields = {
  itemId: Id.optional().meta({ description: 'Of the queue' }),
  targetType: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,49}$/i, 'expected a word such as message')
    .optional()
    .meta({ example: 'message' }),
  targetId: ContentId.optional(),
  targetUserId: OutsideUserId.optional(),
};
const Target = z.strictObject(targetFields);
export type ActionTargetFields = z.output<typeof Target>;

export const bulkLimit = 100;

export const TakeAction = z
  .strictObject({
    action: z.enum(moderationActions),
    ...targetFields,
    moderatorId: Id.optional().meta({ description: "The caller's own id" }),
    reason: z.string().trim().min(1).max(1_000).optional(),
    duration: z
      .int()
      .min(1)
      .max(5_256_000)
      .optional()
      .meta({ description: 'Minutes that a mute or ban lasts; for good when absent' }),
    bulk: z.array(Target).min(1).max(bulkLimit).optional(),
    appealText: z.string().trim().min(1).max(4_000).optional(),
  })
  .superRefine((input, context) => {
    const { action, bulk } = input;
    const common = requiredOf[action].filter((field) => field === 'moderatorId' || field === 'appealText');
    const missing = (where: (string | number)[], field: string) =>
      context.addIssue({ code: 'custom', path: [...where, field], message: `required for ${action}` });
    for (const field of common) if (input[field] === undefined) missing([], field);
    const ofTarget = requiredOf[action].filter((field) => field !== 'moderatorId' && field !== 'appealText');
    for (const field of ofTarget) {
      if (!bulk && input[field] === undefined) missing([], field);
      for (const [index, target] of (bulk ?? []).entries())
        if (target[field] === undefined) missing(['bulk', index], field);
    }
  })
  .meta({ id: 'TakeModerationAction' });
export type TakeAction = z.output<typeof TakeAction>;

export const SingleActionAnswer = z
  .strictObject({
    success: z.literal(true),
    actionId: Id,
    message: z.string(),
    affectedItems: z.int().min(0),
  })
  .meta({ id: 'ModerationActionAnswer' });

export const BulkActionAnswer = z
  .strictObject({
    success: z.literal(true),
    stats: z.strictObject({ total: z.int(), success: z.int(), failure: z.int() }),
    results: z.array(
      z.strictObject({
        targetId: z.string().meta({ description: 'Or the item or the user, where no content was named' }),
        success: z.boolean(),
        actionId: Id.optional(),
        error: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'ModerationBulkAnswer' });

export const ActionEntry = z
  .strictObject({
    id: Id,
    action: z.enum(moderationActions),
    moderatorId: Id.nullable().meta({ description: 'Who did it; null: the platform itself' }),
    automated: z.boolean(),
    origin: z.enum(['ai', 'rule']).nullable().meta({ description: 'What an automatic action follows from' }),
    targetType: z.string().nullable(),
    targetId: z.string().nullable(),
    targetUserId: z.string().nullable(),
    itemId: Id.nullable(),
    reason: z.string().nullable(),
    duration: z.int().nullable().meta({ description: 'Minutes' }),
    timestamp: Timestamp,
  })
  .meta({ id: 'ModerationActionEntry' });
export type ActionEntry = z.output<typeof ActionEntry>;

export const ListActions = z
  .strictObject({
    ...pageFields,
    limit: pageFields.limit.default(50),
    action: z.enum(moderationActions).optional(),
    moderatorId: Id.optional(),
    targetId: ContentId.optional(),
    targetUserId: OutsideUserId.optional(),
    itemId: Id.optional(),
    automated: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'ListModerationActions' });
export type ListActions = z.output<typeof ListActions>;

export const pagedFields = { count: z.int(), total: z.int(), page: z.int(), pages: z.int(), limit: z.int() };

export const ActionsAnswer = z
  .strictObject({ success: z.literal(true), auditLog: z.array(ActionEntry), ...pagedFields })
  .meta({ id: 'ModerationActionsAnswer' });

const Restriction = z
  .strictObject({
    since: Timestamp,
    until: Timestamp.nullable().meta({ description: 'null: for good' }),
    reason: z.string().nullable(),
    actionId: Id,
  })
  .nullable();

export const ModeratedUser = z
  .strictObject({
    userId: OutsideUserId,
    muted: Restriction,
    banned: Restriction,
    counts: z.strictObject({ violations: z.int(), warnings: z.int(), mutes: z.int(), bans: z.int() }),
    trustScore: z.number().min(0).max(1),
  })
  .meta({ id: 'ModeratedUser' });
export type ModeratedUser = z.output<typeof ModeratedUser>;
export const ModeratedUserAnswer = z
  .strictObject({ success: z.literal(true), user: ModeratedUser })
  .meta({ id: 'ModeratedUserAnswer' });
