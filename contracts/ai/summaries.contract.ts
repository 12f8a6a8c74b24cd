import { z } from 'zod';
import { AiMessage, aiMessageLimits, messagesUpTo } from './ai-message.contract.js';
import { aiProviders, CostInfo } from './cost.contract.js';
import { Digest } from './digest.contract.js';

export const summaryTypes = ['brief', 'digest', 'thread', 'catchup', 'meeting-notes'] as const;
export type SummaryType = (typeof summaryTypes)[number];

export const summaryStyles = ['brief', 'detailed', 'bullets'] as const;
export type SummaryStyle = (typeof summaryStyles)[number];

export const MeetingOptions = z
  .strictObject({
    title: z.string().trim().min(1).max(200).optional(),
    includeActionItems: z.boolean().default(true),
    includeDecisions: z.boolean().default(true),
    includeParticipants: z.boolean().default(true),
    includeTopics: z.boolean().default(true),
    includeQuestions: z.boolean().default(true).meta({ description: 'What was asked and not answered' }),
  })
  .meta({ id: 'MeetingOptions' });
export type MeetingOptions = z.output<typeof MeetingOptions>;

export const Summarize = z
  .strictObject({
    messages: messagesUpTo(
      AiMessage,
      aiMessageLimits.summary,
      `Too many messages. Maximum: ${aiMessageLimits.summary}`,
    ),
    type: z.enum(summaryTypes).default('brief'),
    options: z
      .strictObject({
        style: z.enum(summaryStyles).default('brief'),
        maxLength: z.int().min(10).max(2_000).default(100).meta({ description: 'Words at most' }),
        includeKeyPoints: z.boolean().default(false),
      })
      .prefault({}),
    meetingOptions: MeetingOptions.optional(),
  })
  .meta({ id: 'Summarize' });
export type Summarize = z.output<typeof Summarize>;

export const ActionItem = z
  .strictObject({
    task: z.string(),
    owner: z.string().nullable().meta({ description: 'Who does it; null when that was left open' }),
    due: z.string().nullable().meta({ description: 'Until when, in the words of the messages' }),
  })
  .meta({ id: 'ActionItem' });
export type ActionItem = z.output<typeof ActionItem>;

export const ThreadSummary = z
  .strictObject({
    topic: z.string().nullable(),
    summary: z.string(),
    participants: z.array(z.string()),
    messageCount: z.int(),
    keyPoints: z.array(z.string()),
    decisions: z.array(z.string()),
    resolution: z.string().nullable().meta({ description: 'How it ended; null while nothing was settled' }),
    openQuestions: z.array(z.string()),
    actionItems: z.array(ActionItem),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
  })
  .meta({ id: 'ThreadSummary' });
export type ThreadSummary = z.output<typeof ThreadSummary>;

const Mention = z.strictObject({ author: z.string(), text: z.string(), messageId: z.string() });

export const Catchup = z
  .strictObject({
    summary: z.string(),
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    messageCount: z.int(),
    participants: z.array(z.string()),
    mentions: z.array(Mention).meta({ description: 'Where somebody is addressed by `@`' }),
    decisions: z.array(Mention),
    questions: z.array(Mention).meta({ description: 'To which nobody has answered' }),
    actionItems: z.array(ActionItem),
  })
  .meta({ id: 'Catchup' });
export type Catchup = z.output<typeof Catchup>;

export const MeetingNotes = z
  .strictObject({
    title: z.string(),
    date: z.iso.date(),
    summary: z.string(),
    participants: z.array(z.string()).optional(),
    topics: z.array(z.string()).optional(),
    decisions: z.array(z.string()).optional(),
    actionItems: z.array(ActionItem).optional(),
    openQuestions: z.array(z.string()).optional(),
  })
  .meta({ id: 'MeetingNotes', description: 'With the sections that meetingOptions ask for' });
export type MeetingNotes = z.output<typeof MeetingNotes>;

export const SummaryAnswer = z
  .strictObject({
    success: z.literal(true),
    summary: z.string(),
    keyPoints: z.array(z.string()).optional().meta({ description: 'When asked for' }),
    digest: Digest.optional().meta({ description: 'Of the type digest' }),
    threadSummary: ThreadSummary.optional().meta({ description: 'Of the type thread' }),
    catchup: Catchup.optional().meta({ description: 'Of the type catchup' }),
    meetingNotes: MeetingNotes.optional().meta({ description: 'Of the type meeting-notes' }),
    provider: z.enum(aiProviders),
    qualityScore: z.number().min(0).max(1).nullable().meta({
      description:
        'Of the type brief, computed from the messages: how much of them it covers times how well each sentence is supported',
    }),
    costInfo: CostInfo,
  })
  .meta({ id: 'SummaryAnswer' });
export type SummaryAnswer = z.output<typeof SummaryAnswer>;
