import { z } from 'zod';
import { parseSort } from '../../contracts/common.contract.js';
import { Delivery, ListDeliveries } from '../../contracts/webhooks.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { deliveryRepository, presentDelivery, redeliver, requireWebhook } from '../../webhooks/index.js';
import { accepted, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Webhooks', access: 'user' } as const;

export const createDeliveryRoutes = () => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/webhooks/:id/deliveries',
    summary: 'List the deliveries of a webhook',
    description: 'What has ended stays in the log for thirty days, unless the operator says otherwise.',
    organizationRole: 'viewer',
    limit: 'read',
    paginated: true,
    request: { query: ListDeliveries },
    responses: { 200: z.array(Delivery) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireWebhook(actor, params.id);
      const request = { ...query, webhookId: _id, sort: parseSort(query.sort) };
      const { items, total } = await deliveryRepository.list(organizationId, request);
      return page(items.map(presentDelivery), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/webhooks/:id/deliveries/:deliveryId',
    summary: 'Get a delivery',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: Delivery },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const { organizationId, _id } = await requireWebhook(actor, params.id);
      const delivery = await deliveryRepository.find(organizationId, _id, params.deliveryId);
      if (!delivery) throw notFound('Delivery');
      return ok(presentDelivery(delivery));
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/webhooks/:id/deliveries/:deliveryId/redeliver',
    summary: 'Deliver an event again',
    description:
      'Whatever became of it, within seconds and under the same `webhook-id`; it is repeated as a new one when it fails.',
    organizationRole: 'editor',
    limit: 'management',
    responses: { 202: Delivery },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) =>
      accepted(presentDelivery(await redeliver({ actor, id: params.id, deliveryId: params.deliveryId }))),
  }),
];
