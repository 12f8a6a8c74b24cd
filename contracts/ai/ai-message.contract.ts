import { z } from 'zod';
import { documented } from './documented-sentence.js';

const MessageId = z.string().min(1).max(200).meta({ example: 'msg-1' });
const AuthorId = z.string().min(1).max(200).meta({ example: 'user-123' });
const ChannelId = z.string().min(1).max(200).meta({ example: 'channel-general' });

/** A message of a channel, as callers send it: nothing of it is stored unless they ask for that. */
export const AiMessage = z
  .strictObject({
    id: MessageId,
    content: z.string().max(8_000).meta({ example: 'We should improve the search feature.' }),
    author_id: AuthorId,
    author_name: z.string().max(200).meta({ example: 'Alice' }),
    created_at: z.iso.datetime({ offset: true }),
    channel_id: ChannelId.optional(),
    thread_id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'The message that the thread began with' }),
    reactions: z
      .array(z.strictObject({ emoji: z.string().min(1).max(64), count: z.int().min(0).max(1_000_000) }))
      .max(100)
      .optional(),
  })
  .meta({ id: 'AiMessage' });
export type AiMessage = z.output<typeof AiMessage>;

export const aiMessageLimits = { summary: 500, digest: 1_000, search: 10_000, stored: 1_000 } as const;

/** Messages in their number; the sentences are those of the reference. */
export const messagesUpTo = <T extends z.ZodType>(message: T, most: number, tooMany: string) =>
  z
    .array(message, { error: documented('Invalid request: messages array required') })
    .min(1, documented('Invalid request: messages array required'))
    .max(most, documented(tooMany));
