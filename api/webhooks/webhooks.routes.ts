import { z } from 'zod';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  CreateWebhook,
  Delivery,
  ListWebhooks,
  RotateSecret,
  TestWebhook,
  UpdateWebhook,
  Webhook,
  WebhookWithSecret,
} from '../../contracts/webhooks.contract.js';
import type { GuardedFetch } from '../../platform/http/guarded-fetch.types.js';
import {
  createWebhook,
  deleteWebhook,
  deliveryRepository,
  presentDelivery,
  presentWebhook,
  presentWithSecret,
  requireWebhook,
  rotateSecret,
  testWebhook,
  updateWebhook,
  webhookRepository,
  type WebhookDependencies,
} from '../../webhooks/index.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Webhooks', access: 'user' } as const;

export interface WebhookRouteDependencies extends WebhookDependencies {
  fetch: GuardedFetch;
  timeoutMs: number;
  logMs: number;
  overlapHours: number;
}

const countsOf = async (organizationId: string, id: string) =>
  (await deliveryRepository.count(organizationId, [id])).get(id);

export const createWebhookRoutes = (dependencies: WebhookRouteDependencies) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/webhooks',
    summary: 'Create a webhook',
    description:
      'The secret is shown in this answer only, generated unless one is given. Filters that are given must all be met; `*` stands for all events. Only addresses that anybody on the Internet could reach, and those in `OUTBOUND_ALLOW`, are sent to.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: CreateWebhook },
    responses: { 201: WebhookWithSecret },
    errors: ['CONFLICT'],
    handler: async ({ actor, body }) => {
      const { webhook, secret } = await createWebhook({ actor, input: body }, dependencies);
      return created(presentWithSecret(webhook, secret));
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/webhooks',
    summary: 'List webhooks',
    organizationRole: 'viewer',
    limit: 'read',
    paginated: true,
    request: { query: ListWebhooks },
    responses: { 200: z.array(Webhook) },
    handler: async ({ actor: { organizationId }, query }) => {
      const request = { ...query, sort: parseSort(query.sort) };
      const { items, total } = await webhookRepository.list(organizationId, request);
      const counts = await deliveryRepository.count(
        organizationId,
        items.map(({ _id }) => _id),
      );
      return page(
        items.map((webhook) => presentWebhook(webhook, counts.get(webhook._id))),
        total,
        query,
      );
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/webhooks/:id',
    summary: 'Get a webhook',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: Webhook },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const webhook = await requireWebhook(actor, params.id);
      return ok(presentWebhook(webhook, await countsOf(actor.organizationId, webhook._id)));
    },
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/webhooks/:id',
    summary: 'Update a webhook',
    description:
      'Fields that are sent are merged, also inside `filters`; null clears one. `active: false` stops what waits to be delivered; `active: true` also forgets past failures.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: UpdateWebhook },
    responses: { 200: Webhook },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) => {
      const webhook = await updateWebhook({ actor, id: params.id, input: body }, dependencies);
      return ok(presentWebhook(webhook, await countsOf(actor.organizationId, webhook._id)));
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/webhooks/:id',
    summary: 'Delete a webhook',
    description: 'Its log is deleted with it.',
    organizationRole: 'editor',
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await deleteWebhook({ actor, id: params.id });
      return done('Webhook deleted');
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/webhooks/:id/rotate-secret',
    summary: 'Rotate the secret of a webhook',
    description:
      'The new secret is shown in this answer only. Until the overlap is over every delivery carries a signature by each secret; an overlap of 0 ends all former ones at once.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: RotateSecret },
    responses: { 200: WebhookWithSecret },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) => {
      const { webhook, secret } = await rotateSecret({ actor, id: params.id, input: body }, dependencies);
      const counts = await countsOf(actor.organizationId, webhook._id);
      return ok(presentWithSecret(webhook, secret, counts));
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/webhooks/:id/test',
    summary: 'Send a test event',
    description:
      'One attempt at once, also while the webhook is switched off; the answer is what the receiver said, and it is in the log. The event is `webhook.test` unless `event_type` names another; its id begins with `test_`.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: TestWebhook },
    responses: { 200: Delivery },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) =>
      ok(presentDelivery(await testWebhook({ actor, id: params.id, input: body }, dependencies))),
  }),
];
