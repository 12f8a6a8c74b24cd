import { data, unique } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const hook = ({ ids }: World) => ({ id: ids.webhook });
const another = async ({ site, post }: World) =>
  (await post('/webhooks', { url: site.url('/hook'), events: ['user.registered'] })).id;

/** One of an organisation that has as many as it may. */
const oneTooMany = async ({ given, site }: World) => {
  const { client } = await given.owner();
  const body = { url: site.url('/hook'), events: ['user.registered'] };
  for (let number = 0; number < 100; number++) data(await client.post('/api/v1/webhooks', body), 201);
  return { as: client, body };
};
/** A delivery of a webhook that is switched off. */
const switchedOff = async (world: World) => {
  const id = await another(world);
  const { client, post } = world;
  const delivery = await post(`/webhooks/${id}/test`, {}, 200);
  data(await client.put(`/api/v1/webhooks/${id}`, { active: false }));
  return { id, deliveryId: delivery.id };
};

export const webhookCalls: CallTable = {
  'GET /api/v1/webhooks': { call: () => ({}) },
  'POST /api/v1/webhooks': {
    call: ({ site, ids }) => ({
      body: {
        name: unique('CRM '),
        url: site.url('/hook'),
        events: ['conversation.ended'],
        filters: { chatbotIds: [ids.chatbot] },
      },
    }),
    errors: { 409: oneTooMany },
  },
  'GET /api/v1/webhooks/{id}': { call: (world) => ({ params: hook(world) }) },
  'PUT /api/v1/webhooks/{id}': {
    call: (world) => ({
      params: hook(world),
      body: { events: ['training.completed'], filters: { chatbotIds: [world.ids.chatbot] } },
    }),
  },
  'DELETE /api/v1/webhooks/{id}': { call: async (world) => ({ params: { id: await another(world) } }) },
  'POST /api/v1/webhooks/{id}/rotate-secret': {
    call: async (world) => ({ params: { id: await another(world) }, body: {} }),
  },
  'POST /api/v1/webhooks/{id}/test': { call: (world) => ({ params: hook(world), body: {} }) },
  'GET /api/v1/webhooks/{id}/deliveries': { call: (world) => ({ params: hook(world) }) },
  'GET /api/v1/webhooks/{id}/deliveries/{deliveryId}': {
    call: (world) => ({ params: { ...hook(world), deliveryId: world.ids.delivery } }),
  },
  'POST /api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver': {
    call: (world) => ({ params: { ...hook(world), deliveryId: world.ids.delivery } }),
    errors: { 409: async (world) => ({ params: await switchedOff(world) }) },
  },
};
