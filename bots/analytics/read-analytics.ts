import type { Actor } from '../../accounts/index.js';
import type {
  AnalyticsQuery,
  IntentAnalytics,
  IntentAnalyticsQuery,
  MessageAnalytics,
  SessionAnalytics,
  UserAnalytics,
} from '../../contracts/analytics.contract.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { analyticsPeriod, type AnalyticsPeriod } from './analytics-period.js';
import { reportIntents } from './reports/report-intents.js';
import { reportMessages } from './reports/report-messages.js';
import { reportSessions } from './reports/report-sessions.js';
import { reportUsers } from './reports/report-users.js';
import type { BotKey } from './slots/slot.js';

interface Asked<Q> {
  actor: Actor;
  chatbotId: string;
  query: Q;
}

/** @throws AppError NOT_FOUND, VALIDATION_ERROR for an impossible period */
export const readMessageAnalytics = (asked: Asked<AnalyticsQuery>): Promise<MessageAnalytics> =>
  answer(asked, reportMessages);

/** @throws AppError NOT_FOUND, VALIDATION_ERROR for an impossible period */
export const readUserAnalytics = (asked: Asked<AnalyticsQuery>): Promise<UserAnalytics> =>
  answer(asked, reportUsers);

/** @throws AppError NOT_FOUND, VALIDATION_ERROR for an impossible period */
export const readSessionAnalytics = (asked: Asked<AnalyticsQuery>): Promise<SessionAnalytics> =>
  answer(asked, reportSessions);

/** @throws AppError NOT_FOUND, VALIDATION_ERROR for an impossible period */
export const readIntentAnalytics = (asked: Asked<IntentAnalyticsQuery>): Promise<IntentAnalytics> =>
  answer(asked, (bot, period) => reportIntents(bot, period, asked.query.limit));

async function answer<T extends object>(
  { actor, chatbotId, query }: Asked<AnalyticsQuery>,
  report: (bot: BotKey, period: AnalyticsPeriod) => Promise<T>,
) {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const period = analyticsPeriod(query);
  const figures = await report({ organizationId, chatbotId }, period);
  const { from, to, interval, timezone } = period;
  return { from: from.toISOString(), to: to.toISOString(), interval, timezone, ...figures };
}
