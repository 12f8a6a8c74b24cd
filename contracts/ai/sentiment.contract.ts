import { z } from 'zod';
import { AiMessage, aiMessageLimits, messagesUpTo } from './ai-message.contract.js';
import { aiProviders, CostInfo } from './cost.contract.js';
import { documented } from './documented-sentence.js';

export const sentimentTypes = ['single', 'trend', 'morale'] as const;
export type SentimentType = (typeof sentimentTypes)[number];

const Period = z.strictObject(
  { start: z.iso.datetime({ offset: true }), end: z.iso.datetime({ offset: true }) },
  { error: documented('Period required for morale report') },
);

const tooMany = `Too many messages. Maximum: ${aiMessageLimits.summary}`;

export const AnalyzeSentiment = z
  .strictObject({
    type: z
      .enum(sentimentTypes, { error: documented('Invalid type. Must be: single, trend, or morale') })
      .default('single'),
    message: AiMessage.optional(),
    messages: messagesUpTo(AiMessage, aiMessageLimits.summary, tooMany).optional(),
    period: Period.optional(),
    options: z.strictObject({ language: z.string().min(2).max(35).optional() }).optional(),
  })
  .superRefine(({ type, message, messages, period }, context) => {
    const refuse = (path: string, sentence: string) =>
      context.addIssue({ code: 'custom', path: [path], message: documented(sentence) });
    if (type === 'single' && !message) refuse('message', 'Invalid request: message required');
    if (type !== 'single' && !messages) refuse('messages', 'Invalid request: messages array required');
    if (type === 'morale' && !period) refuse('period', 'Period required for morale report');
    if (period && Date.parse(period.end) < Date.parse(period.start))
      context.addIssue({ code: 'custom', path: ['period', 'end'], message: 'is before its start' });
  })
  .meta({ id: 'AnalyzeSentiment' });
export type AnalyzeSentiment = z.output<typeof AnalyzeSentiment>;

export const sentiments = ['positive', 'neutral', 'negative', 'mixed'] as const;
export const Sentiment = z.enum(sentiments);
export type Sentiment = z.output<typeof Sentiment>;

export const emotionNames = [
  'joy',
  'trust',
  'anticipation',
  'surprise',
  'fear',
  'anger',
  'sadness',
  'disgust',
] as const;
export type Emotion = (typeof emotionNames)[number];

const Score = z.number().min(0).max(1);

export const SentimentResult = z
  .strictObject({
    sentiment: Sentiment,
    score: Score.meta({ description: '0 is very negative, 0.5 neutral, 1 very positive', example: 0.87 }),
    confidence: Score,
    emotions: z
      .partialRecord(z.enum(emotionNames), Score)
      .meta({ description: 'Those that show, strongest first' }),
    tone: z.string().meta({ example: 'enthusiastic' }),
    keywords: z.array(z.string()),
  })
  .meta({ id: 'SentimentResult' });
export type SentimentResult = z.output<typeof SentimentResult>;

export const trendDirections = ['improving', 'declining', 'stable'] as const;
const Direction = z.enum(trendDirections);
export type Direction = z.output<typeof Direction>;

export const SentimentTrend = z
  .strictObject({
    overall: Direction,
    averageScore: Score,
    timeline: z
      .array(
        z.strictObject({ date: z.iso.date(), score: Score, sentiment: Sentiment, messageCount: z.int() }),
      )
      .meta({ description: 'By day in UTC' }),
    shifts: z.array(
      z.strictObject({
        timestamp: z.iso.datetime(),
        from: Sentiment,
        to: Sentiment,
        trigger: z.string().nullable().meta({ description: 'What was talked about then' }),
      }),
    ),
  })
  .meta({ id: 'SentimentTrend' });
export type SentimentTrend = z.output<typeof SentimentTrend>;

const percent = z.int().min(0).max(100);

export const MoraleReport = z
  .strictObject({
    overall: Sentiment.nullable().meta({
      description: 'null, as all figures, when the period has no message',
    }),
    score: z.number().min(0).max(10).nullable(),
    trend: Direction.nullable(),
    breakdown: z
      .strictObject({ positive: percent, neutral: percent, negative: percent })
      .nullable()
      .meta({ description: 'Percentages of the messages, 100 together; mixed ones are neutral' }),
    topPositiveTopics: z.array(z.string()),
    concerns: z.array(z.string()),
    recommendations: z.array(z.string()),
    messageCount: z.int().meta({ description: 'Messages within the period' }),
  })
  .meta({ id: 'MoraleReport' });
export type MoraleReport = z.output<typeof MoraleReport>;

export const SentimentAnswer = z
  .strictObject({
    success: z.literal(true),
    result: SentimentResult.optional().meta({ description: 'Of the type single' }),
    trend: SentimentTrend.optional().meta({ description: 'Of the type trend' }),
    moraleReport: MoraleReport.optional().meta({ description: 'Of the type morale' }),
    provider: z.enum(aiProviders),
    costInfo: CostInfo,
  })
  .meta({ id: 'SentimentAnswer' });
export type SentimentAnswer = z.output<typeof SentimentAnswer>;
