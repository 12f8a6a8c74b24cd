import { unique } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const visitor = ({ ids, userId }: World) => ({ chatbotId: ids.chatbot, userId });
const stranger = (world: World) => ({ ...visitor(world), userId: unique('visitor') });
const record = async (world: World, kind: string, body: object) => {
  const params = visitor(world);
  return (await world.post(`/chatbots/${params.chatbotId}/${kind}/${params.userId}`, body)).id;
};
const remembered = async (world: World) => {
  const params = stranger(world);
  await world.post(`/chatbots/${params.chatbotId}/context/${params.userId}`, { data: { plan: 'basic' } });
  return params;
};

export const memoryCalls: CallTable = {
  'GET /api/v1/chatbots/{chatbotId}/context/{userId}': { call: (world) => ({ params: visitor(world) }) },
  'POST /api/v1/chatbots/{chatbotId}/context/{userId}': {
    call: (world) => ({ params: stranger(world), body: { data: { order: unique('A') } } }),
    status: 201,
  },
  'DELETE /api/v1/chatbots/{chatbotId}/context/{userId}': {
    call: async (world) => ({ params: await remembered(world) }),
  },
  'DELETE /api/v1/chatbots/{chatbotId}/memory/{userId}': {
    call: async (world) => ({ params: await remembered(world) }),
  },
  'GET /api/v1/chatbots/{chatbotId}/topics/{userId}': { call: (world) => ({ params: visitor(world) }) },
  'POST /api/v1/chatbots/{chatbotId}/topics/{userId}': {
    call: (world) => ({ params: visitor(world), body: { name: unique('topic ') } }),
    status: 201,
  },
  'DELETE /api/v1/chatbots/{chatbotId}/topics/{userId}/{topicId}': {
    call: async (world) => ({
      params: { ...visitor(world), topicId: await record(world, 'topics', { name: unique('topic ') }) },
    }),
  },
  'GET /api/v1/chatbots/{chatbotId}/entities/{userId}': { call: (world) => ({ params: visitor(world) }) },
  'POST /api/v1/chatbots/{chatbotId}/entities/{userId}': {
    call: (world) => ({ params: visitor(world), body: { type: 'product', value: unique('X') } }),
    status: 201,
  },
  'DELETE /api/v1/chatbots/{chatbotId}/entities/{userId}/{entityId}': {
    call: async (world) => {
      const entity = { type: 'product', value: unique('X') };
      return { params: { ...visitor(world), entityId: await record(world, 'entities', entity) } };
    },
  },
  'POST /api/v1/chatbots/{chatbotId}/references/resolve': {
    call: ({ ids, userId }) => ({
      params: { chatbotId: ids.chatbot },
      body: { text: 'How much does it cost?', userId, conversationId: ids.conversation },
    }),
  },
};
