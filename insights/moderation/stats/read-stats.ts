import type { ModerationAction } from '../../../contracts/ai/moderation-actions.contract.js';
import { issueTypes } from '../../../contracts/ai/moderation-analysis.contract.js';
import type { ContentAction } from '../../../contracts/ai/moderation-policy.contract.js';
import { openStatuses } from '../../../contracts/ai/moderation-queue.contract.js';
import type {
  ModerationStats,
  ReadModerationStats,
} from '../../../contracts/ai/moderation-stats.contract.js';
import { trustScore } from '../users/trust-score.js';
import { effectiveness } from './effectiveness.js';
import { daysOf, periodOf, type Period } from './period.js';
import { statsRepository, type Violator } from './stats.repository.js';

type Counted = { count: number };
const total = (rows: Counted[]): number => rows.reduce((sum, { count }) => sum + count, 0);
const where = <T extends Counted>(rows: T[], fits: (row: T) => boolean): number => total(rows.filter(fits));

/** What actions are called when they are done. */
const doneNames = {
  flag: 'flagged',
  hide: 'hidden',
  approve: 'approved',
  reject: 'rejected',
  delete: 'deleted',
  warn: 'warned',
  mute: 'muted',
  unmute: 'unmuted',
  ban: 'banned',
  unban: 'unbanned',
  appeal: 'appealed',
} as const satisfies Record<ModerationAction, string>;
const autoNames = {
  none: 'none',
  flag: 'flagged',
  hide: 'hidden',
  warn: 'warned',
  mute: 'muted',
  delete: 'deleted',
} as const satisfies Record<ContentAction, string>;

/** A count for every name, zero where there is nothing. */
const countsBy = <K extends string, T extends Counted>(
  names: readonly K[],
  rows: T[],
  nameOf: (row: T) => string,
) =>
  Object.fromEntries(names.map((name) => [name, where(rows, (row) => nameOf(row) === name)])) as Record<
    K,
    number
  >;

const topCount = 10;

/** What was moderated in an organisation within a time, how, and how rightly. */
export async function readModerationStats(
  organizationId: string,
  query: ReadModerationStats,
): Promise<Omit<ModerationStats, 'success'>> {
  const first = query.period === 'all' ? await statsRepository.first(organizationId) : null;
  const period = periodOf(query, first);
  const [decisions, queue, actions, times, trends, violators] = await Promise.all([
    statsRepository.decisions(organizationId, period),
    statsRepository.queue(organizationId, period),
    statsRepository.actions(organizationId, period),
    statsRepository.responseTimes(organizationId, period),
    statsRepository.trends(organizationId, period),
    statsRepository.violators(organizationId, period, topCount),
  ]);
  const analysed = total(decisions);
  const isOpen = ({ status }: (typeof queue)[number]) => openStatuses.includes(status);
  const automated = where(actions, (row) => row.automated);
  const dates = daysOf(period);
  const trendOf = (issue: string) =>
    dates.map((date) => ({ date, count: where(trends, (row) => row.issue === issue && row.date === date) }));
  const { average, ...distribution } = { ...times };
  return {
    period: { start: period.start.toISOString(), end: period.end.toISOString(), label: period.label },
    metrics: {
      totalAnalyzed: analysed,
      totalFlagged: total(queue),
      pendingReview: where(queue, isOpen),
      highPriority: where(queue, (row) => isOpen(row) && ['high', 'critical'].includes(row.priority)),
      totalActions: total(actions),
      automatedActions: automated,
      manualActions: total(actions) - automated,
      avgResponseTime: average === null ? null : Math.round(average * 1_000) / 1_000,
      flaggedRate: analysed === 0 ? null : where(decisions, ({ flagged }) => flagged) / analysed,
    },
    queueStats: {
      total: total(queue),
      byStatus: countsBy(
        ['pending', 'reviewing', 'approved', 'rejected', 'auto_resolved'],
        queue,
        (row) => row.status,
      ),
      byPriority: countsBy(['low', 'medium', 'high', 'critical'], queue, (row) => row.priority),
      byAutoAction: countsBy(Object.values(autoNames), queue, (row) => autoNames[row.autoAction]),
    },
    actionStats: {
      total: total(actions),
      byType: countsBy(Object.values(doneNames), actions, (row) => doneNames[row.action]),
      automatedCount: automated,
      manualCount: total(actions) - automated,
      aiCount: where(actions, (row) => row.automated && row.origin === 'ai'),
      ruleBasedCount: where(actions, (row) => row.automated && row.origin === 'rule'),
    },
    topViolators: await presentViolators(organizationId, period, violators),
    responseTimeDistribution: {
      under1h: distribution.under1h,
      under6h: distribution.under6h,
      under24h: distribution.under24h,
      over24h: distribution.over24h,
    },
    violationTrends: {
      toxicity: trendOf('toxicity'),
      spam: trendOf('spam'),
      profanity: trendOf('profanity'),
      nsfw: trendOf('nsfw'),
    },
    topCategories: issueTypes
      .map((category) => ({ category, count: where(trends, ({ issue }) => issue === category) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    autoActionEffectiveness: effectiveness(queue),
  };
}

async function presentViolators(
  organizationId: string,
  period: Period,
  violators: Violator[],
): Promise<ModerationStats['topViolators']> {
  const ids = violators.map(({ userId }) => userId);
  const received = await statsRepository.received(organizationId, period, ids);
  return violators.map(({ userId, total: violations, issues }) => {
    const of = (action: ModerationAction) =>
      where(received, (row) => row.userId === userId && row.action === action);
    const record = { violations, warnings: of('warn'), mutes: of('mute'), bans: of('ban') };
    return {
      ...{ user_id: userId, total_violations: violations, toxic_violations: issues.toxicity },
      ...{
        nsfw_violations: issues.nsfw,
        spam_violations: issues.spam,
        profanity_violations: issues.profanity,
      },
      ...{ trust_score: trustScore(record), warnings_received: record.warnings },
      ...{ mutes_received: record.mutes, bans_received: record.bans },
    };
  });
}
