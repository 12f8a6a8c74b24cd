import { z } from 'zod';
import { pageFields, Pagination } from '../common.contract.js';
import { AiMessage, aiMessageLimits } from './ai-message.contract.js';
import { documented } from './documented-sentence.js';

/** A message that is kept, in its channel. */
export const StoredMessage = AiMessage.safeExtend({
  channel_id: z.string().min(1).max(200).meta({ example: 'channel-general' }),
}).meta({ id: 'StoredMessage' });
export type StoredMessage = z.output<typeof StoredMessage>;

const required = documented('Invalid request: messages array required');

export const StoreMessages = z
  .strictObject({
    messages: z
      .array(StoredMessage, { error: required })
      .min(1, required)
      .max(aiMessageLimits.stored, documented(`Too many messages. Maximum: ${aiMessageLimits.stored}`)),
  })
  .meta({ id: 'StoreMessages' });
export type StoreMessages = z.output<typeof StoreMessages>;

export const MessagesStored = z
  .strictObject({
    success: z.literal(true),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
  })
  .meta({ id: 'MessagesStored' });
export type MessagesStored = z.output<typeof MessagesStored>;

export const ListMessages = z.strictObject({
  ...pageFields,
  channelId: z.string().min(1).max(200).optional(),
});
export type ListMessages = z.output<typeof ListMessages>;

export const Messages = z
  .strictObject({
    success: z.literal(true),
    messages: z.array(StoredMessage).meta({ description: 'The latest first' }),
    pagination: Pagination,
  })
  .meta({ id: 'Messages' });

export const DeleteMessages = z
  .strictObject({
    channelId: z.string().min(1).max(200).optional(),
    id: z.string().min(1).max(200).optional(),
  })
  .refine(({ channelId, id }) => (channelId === undefined) !== (id === undefined), {
    message: 'either channelId or id is required',
  });
export type DeleteMessages = z.output<typeof DeleteMessages>;

export const MessagesDeleted = z
  .strictObject({ success: z.literal(true), deleted: z.int() })
  .meta({ id: 'MessagesDeleted' });
