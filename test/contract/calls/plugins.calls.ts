import { data } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import { orders, type World } from '../world.js';

const plugin = ({ ids }: World) => ({ id: ids.plugin });
const installed = ({ ids }: World) => ({ chatbotId: ids.chatbot, pluginId: ids.plugin });
const register = async ({ post, site }: World, values: object = {}) =>
  (await post('/plugins', { ...orders(site), ...values })).id;
const install = async (world: World) => {
  const [chatbotId, pluginId] = [await world.chatbot(), await register(world)];
  await world.post(`/chatbots/${chatbotId}/plugins`, { pluginId });
  return { chatbotId, pluginId };
};
/** More tools than a bot may have, in one plugin. */
const manyTools = ({ site }: World) => ({
  ...orders(site),
  manifest: {
    endpoint: site.url('/orders'),
    tools: Array.from({ length: 65 }, (_, number) => ({
      name: `tool_${number}`,
      description: 'One of many.',
      inputSchema: { type: 'object' },
    })),
  },
});
const nameOf = async ({ client, ids }: World): Promise<string> =>
  data(await client.get(`/api/v1/plugins/${ids.plugin}`)).name;

export const pluginCalls: CallTable = {
  'GET /api/v1/plugins': { call: () => ({}) },
  'POST /api/v1/plugins': {
    call: ({ site }) => ({ body: orders(site) }),
    errors: { 409: async (world) => ({ body: { ...orders(world.site), name: await nameOf(world) } }) },
  },
  'GET /api/v1/plugins/{id}': { call: (world) => ({ params: plugin(world) }) },
  'PUT /api/v1/plugins/{id}': {
    call: (world) => ({ params: plugin(world), body: { description: 'Looks orders up.' } }),
    errors: {
      409: async (world) => ({ params: { id: await register(world) }, body: { name: await nameOf(world) } }),
    },
  },
  'DELETE /api/v1/plugins/{id}': {
    call: async (world) => ({ params: { id: await register(world) } }),
    errors: { 409: (world) => ({ params: plugin(world) }) },
  },
  'GET /api/v1/chatbots/{chatbotId}/plugins': {
    call: ({ ids }) => ({ params: { chatbotId: ids.chatbot } }),
  },
  'POST /api/v1/chatbots/{chatbotId}/plugins': {
    call: async (world) => ({
      params: { chatbotId: await world.chatbot() },
      body: { pluginId: await register(world), config: { apiKey: 'a secret of the shop' } },
    }),
    errors: {
      409: async (world) => ({
        params: { chatbotId: world.ids.chatbot },
        body: { pluginId: (await world.post('/plugins', manyTools(world))).id },
      }),
    },
  },
  'DELETE /api/v1/chatbots/{chatbotId}/plugins/{pluginId}': {
    call: async (world) => ({ params: await install(world) }),
  },
  'PUT /api/v1/chatbots/{chatbotId}/plugins/{pluginId}/config': {
    call: (world) => ({ params: installed(world), body: { config: { apiKey: 'another secret' } } }),
    errors: {
      409: async (world) => {
        const chatbotId = await world.chatbot();
        const pluginId = (await world.post('/plugins', manyTools(world))).id;
        await world.post(`/chatbots/${chatbotId}/plugins`, { pluginId, tools: ['tool_1'] });
        return { params: { chatbotId, pluginId }, body: { tools: null } };
      },
    },
  },
  'GET /api/v1/chatbots/{chatbotId}/plugins/{pluginId}/status': {
    call: (world) => ({ params: installed(world) }),
  },
};
