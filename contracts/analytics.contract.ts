import { z } from 'zod';
import { Timestamp } from './common.contract.js';
import { TimeZone } from './time-zone.js';

export const intervals = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

/** Buckets that one answer may have. */
export const maxBuckets = 1_000;
/** Days that one answer may cover. */
export const maxDays = 732;

const moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'expected a time or a date in ISO 8601')
  .optional();

const period = {
  from: moment.meta({
    description:
      'A time, or a date for its midnight in the time zone; the bucket of 30 days before `to` when left out',
    example: '2026-01-01',
  }),
  to: moment.meta({
    description: 'Not included itself; now when left out',
    example: '2026-02-01',
  }),
  interval: z.enum(intervals).default('day').meta({ description: 'Weeks begin on Mondays' }),
  timezone: TimeZone.default('UTC').meta({
    description: 'Whose hours, days, weeks and months are meant',
    example: 'Europe/Berlin',
  }),
};

export const AnalyticsQuery = z.strictObject(period);
export type AnalyticsQuery = z.output<typeof AnalyticsQuery>;

export const IntentAnalyticsQuery = z.strictObject({
  ...period,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .meta({ description: 'How many intents are named: the most frequent of the whole period' }),
});
export type IntentAnalyticsQuery = z.output<typeof IntentAnalyticsQuery>;

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const messages = {
  received: count.meta({ description: 'Messages of end users' }),
  sent: count.meta({ description: 'Answers that were completed' }),
  failed: count.meta({ description: 'Answers that broke off or that no model gave' }),
  averageLatencyMs: z.number().min(0).nullable().meta({ description: 'Until the answer was complete' }),
  p95LatencyMs: z.int().min(0).nullable().meta({ description: '95 of 100 answers were not slower' }),
  tokens: count.meta({ description: 'As the models counted them, prompts and answers' }),
  promptTokens: count,
  completionTokens: count,
  cost: z.number().min(0).nullable().meta({
    description: 'US dollars of the answers with a known price; null when there is none but answers',
  }),
  unpriced: count.meta({ description: 'Answers whose cost is not known' }),
  grounded: count.meta({ description: 'Answers with a source, or as they were taught' }),
  unanswered: count.meta({
    description:
      'Answers that neither documents, nor training, nor memory supports, of bots that have documents or no model',
  }),
  byLanguage: z.record(z.string(), count).meta({
    description: 'Messages received, by language; `und` for those that do not tell',
    example: { en: 4 },
  }),
};

const users = {
  active: count.meta({ description: 'End users who wrote; those without a `userId` are not known apart' }),
  new: count.meta({ description: 'Active ones whose very first message lies in it' }),
  returning: count.meta({ description: 'Active ones who had written before' }),
  retention: share.nullable().meta({
    description:
      'Share of those active in the bucket before who are active again; for the totals, in the period of the same length before. Null when there were none.',
  }),
};

const sessions = {
  started: count,
  ended: count,
  averageMessages: z
    .number()
    .min(0)
    .nullable()
    .meta({ description: 'Of the sessions that ended: messages and answers' }),
  averageDurationMs: z
    .number()
    .min(0)
    .nullable()
    .meta({ description: 'Of the sessions that ended: from the beginning to the last answer' }),
  ratings: z
    .strictObject({ average: z.number().min(1).max(5).nullable(), count })
    .meta({ description: 'Of answers to messages of this time, whenever they were rated' }),
};

const intents = {
  classified: count.meta({ description: 'Messages that a trained model looked at' }),
  unclassified: count.meta({ description: 'Messages received while the bot had no model' }),
  outOfScope: count,
  intents: z
    .array(
      z.strictObject({
        intent: z.string(),
        count,
        averageConfidence: share,
        share: share.meta({ description: 'Of the classified messages' }),
      }),
    )
    .meta({ description: 'The most frequent first' }),
  otherIntents: count.meta({ description: 'Messages of intents beyond `limit`' }),
};

const analytics = <T extends z.core.$ZodLooseShape>(id: string, figures: T) =>
  z
    .strictObject({
      from: Timestamp,
      to: Timestamp,
      interval: z.enum(intervals),
      timezone: z.string(),
      totals: z.strictObject(figures).meta({ id: `${id}Totals` }),
      series: z.array(z.strictObject({ start: Timestamp, ...figures })).meta({
        description: 'Every bucket of the period in order; in the first and the last only what lies in it',
      }),
    })
    .meta({ id });

export const MessageAnalytics = analytics('MessageAnalytics', messages);
export type MessageAnalytics = z.output<typeof MessageAnalytics>;
export const UserAnalytics = analytics('UserAnalytics', users);
export type UserAnalytics = z.output<typeof UserAnalytics>;
export const SessionAnalytics = analytics('SessionAnalytics', sessions);
export type SessionAnalytics = z.output<typeof SessionAnalytics>;
export const IntentAnalytics = analytics('IntentAnalytics', intents);
export type IntentAnalytics = z.output<typeof IntentAnalytics>;
