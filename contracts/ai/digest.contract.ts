import { z } from 'zod';
import { AiMessage, aiMessageLimits, messagesUpTo } from './ai-message.contract.js';
import { aiProviders, CostInfo } from './cost.contract.js';
import { documented } from './documented-sentence.js';

export const digestPeriods = ['daily', 'weekly', 'monthly'] as const;
export type DigestPeriod = (typeof digestPeriods)[number];

export const DigestOptions = z
  .strictObject({
    period: z.enum(digestPeriods).default('daily'),
    includeStats: z.boolean().default(true),
    includeTopics: z.boolean().default(true),
    includeTrends: z.boolean().default(true),
  })
  .prefault({});
export type DigestOptions = z.output<typeof DigestOptions>;

const channelRequired = 'Invalid request: channelId required';

export const MakeDigest = z
  .strictObject({
    channelId: z
      .string({ error: documented(channelRequired) })
      .trim()
      .min(1, documented(channelRequired))
      .max(200)
      .meta({ example: 'channel-general' }),
    messages: messagesUpTo(
      AiMessage,
      aiMessageLimits.digest,
      `Too many messages. Maximum: ${aiMessageLimits.digest}`,
    ),
    options: DigestOptions,
  })
  .meta({ id: 'MakeDigest' });
export type MakeDigest = z.output<typeof MakeDigest>;

export const Digest = z
  .strictObject({
    summary: z.string(),
    period: z.strictObject({ start: z.iso.datetime(), end: z.iso.datetime() }),
    stats: z
      .strictObject({
        totalMessages: z.int(),
        activeUsers: z.int(),
        threadsStarted: z.int().nullable().meta({ description: 'null when no message names a thread' }),
        reactions: z.int().nullable().meta({ description: 'null when no message tells its reactions' }),
      })
      .optional()
      .meta({ description: 'Unless includeStats is false' }),
    keyTopics: z
      .array(z.strictObject({ topic: z.string(), messageCount: z.int(), participants: z.array(z.string()) }))
      .optional()
      .meta({ description: 'Unless includeTopics is false; messages are counted that speak of it' }),
    highlights: z.array(z.string()),
    trends: z
      .strictObject({
        mostActive: z.string().nullable(),
        mostReacted: z.string().nullable().meta({ description: 'null when nothing got a reaction' }),
        peakHours: z.array(z.string()).meta({ description: 'In UTC' }),
      })
      .optional()
      .meta({ description: 'Unless includeTrends is false' }),
  })
  .meta({ id: 'Digest' });
export type Digest = z.output<typeof Digest>;

export const DigestAnswer = z
  .strictObject({
    success: z.literal(true),
    digest: Digest,
    digestId: z.string(),
    jobId: z.string(),
    provider: z.enum(aiProviders),
    costInfo: CostInfo,
  })
  .meta({ id: 'DigestAnswer' });
