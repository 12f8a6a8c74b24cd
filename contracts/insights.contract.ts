import { z } from 'zod';
import { Id, pageFields, Timestamp } from './common.contract.js';

export const insightKinds = ['unanswered', 'low-rating', 'intent-drift', 'knowledge-gap', 'cost'] as const;
export type InsightKind = (typeof insightKinds)[number];

/** Weakest first. */
export const severities = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

/** The answer that shows something, and what was asked. */
export const Evidence = z
  .strictObject({
    messageId: Id.meta({ description: 'Of the answer; its trace tells more' }),
    excerpt: z.string().meta({ description: 'The question, and what was said when it was rated' }),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.output<typeof Evidence>;

export const Insight = z
  .strictObject({
    id: Id.meta({ description: 'Stays while the cause stays' }),
    kind: z.enum(insightKinds),
    title: z.string().meta({ example: 'Do you ship to Norway?' }),
    severity: z.enum(severities),
    count: z.int().min(1).meta({ description: 'Answers that it is about' }),
    evidence: z.array(Evidence).meta({ description: 'The newest five' }),
    suggestion: z.string(),
    figures: z
      .record(z.string(), z.number())
      .meta({ description: 'What it was concluded from', example: { share: 0.24, shareBefore: 0.08 } }),
    firstSeenAt: Timestamp,
    lastSeenAt: Timestamp,
  })
  .meta({ id: 'Insight' });
export type Insight = z.output<typeof Insight>;

/** A moment, or the day that begins then, in UTC. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const ListInsights = z
  .strictObject({
    ...pageFields,
    from: moment.optional().meta({ description: '30 days before `to` when left out' }),
    to: moment.optional().meta({ description: 'Not included; now when left out' }),
    kind: z.enum(insightKinds).optional(),
    severity: z.enum(severities).optional(),
  })
  .meta({ id: 'ListInsights' });
export type ListInsights = z.output<typeof ListInsights>;
