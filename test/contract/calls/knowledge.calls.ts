import { randomInt } from 'node:crypto';
import { data, unique } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const base = ({ ids }: World) => ({ id: ids.knowledgeBase });
const note = { title: 'Tickets', content: 'A ticket is valid for an hour.', tags: ['fares'] };
const item = async ({ ids, given, owner, post }: World, body: object = note) => {
  const accepted = await post(`/knowledge-bases/${ids.knowledgeBase}/items`, body, 202);
  await given.finished(owner.client, accepted.jobId as string);
  return (accepted.items as { id: string }[])[0]!.id;
};

export const knowledgeCalls: CallTable = {
  'GET /api/v1/chatbots/{chatbotId}/knowledge-bases': {
    call: ({ ids }) => ({ params: { chatbotId: ids.chatbot } }),
  },
  'POST /api/v1/chatbots/{chatbotId}/knowledge-bases': {
    call: ({ ids }) => ({ params: { chatbotId: ids.chatbot }, body: { name: unique('Handbook ') } }),
    errors: {
      409: async ({ ids, client }) => {
        const { name } = data(await client.get(`/api/v1/knowledge-bases/${ids.knowledgeBase}`));
        return { params: { chatbotId: ids.chatbot }, body: { name } };
      },
    },
  },
  'GET /api/v1/knowledge-bases/{id}': { call: (world) => ({ params: base(world) }) },
  'PUT /api/v1/knowledge-bases/{id}': {
    call: (world) => ({ params: base(world), body: { description: 'For drivers.' } }),
    errors: {
      409: async ({ ids, client, knowledgeBase }) => {
        const { name } = data(await client.get(`/api/v1/knowledge-bases/${ids.knowledgeBase}`));
        return { params: { id: await knowledgeBase() }, body: { name } };
      },
    },
  },
  'POST /api/v1/knowledge-bases/{id}/reindex': {
    call: async (world) => ({
      params: { id: await world.knowledgeBase() },
      body: { chunking: { size: randomInt(64, 200) } },
    }),
  },
  'DELETE /api/v1/knowledge-bases/{id}': {
    call: async ({ knowledgeBase }) => ({ params: { id: await knowledgeBase() } }),
  },
  'GET /api/v1/knowledge-bases/{id}/search': {
    call: (world) => ({ params: base(world), query: { q: 'When do trams leave?', limit: '1' } }),
    errors: {
      402: async ({ knowledgeBase }) => ({
        params: { id: await knowledgeBase() },
        query: { q: 'When do trams leave?', mode: 'semantic' },
      }),
    },
  },
  'GET /api/v1/knowledge-bases/{id}/items': { call: (world) => ({ params: base(world) }) },
  'POST /api/v1/knowledge-bases/{id}/items': {
    call: (world) => ({ params: base(world), body: { ...note, title: unique('Tickets ') } }),
  },
  'GET /api/v1/knowledge-bases/{id}/items/{itemId}': {
    call: (world) => ({ params: { ...base(world), itemId: world.ids.item } }),
  },
  'PUT /api/v1/knowledge-bases/{id}/items/{itemId}': {
    call: async (world) => ({
      params: { ...base(world), itemId: await item(world) },
      body: { content: 'A ticket is valid for two hours.' },
    }),
  },
  'DELETE /api/v1/knowledge-bases/{id}/items/{itemId}': {
    call: async (world) => ({ params: { ...base(world), itemId: await item(world) } }),
  },
  'POST /api/v1/knowledge-bases/{id}/items/{itemId}/refresh': {
    call: async (world) => ({
      params: { ...base(world), itemId: await item(world, { url: world.site.url('/page') }) },
    }),
    // What was written has no address to be fetched from.
    errors: { 409: (world) => ({ params: { ...base(world), itemId: world.ids.item } }) },
  },
};
