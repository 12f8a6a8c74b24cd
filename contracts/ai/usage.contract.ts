import { z } from 'zod';
import { Id } from '../common.contract.js';
import { documented } from './documented-sentence.js';

const count = z.int().min(0);
const dollars = z.number().min(0).nullable().meta({
  description: 'Dollars; null when no price of what was used is known',
});
const unpriced = count.meta({
  description: 'Requests to models whose price is unknown: not part of the cost',
});

const datesRequired = documented('Invalid request: startDate and endDate are required');
const day = /^\d{4}-\d{2}-\d{2}$/;
const DateText = (message: string) =>
  z
    .string({ error: message })
    .refine((text) => (day.test(text) || text.includes('T')) && !Number.isNaN(Date.parse(text)), {
      error: documented('Invalid date: expected ISO 8601, such as 2026-01-31 or 2026-01-31T10:00:00Z'),
    })
    .refine((text) => Date.parse(text) >= 0 && Date.parse(text) < 4e12, {
      error: documented('Invalid date: out of range'),
    });

export const isDay = (text: string): boolean => day.test(text);

export const usagePeriods = ['daily', 'weekly', 'monthly'] as const;
export type UsagePeriod = (typeof usagePeriods)[number];

const whose = { userId: Id.optional(), orgId: Id.optional() };

export const ReadAiUsage = z.strictObject({
  ...whose,
  period: z.enum(usagePeriods).default('daily'),
  date: DateText('expected a date').optional().meta({ example: '2026-01-01' }),
});
export type ReadAiUsage = z.output<typeof ReadAiUsage>;

const longestRangeMs = 366 * 86_400_000;

export const ReadAiCosts = z
  .strictObject({
    ...whose,
    startDate: DateText(datesRequired).meta({ example: '2026-01-01' }),
    endDate: DateText(datesRequired).meta({ example: '2026-01-31' }),
  })
  .refine(({ startDate, endDate }) => Date.parse(startDate) <= Date.parse(endDate), {
    path: ['endDate'],
    error: documented('Invalid date range: startDate must not be after endDate'),
  })
  .refine(({ startDate, endDate }) => Date.parse(endDate) - Date.parse(startDate) <= longestRangeMs, {
    path: ['endDate'],
    error: documented('Invalid date range: at most 366 days'),
  });
export type ReadAiCosts = z.output<typeof ReadAiCosts>;

const queueCounts = { pending: count, processing: count, completed: count, failed: count };
const milliseconds = z.number().nullable().meta({ description: 'Milliseconds; null before the first' });

const Cache = z.strictObject({
  size: count.nullable().meta({ description: 'Entries that are kept just now' }),
  hits: count.nullable(),
  misses: count.nullable(),
  hitRate: z.number().min(0).max(1).nullable().meta({ description: 'null without any lookup' }),
});

export const AiUsage = z
  .strictObject({
    success: z.literal(true),
    data: z.strictObject({
      usage: z.strictObject({
        requests: count.meta({ description: 'Calls of models, tries that failed included' }),
        totalTokens: count,
        promptTokens: count,
        completionTokens: count,
        totalCost: dollars,
        unpricedRequests: unpriced,
        byModel: z.record(
          z.string(),
          z.strictObject({ requests: count, tokens: count, cost: dollars, unpricedRequests: unpriced }),
        ),
        byFeature: z.record(
          z.string(),
          z.strictObject({ requests: count, tokens: count, cost: dollars, unpricedRequests: unpriced }),
        ),
      }),
      queues: z.array(
        z.strictObject({
          name: z.string().meta({ description: 'A kind of job' }),
          metrics: z.strictObject({
            ...queueCounts,
            avgWaitTime: milliseconds,
            avgProcessingTime: milliseconds,
            items: z.strictObject(queueCounts).meta({ description: 'What these jobs work on' }),
          }),
        }),
      ),
      cache: z.strictObject({ summarization: Cache, search: Cache, chat: Cache, embeddings: Cache }),
      period: z.enum(usagePeriods),
      date: z.string(),
      range: z.strictObject({ start: z.string(), end: z.string().meta({ description: 'Not included' }) }),
    }),
  })
  .meta({ id: 'AiUsage' });
export type AiUsage = z.output<typeof AiUsage>;

export const AiCosts = z
  .strictObject({
    success: z.literal(true),
    data: z.strictObject({
      stats: z.strictObject({
        totalCost: dollars,
        totalRequests: count,
        avgCostPerRequest: dollars,
        unpricedRequests: unpriced,
        byDay: z.array(z.strictObject({ date: z.string(), cost: dollars, requests: count })),
        byModel: z.record(
          z.string(),
          z.strictObject({
            cost: dollars,
            requests: count,
            avgCostPerRequest: dollars,
            unpricedRequests: unpriced,
          }),
        ),
        byFeature: z.record(z.string(), dollars),
      }),
      topUsers: z.array(
        z.strictObject({
          userId: z.string(),
          userName: z.string().nullable().meta({ description: 'null for an account that was deleted' }),
          totalCost: dollars,
          requests: count,
          topFeature: z.string(),
        }),
      ),
      pricing: z
        .record(z.string(), z.strictObject({ input: z.number().nullable(), output: z.number().nullable() }))
        .meta({ description: 'Present prices in dollars per 1,000 tokens; null where they are unknown' }),
      period: z.strictObject({ start: z.string(), end: z.string() }),
    }),
  })
  .meta({ id: 'AiCosts' });
export type AiCosts = z.output<typeof AiCosts>;

export const usageGroups = ['feature', 'model', 'chatbot', 'user', 'day'] as const;
export type UsageGroup = (typeof usageGroups)[number];

export const ReadOwnUsage = z
  .strictObject({
    from: DateText('expected a date').optional().meta({ description: 'By default the first of this month' }),
    to: DateText('expected a date').optional().meta({ description: 'Included; by default now' }),
    groupBy: z.enum(usageGroups).default('day'),
  })
  .refine(({ from, to }) => !from || Date.parse(from) <= (to ? Date.parse(to) : Date.now()), {
    path: ['to'],
    error: 'must not be before from',
  })
  .refine(
    ({ from, to }) => !from || (to ? Date.parse(to) : Date.now()) - Date.parse(from) <= longestRangeMs,
    { path: ['to'], error: 'at most 366 days after from' },
  )
  .refine(({ from, to }) => from !== undefined || to === undefined, {
    path: ['from'],
    error: 'is needed with to',
  });
export type ReadOwnUsage = z.output<typeof ReadOwnUsage>;

const figures = {
  requests: count,
  promptTokens: count,
  completionTokens: count,
  totalTokens: count,
  cost: dollars,
  unpricedRequests: unpriced,
};

export const OwnUsage = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    groupBy: z.enum(usageGroups),
    totals: z.strictObject(figures),
    groups: z.array(
      z.strictObject({
        key: z.string().nullable().meta({ description: 'null: what belongs to none' }),
        ...figures,
      }),
    ),
  })
  .meta({ id: 'OwnUsage' });
export type OwnUsage = z.output<typeof OwnUsage>;
