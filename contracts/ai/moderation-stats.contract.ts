import { z } from 'zod';
import { Timestamp } from '../common.contract.js';

export const statsPeriods = ['1d', '7d', '30d', '90d', 'all'] as const;
export type StatsPeriod = (typeof statsPeriods)[number];

const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const ReadModerationStats = z
  .strictObject({
    period: z.enum(statsPeriods).default('7d'),
    startDate: Moment.optional(),
    endDate: Moment.optional(),
  })
  .refine(({ startDate, endDate }) => !startDate || !endDate || Date.parse(startDate) < Date.parse(endDate), {
    path: ['endDate'],
    message: 'must be after startDate',
  })
  .meta({ id: 'ReadModerationStats' });
export type ReadModerationStats = z.output<typeof ReadModerationStats>;

const Count = z.int().min(0);
const counts = <const K extends string>(names: readonly K[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, Count])) as Record<K, typeof Count>);
const Share = z.number().min(0).max(1).nullable().meta({ description: 'null: nothing to tell it by' });
const Trend = z.array(z.strictObject({ date: z.iso.date(), count: Count }));

export const ModerationStats = z
  .strictObject({
    success: z.literal(true),
    period: z.strictObject({ start: Timestamp, end: Timestamp, label: z.string() }),
    metrics: z.strictObject({
      totalAnalyzed: Count,
      totalFlagged: Count,
      pendingReview: Count,
      highPriority: Count,
      totalActions: Count,
      automatedActions: Count,
      manualActions: Count,
      avgResponseTime: z
        .number()
        .nullable()
        .meta({ description: 'Seconds from an item to its first verdict; null without verdicts' }),
      flaggedRate: Share,
    }),
    queueStats: z.strictObject({
      total: Count,
      byStatus: counts(['pending', 'reviewing', 'approved', 'rejected', 'auto_resolved']),
      byPriority: counts(['low', 'medium', 'high', 'critical']),
      byAutoAction: counts(['none', 'flagged', 'hidden', 'warned', 'muted', 'deleted']),
    }),
    actionStats: z.strictObject({
      total: Count,
      byType: counts([
        ...(['flagged', 'hidden', 'approved', 'rejected', 'deleted', 'warned', 'muted', 'unmuted'] as const),
        ...(['banned', 'unbanned', 'appealed'] as const),
      ]),
      automatedCount: Count,
      manualCount: Count,
      aiCount: Count,
      ruleBasedCount: Count,
    }),
    topViolators: z.array(
      z.strictObject({
        user_id: z.string(),
        total_violations: Count,
        toxic_violations: Count,
        nsfw_violations: Count,
        spam_violations: Count,
        profanity_violations: Count,
        trust_score: z.number().min(0).max(1),
        warnings_received: Count,
        mutes_received: Count,
        bans_received: Count,
      }),
    ),
    responseTimeDistribution: counts(['under1h', 'under6h', 'under24h', 'over24h']),
    violationTrends: z.strictObject({ toxicity: Trend, spam: Trend, profanity: Trend, nsfw: Trend }),
    topCategories: z.array(z.strictObject({ category: z.string(), count: Count })),
    autoActionEffectiveness: z.strictObject({
      ...{
        accuracy: Share,
        falsePositiveRate: Share,
        falseNegativeRate: Share,
        precision: Share,
        recall: Share,
      },
      reviewed: Count,
    }),
  })
  .meta({ id: 'ModerationStats' });
export type ModerationStats = z.output<typeof ModerationStats>;
