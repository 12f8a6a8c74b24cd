import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { deliveredEvent, eventData, eventTypes } from '../../contracts/events.contract.js';

/** Of Standard Webhooks; `docs/webhooks.md` tells how to verify them. */
const headers = z.object({
  'webhook-id': z.string().meta({ description: 'The id of the event, the same in every attempt' }),
  'webhook-timestamp': z.string().meta({ description: 'Epoch seconds of the attempt' }),
  'webhook-signature': z.string().meta({
    description: 'HMAC-SHA256 of `id.timestamp.body`, one for each secret, separated by spaces',
    example: 'v1,…',
  }),
});

/** What the platform sends to webhooks, for the OpenAPI document. */
export const eventWebhooks = (): ZodOpenApiPathsObject =>
  Object.fromEntries(
    eventTypes.map((type) => {
      const { when, data } = eventData[type];
      return [
        type,
        {
          post: {
            operationId: `event${type.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
            summary: when,
            tags: ['Events'],
            requestParams: { header: headers },
            requestBody: {
              required: true,
              content: { 'application/json': { schema: deliveredEvent(type, data) } },
            },
            responses: {
              '2XX': { description: 'Delivered' },
              '410': { description: 'Switches the webhook off' },
              default: { description: 'Repeated later, not before `Retry-After`' },
            },
          },
        },
      ];
    }),
  );
