import { z } from 'zod';
import { Id, LanguageTag, Metadata, pageFields, Timestamp } from './common.contract.js';
import { ToolCallRecord } from './plugin-installations.contract.js';
import { MessageEntity } from './message-entity.contract.js';

/** Names the end user of a conversation; chosen by the caller, meaningful to the caller only. */
export const EndUserId = z.string().min(1).max(128).meta({ id: 'EndUserId', example: 'customer-17' });

export const SendMessage = z
  .strictObject({
    message: z.string().trim().min(1).max(8_000).meta({ example: 'How long is the guarantee?' }),
    conversationId: Id.optional(),
    userId: EndUserId.optional(),
    stream: z.boolean().optional(),
    metadata: Metadata.optional(),
  })
  .meta({ id: 'SendMessage' });
export type SendMessage = z.output<typeof SendMessage>;

export const Citation = z
  .strictObject({
    index: z.int().min(1).meta({ description: 'The text refers to it as [index]' }),
    itemId: Id,
    chunkId: Id,
    title: z.string(),
    text: z.string(),
    score: z.number().min(0).max(1),
    source: z.string(),
  })
  .meta({ id: 'Citation' });
export type Citation = z.output<typeof Citation>;

export const TokenUsage = z
  .strictObject({
    promptTokens: z.int(),
    completionTokens: z.int(),
    totalTokens: z.int(),
    cost: z
      .number()
      .nullable()
      .meta({ description: 'US dollars; null when the price of the model is not known' }),
    cached: z
      .boolean()
      .meta({ description: 'Told again from an equal request of lately: no model was asked' }),
  })
  .meta({ id: 'TokenUsage' });

/** Of what the end user wrote; the answer is in it too. */
const MessageLanguage = LanguageTag.nullable().meta({
  description: 'Language of the user’s message; null when the message does not tell',
});

const AnsweredVersion = z
  .int()
  .nullable()
  .meta({ description: 'The version of the bot that answered; null for answers of before there were any' });

const ToolCalls = z
  .array(ToolCallRecord)
  .meta({ description: 'The tools that were called for it, in their order' });

export const ConversationAnswer = z
  .strictObject({
    conversationId: Id,
    messageId: Id,
    message: z.string(),
    language: MessageLanguage,
    version: AnsweredVersion,
    citations: z.array(Citation),
    intent: z.strictObject({ name: z.string().nullable(), confidence: z.number() }).nullable(),
    entities: z
      .array(MessageEntity)
      .nullable()
      .meta({ description: 'Found in the message; null in answers of before they were looked for' }),
    sentiment: z.strictObject({ label: z.string(), score: z.number() }).nullable(),
    confidence: z.number().min(0).max(1).nullable(),
    grounded: z.boolean(),
    provider: z.string(),
    model: z.string(),
    usage: TokenUsage,
    toolCalls: ToolCalls,
    latencyMs: z.int(),
  })
  .meta({ id: 'ConversationAnswer' });
export type ConversationAnswer = z.output<typeof ConversationAnswer>;

export const HistoryQuery = z.strictObject({
  ...pageFields,
  conversationId: Id.optional(),
  userId: EndUserId.optional(),
});
export type HistoryQuery = z.output<typeof HistoryQuery>;

export const ratingWords = { up: 5, down: 1 } as const;
export const Rating = z.union([z.int().min(1).max(5), z.enum(['up', 'down'])]).meta({ id: 'Rating' });

export const AnswerStatus = z.enum(['answering', 'answered', 'interrupted']).meta({ id: 'AnswerStatus' });

export const HistoryMessage = z
  .strictObject({
    id: Id,
    conversationId: Id,
    userId: z.string().nullable(),
    role: z.enum(['user', 'assistant', 'system']),
    content: z.string(),
    language: MessageLanguage.optional(),
    createdAt: Timestamp,
    status: AnswerStatus.optional().meta({
      description:
        'Of an answer: `answering` while it is made, `interrupted` when only a part of it could be made',
    }),
    citations: z.array(Citation).optional(),
    toolCalls: ToolCalls.optional(),
    rating: z.strictObject({ rating: z.int(), feedback: z.string().nullable() }).nullable().optional(),
  })
  .meta({ id: 'HistoryMessage' });
export type HistoryMessage = z.output<typeof HistoryMessage>;

export const RateResponse = z
  .strictObject({ messageId: Id, rating: Rating, feedback: z.string().trim().max(2_000).optional() })
  .meta({ id: 'RateResponse' });
export type RateResponse = z.output<typeof RateResponse>;

export const RatedResponse = z
  .strictObject({
    messageId: Id,
    rating: z.int().min(1).max(5),
    feedback: z.string().nullable(),
    ratedAt: Timestamp,
  })
  .meta({ id: 'RatedResponse' });

/** What happened in a turn, for builders: enough to understand it and to run it again. */
export const TurnTrace = z
  .strictObject({
    messageId: Id,
    conversationId: Id,
    question: z.string(),
    language: MessageLanguage,
    answer: z.string(),
    status: AnswerStatus,
    version: AnsweredVersion,
    prompt: z.array(z.strictObject({ role: z.string(), content: z.string() })),
    retrieval: z.strictObject({
      query: z.string(),
      context: z.string().nullable().meta({
        description: 'The questions before and this one, where it leans on them; searched for beside it',
      }),
      mode: z.string(),
      minScore: z.number(),
      support: z.number().nullable(),
      chunks: z.array(
        z.strictObject({ itemId: Id, chunkId: Id, title: z.string(), score: z.number(), used: z.boolean() }),
      ),
    }),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    attempts: z.array(z.strictObject({ provider: z.string(), outcome: z.string(), ms: z.number() })),
    timings: z.record(z.string(), z.number()),
    usage: TokenUsage.nullable(),
    toolCalls: ToolCalls,
    removedLinks: z
      .array(z.string())
      .meta({ description: 'Addresses that were taken out of the answer, without their queries' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'TurnTrace' });
export type TurnTrace = z.output<typeof TurnTrace>;
