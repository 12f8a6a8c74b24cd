import { z } from 'zod';
import { DataKey, Id, listQuery, pageFields, sortField, Timestamp } from './common.contract.js';
import { eventTypes } from './events.contract.js';

/** Events of channels can be subscribed to already; nothing sends them before there are channels. */
export const channelEventTypes = ['message.created', 'channel.updated', 'user.joined'] as const;
export const subscribableEvents = [...eventTypes, ...channelEventTypes, '*'] as const;
export type SubscribableEvent = (typeof subscribableEvents)[number];

/** The type of the event that `POST /webhooks/:id/test` sends unless another one is named. */
export const testEventType = 'webhook.test';
const deliveredTypes = [...eventTypes, ...channelEventTypes, testEventType] as const;

const ids = z.array(Id).min(1).max(50);
export const WebhookFilters = z
  .strictObject({
    chatbotIds: ids.optional().meta({ description: 'Events about these chatbots only' }),
    userIds: ids.optional().meta({ description: 'Events about these end users only' }),
    channels: ids.optional().meta({ description: 'Events of these channels only' }),
    users: ids.optional().meta({ description: 'The same as `userIds`' }),
  })
  .meta({ id: 'WebhookFilters', description: 'Each one that is given must be met' });
export type WebhookFilters = z.output<typeof WebhookFilters>;

/** Text is the key as it is; what begins with `whsec_` is base64, as Standard Webhooks writes keys. */
const Secret = z
  .string()
  .min(16)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'expected printable characters without spaces')
  .refine(
    (value) =>
      !value.startsWith('whsec_') ||
      /^whsec_(?=.{24,}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
    'after whsec_ at least 16 bytes in base64 are expected',
  );

const fields = {
  name: z.string().trim().min(1).max(100).meta({ example: 'CRM' }),
  url: z.string().min(1).max(2_000).meta({ example: 'https://example.org/hooks/chatbots' }),
  events: z
    .array(z.enum(subscribableEvents))
    .min(1)
    .max(subscribableEvents.length)
    .meta({ example: ['message.sent', 'conversation.ended'], description: '`*` for all' }),
  active: z.boolean(),
};

export const CreateWebhook = z
  .strictObject({
    name: fields.name.optional(),
    url: fields.url,
    events: fields.events,
    secret: Secret.optional().meta({ description: 'Generated when absent' }),
    active: fields.active.optional(),
    filters: WebhookFilters.optional(),
  })
  .meta({ id: 'CreateWebhook' });
export type CreateWebhook = z.output<typeof CreateWebhook>;

export const UpdateWebhook = z
  .strictObject({
    name: fields.name.nullish(),
    url: fields.url.optional(),
    events: fields.events.optional(),
    active: fields.active.optional(),
    filters: z
      .strictObject({
        chatbotIds: ids.nullish(),
        userIds: ids.nullish(),
        channels: ids.nullish(),
        users: ids.nullish(),
      })
      .nullish(),
  })
  .meta({ id: 'UpdateWebhook' });
export type UpdateWebhook = z.output<typeof UpdateWebhook>;

export const RotateSecret = z
  .strictObject({
    secret: Secret.optional(),
    overlapHours: z.number().min(0).max(168).optional().meta({
      description:
        'How long the former secret signs beside the new one; 24 unless the operator says otherwise',
    }),
  })
  .meta({ id: 'RotateSecret' });
export type RotateSecret = z.output<typeof RotateSecret>;

export const DeliveryStats = z
  .strictObject({
    total_deliveries: z.int().min(0),
    successful_deliveries: z.int().min(0),
    failed_deliveries: z
      .int()
      .min(0)
      .meta({ description: 'Failed for good, or stopped when the webhook was disabled' }),
    pending_deliveries: z.int().min(0),
  })
  .meta({ id: 'DeliveryStats', description: 'Counted over the deliveries that the log still has' });
export type DeliveryStats = z.output<typeof DeliveryStats>;

const webhook = {
  id: Id,
  webhook_id: Id,
  organizationId: Id,
  name: z.string().nullable(),
  url: z.string(),
  events: z.array(z.enum(subscribableEvents)),
  filters: WebhookFilters,
  active: z.boolean(),
  disabledReason: z.string().nullable().meta({ description: 'Why the platform switched it off' }),
  disabledAt: Timestamp.nullable(),
  failingSince: Timestamp.nullable().meta({ description: 'The first failure after the last success' }),
  formerSecretsUntil: Timestamp.nullable().meta({ description: 'Until when a rotated secret still signs' }),
  last_delivery: Timestamp.nullable().meta({ description: 'The last attempt' }),
  delivery_stats: DeliveryStats,
  createdBy: Id,
  createdAt: Timestamp,
  created_at: Timestamp,
  updatedAt: Timestamp,
};
export const Webhook = z.strictObject(webhook).meta({ id: 'Webhook' });
export type Webhook = z.output<typeof Webhook>;

export const WebhookWithSecret = z
  .strictObject({ ...webhook, secret: z.string().meta({ description: 'Shown once', example: 'whsec_…' }) })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecret = z.output<typeof WebhookWithSecret>;

export const ListWebhooks = z.strictObject({
  ...listQuery(['createdAt', 'updatedAt'], 'createdAt:desc').shape,
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});

export const deliveryStates = ['pending', 'delivered', 'failed', 'disabled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const DeliveryAttempt = z
  .strictObject({
    at: Timestamp,
    status: z.int().nullable().meta({ description: 'Of the answer; null when there was none' }),
    durationMs: z.int().min(0),
    error: z.string().nullable(),
    request: z.strictObject({
      url: z.string().meta({ description: 'Without its query' }),
      headers: z.record(z.string(), z.string()),
      body: z.string().meta({ description: 'The beginning' }),
    }),
    response: z
      .strictObject({
        contentType: z.string().nullable(),
        retryAfter: z.string().nullable(),
        body: z.string().meta({ description: 'The beginning' }),
      })
      .nullable(),
  })
  .meta({ id: 'DeliveryAttempt' });
export type DeliveryAttempt = z.output<typeof DeliveryAttempt>;

export const Delivery = z
  .strictObject({
    id: Id,
    delivery_id: Id,
    webhookId: Id,
    webhook_id: Id,
    eventId: z.string().meta({ description: 'Sent as `webhook-id`, the same in every attempt' }),
    type: z.enum(deliveredTypes),
    test: z.boolean(),
    state: z.enum(deliveryStates),
    attempts: z.array(DeliveryAttempt).meta({ description: 'The latest ones' }),
    attemptCount: z.int().min(0),
    nextAttemptAt: Timestamp.nullable(),
    createdAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.output<typeof Delivery>;

export const ListDeliveries = z.strictObject({
  ...pageFields,
  sort: sortField(['createdAt'], 'createdAt:desc'),
  status: z.enum(deliveryStates).optional(),
  event: z.enum(deliveredTypes).optional(),
});
export type ListDeliveries = z.output<typeof ListDeliveries>;

export const TestWebhook = z
  .strictObject({
    event_type: z.enum(deliveredTypes).optional(),
    test_data: z
      .record(DataKey, z.json())
      .refine((value) => JSON.stringify(value).length <= 16_000, 'expected at most 16,000 characters of JSON')
      .optional(),
  })
  .meta({ id: 'TestWebhook' });
export type TestWebhook = z.output<typeof TestWebhook>;
