import { z } from 'zod';
import { Id, Timestamp } from './common.contract.js';

/** What the platform tells subscribers. Each event is stored with its cause and relayed at least once; `id` tells repeats. */
export const eventTypes = [
  'message.received',
  'message.sent',
  'conversation.started',
  'conversation.ended',
  'user.registered',
  'chatbot.created',
  'training.completed',
  'evaluation.completed',
  'digest.completed',
  'webhook.disabled',
  'budget.alert',
  'budget.capped',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface DomainEvent {
  id: string;
  type: EventType;
  organizationId: string;
  timestamp: Date;
  data: Record<string, unknown>;
}

/** Longer texts are cut in events; `truncated` says so, and the history has the whole. */
export const longestEventText = 16_000;

const conversation = {
  chatbotId: Id,
  conversationId: Id,
  userId: z.string().nullable().meta({ description: 'The end user, as the message named them' }),
};
const budget = {
  scope: z.enum(['organization', 'chatbot', 'job']),
  scopeId: Id,
  period: z.enum(['daily', 'monthly']),
  limit: z.number().meta({ description: 'Dollars' }),
  spent: z.number(),
};
const message = {
  ...conversation,
  messageId: Id,
  text: z.string().max(longestEventText),
  truncated: z.boolean(),
};

/** The `data` of each event. Further fields may come, so receivers should not refuse any. */
export const eventData: Record<EventType, { when: string; data: z.ZodType }> = {
  'message.received': {
    when: 'An end user sent a message to a bot',
    data: z.looseObject(message),
  },
  'message.sent': {
    when: 'A bot has answered',
    data: z.looseObject({
      ...message,
      replyTo: Id.meta({ description: 'The message that it answers' }),
      grounded: z.boolean().meta({ description: 'Whether the answer cites documents' }),
    }),
  },
  'conversation.started': { when: 'A conversation began', data: z.looseObject(conversation) },
  'conversation.ended': {
    when: 'A conversation was ended, or nothing was said in it for half an hour',
    data: z.looseObject({ ...conversation, reason: z.enum(['closed', 'idle']) }),
  },
  'user.registered': {
    when: 'Somebody registered. Told to webhooks that an administrator of the installation set up, as nobody else may know',
    data: z.looseObject({ userId: Id, username: z.string() }),
  },
  'chatbot.created': {
    when: 'A chatbot was created',
    data: z.looseObject({ chatbotId: Id, name: z.string() }),
  },
  'training.completed': {
    when: 'A training session has ended with a model',
    data: z.looseObject({ chatbotId: Id, sessionId: Id }),
  },
  'evaluation.completed': {
    when: 'All questions of an evaluation were asked',
    data: z.looseObject({
      chatbotId: Id,
      evaluationId: Id,
      setId: Id.nullable(),
      name: z.string(),
      version: z.int(),
      score: z.number().nullable().meta({ description: 'The mean' }),
      passed: z.boolean().nullable().meta({ description: 'null without thresholds' }),
      comparison: z
        .looseObject({ with: z.int().nullable(), better: z.int(), same: z.int(), worse: z.int() })
        .nullable(),
    }),
  },
  'digest.completed': {
    when: 'A digest of a channel was made',
    data: z.looseObject({
      digestId: Id,
      channelId: z.string(),
      jobId: Id,
      period: z.looseObject({ start: Timestamp, end: Timestamp }),
      summary: z.string(),
    }),
  },
  'webhook.disabled': {
    when: 'A webhook was switched off because its receiver is gone or has failed for too long',
    data: z.looseObject({ webhookId: Id, name: z.string().nullable(), reason: z.string() }),
  },
  'budget.alert': {
    when: 'What was spent has passed a threshold of a budget; once in a day or month',
    data: z.looseObject({ ...budget, threshold: z.number().meta({ description: 'Percent' }) }),
  },
  'budget.capped': {
    when: 'A call of a model did not fit into a budget any more; once in a day or month',
    data: z.looseObject(budget),
  },
};

/** What a webhook receives: the body of every delivery. */
export const deliveredEvent = (type: string, data: z.ZodType) =>
  z.strictObject({ id: Id, type: z.literal(type), timestamp: Timestamp, data });
