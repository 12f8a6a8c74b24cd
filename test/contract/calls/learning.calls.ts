import { randomInt } from 'node:crypto';
import { data, unique } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const ofBot = ({ ids }: World) => ({ chatbotId: ids.chatbot });
const proposal = () => ({
  kind: 'knowledge',
  question: unique('Do you ship to Norway? '),
  answer: 'Yes, within five working days.',
});
/** An item of a bot of its own, so that applying it concerns nothing else. */
const item = async ({ chatbot, post, client }: World, status?: string) => {
  const chatbotId = await chatbot();
  const { id } = await post(`/chatbots/${chatbotId}/learning`, proposal());
  if (status) data(await client.put(`/api/v1/learning/${id}/status`, { status }));
  return { chatbotId, learningId: id };
};
const applied = async (world: World) => {
  const { chatbotId, learningId } = await item(world, 'approved');
  const { jobId } = await world.post(`/chatbots/${chatbotId}/learning/apply`, {}, 202);
  await world.given.finished(world.client, jobId as string);
  return { chatbotId, learningId };
};
const only = async (made: Promise<{ learningId: string }>) => ({ learningId: (await made).learningId });

export const learningCalls: CallTable = {
  'GET /api/v1/chatbots/{chatbotId}/insights': { call: (world) => ({ params: ofBot(world) }) },
  'GET /api/v1/chatbots/{chatbotId}/learning': { call: (world) => ({ params: ofBot(world) }) },
  'POST /api/v1/chatbots/{chatbotId}/learning': {
    call: (world) => ({ params: ofBot(world), body: { ...proposal(), messageIds: [world.ids.message] } }),
  },
  'POST /api/v1/chatbots/{chatbotId}/learning/generate': {
    call: async ({ chatbot }) => ({
      params: { chatbotId: await chatbot() },
      body: { limit: randomInt(1, 500) },
    }),
  },
  'POST /api/v1/chatbots/{chatbotId}/learning/apply': {
    call: async (world) => {
      const { chatbotId, learningId } = await item(world, 'approved');
      return { params: { chatbotId }, body: { itemIds: [learningId] } };
    },
    errors: { 409: async ({ chatbot }) => ({ params: { chatbotId: await chatbot() }, body: {} }) },
  },
  'POST /api/v1/chatbots/{chatbotId}/learning/{learningId}/undo': {
    call: async (world) => ({ params: await applied(world), body: {} }),
    errors: { 409: async (world) => ({ params: await item(world), body: {} }) },
  },
  'GET /api/v1/learning/{learningId}': { call: async (world) => ({ params: await only(item(world)) }) },
  'PUT /api/v1/learning/{learningId}': {
    call: async (world) => ({ params: await only(item(world)), body: { answer: 'Yes, within a week.' } }),
    errors: {
      409: async (world) => ({ params: await only(applied(world)), body: { answer: 'No.' } }),
    },
  },
  'PUT /api/v1/learning/{learningId}/status': {
    call: async (world) => ({ params: await only(item(world)), body: { status: 'approved' } }),
    errors: {
      409: async (world) => ({ params: await only(applied(world)), body: { status: 'rejected' } }),
    },
  },
  'DELETE /api/v1/learning/{learningId}': {
    call: async (world) => ({ params: await only(item(world)) }),
    errors: { 409: async (world) => ({ params: await only(applied(world)) }) },
  },
};
