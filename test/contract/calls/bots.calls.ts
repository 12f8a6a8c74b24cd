import { data, unique } from '../../helpers/given.js';
import { script } from '../../helpers/double.js';
import { requiring } from './evaluations.calls.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const bot = ({ ids }: World) => ({ id: ids.chatbot });
const ofBot = ({ ids }: World) => ({ chatbotId: ids.chatbot });
const personality = async ({ ids, post }: World) =>
  (await post(`/chatbots/${ids.chatbot}/personalities`, { name: unique('Ada') })).id;

/** A conversation of one's own: its bot, itself and its answer. */
const conversation = async ({ chatbot, post }: World, values: object = {}) => {
  const id = await chatbot(values);
  const message = 'Good morning';
  const { conversationId, messageId } = await post(`/chatbots/${id}/conversation`, { message }, 200);
  return { id, conversationId: conversationId as string, messageId: messageId as string };
};
/** Asks a model whose answers break off. */
const breakingOff = async ({ chatbot }: World) => {
  const message = unique('breaks off ');
  await script(message, ...Array.from({ length: 3 }, () => ({ text: 'One two three', cutAfter: 1 })));
  return { params: { id: await chatbot({ model: { provider: 'openai' } }) }, body: { message } };
};
/** An answer that broke off, and whose replay would. */
const brokenOff = async (world: World) => {
  const { params, body } = await breakingOff(world);
  const path = `/api/v1/chatbots/${params.id}/conversation`;
  const { events } = await world.client.events('POST', path, { body });
  const { conversationId, messageId } = events[0]!.data as Record<string, string>;
  return { ...params, conversationId: conversationId!, messageId: messageId! };
};
/** An answer whose prompt was dropped, as it told something of its user that is to be forgotten. */
const forgotten = async ({ ids, post, client }: World) => {
  const userId = unique('visitor');
  await post(`/chatbots/${ids.chatbot}/context/${userId}`, { data: { plan: 'premium' } });
  const message = 'Which plan am I on?';
  const answer = await post(`/chatbots/${ids.chatbot}/conversation`, { message, userId }, 200);
  data(await client.delete(`/api/v1/chatbots/${ids.chatbot}/memory/${userId}`));
  const { conversationId, messageId } = answer as Record<string, string>;
  return { id: ids.chatbot, conversationId: conversationId!, messageId: messageId! };
};
/** As many personalities as a bot may have, none of which is its default. */
const crowded = async ({ chatbot, post }: World) => {
  const chatbotId = await chatbot();
  for (let number = 1; number <= 50; number++)
    await post(`/chatbots/${chatbotId}/personalities`, { name: `Ada ${number}`, isDefault: false });
  return chatbotId;
};
const archive = async ({ client, chatbot }: World, name: string) => {
  const response = await fetch(`${client.url}/api/v1/chatbots/${await chatbot()}/export`, {
    headers: client.headers,
  });
  const form = new FormData();
  form.append('file', new Blob([await response.arrayBuffer()]), 'bot.zip');
  form.append('name', name);
  return form;
};
const nameOf = async ({ client, ids }: World): Promise<string> =>
  data(await client.get(`/api/v1/chatbots/${ids.chatbot}`)).name;

export const botCalls: CallTable = {
  'GET /api/v1/chatbots': { call: () => ({}) },
  'POST /api/v1/chatbots': {
    call: () => ({
      body: {
        name: unique('Support '),
        instructions: 'Answer briefly.',
        language: 'en',
        model: { provider: 'local' },
        retrieval: { mode: 'hybrid', topK: 5 },
      },
    }),
    errors: { 409: async (world) => ({ body: { name: await nameOf(world) } }) },
  },
  'GET /api/v1/chatbots/{id}': { call: (world) => ({ params: bot(world) }) },
  'PUT /api/v1/chatbots/{id}': {
    call: (world) => ({ params: bot(world), body: { instructions: unique('Answer briefly. ') } }),
    errors: {
      409: async (world) => ({ params: { id: await world.chatbot() }, body: { name: await nameOf(world) } }),
    },
  },
  'DELETE /api/v1/chatbots/{id}': { call: async ({ chatbot }) => ({ params: { id: await chatbot() } }) },
  'GET /api/v1/chatbots/{id}/export': { call: (world) => ({ params: bot(world) }) },
  'POST /api/v1/chatbots/import': {
    call: async (world) => ({ body: await archive(world, unique('Copy ')) }),
    errors: { 409: async (world) => ({ body: await archive(world, await nameOf(world)) }) },
  },
  'POST /api/v1/chatbots/{id}/duplicate': {
    call: async ({ chatbot }) => ({ params: { id: await chatbot() }, body: { name: unique('Copy ') } }),
    errors: {
      409: async (world) => ({ params: { id: await world.chatbot() }, body: { name: await nameOf(world) } }),
    },
  },
  'GET /api/v1/chatbots/{id}/versions': { call: (world) => ({ params: bot(world) }) },
  'GET /api/v1/chatbots/{id}/versions/compare': {
    call: (world) => ({ params: bot(world), query: { a: '1', b: 'draft' } }),
  },
  'GET /api/v1/chatbots/{id}/versions/{version}': {
    call: (world) => ({ params: { ...bot(world), version: '1' } }),
  },
  'POST /api/v1/chatbots/{id}/versions/{version}/publish': {
    call: async ({ chatbot }) => ({
      params: { id: await chatbot(), version: '1' },
      body: { force: false },
    }),
    errors: {
      409: async (world) => ({ params: { id: (await requiring(world)).id, version: 'draft' } }),
    },
  },
  'POST /api/v1/chatbots/{id}/rollback': {
    call: async ({ chatbot }) => ({ params: { id: await chatbot() }, body: { version: 1 } }),
    errors: {
      409: async (world) => ({ params: { id: (await requiring(world)).id }, body: { version: 2 } }),
    },
  },
  'GET /api/v1/chatbots/{chatbotId}/personalities': { call: (world) => ({ params: ofBot(world) }) },
  'POST /api/v1/chatbots/{chatbotId}/personalities': {
    call: (world) => ({
      params: ofBot(world),
      body: {
        name: unique('Ada '),
        tone: 'warm',
        traits: [{ name: 'patient', value: 0.9 }],
        style: { formality: 0.3, verbosity: 0.5 },
      },
    }),
  },
  'POST /api/v1/chatbots/{chatbotId}/personalities/default': {
    call: async ({ chatbot }) => ({ params: { chatbotId: await chatbot() } }),
    status: 201,
    errors: { 409: async (world) => ({ params: { chatbotId: await crowded(world) } }) },
  },
  'GET /api/v1/personalities/{id}': { call: ({ ids }) => ({ params: { id: ids.personality } }) },
  'PUT /api/v1/personalities/{id}': {
    call: ({ ids }) => ({ params: { id: ids.personality }, body: { tone: 'calm' } }),
  },
  'DELETE /api/v1/personalities/{id}': {
    call: async (world) => ({ params: { id: await personality(world) } }),
  },
  'POST /api/v1/personalities/{id}/default': { call: ({ ids }) => ({ params: { id: ids.personality } }) },
  'GET /api/v1/personalities/{id}/prompt-modifier': {
    call: ({ ids }) => ({ params: { id: ids.personality } }),
  },
  'POST /api/v1/chatbots/{id}/conversation': {
    call: (world) => ({
      params: bot(world),
      body: {
        message: 'When do trams leave the depot?',
        conversationId: world.ids.conversation,
        userId: world.userId,
      },
    }),
    errors: {
      409: async ({ chatbot }) => ({
        params: { id: await chatbot({ status: 'inactive' }) },
        body: { message: 'Hello' },
      }),
      // What is found by meaning alone cannot be found without a vector of the question.
      402: async ({ chatbot, post }) => {
        const id = await chatbot({ retrieval: { mode: 'semantic' } });
        await post(`/chatbots/${id}/knowledge-bases`, { name: unique('base') });
        return { params: { id }, body: { message: 'When do trams leave?' } };
      },
      502: breakingOff,
    },
  },
  'GET /api/v1/chatbots/{id}/conversation/history': {
    call: (world) => ({ params: bot(world), query: { conversationId: world.ids.conversation } }),
  },
  'POST /api/v1/chatbots/{id}/conversation/{conversationId}/end': {
    call: async (world) => {
      const { id, conversationId } = await conversation(world);
      return { params: { id, conversationId } };
    },
    errors: {
      409: async (world) => {
        const { id, conversationId } = await conversation(world);
        await world.post(`/chatbots/${id}/conversation/${conversationId}/end`, undefined, 200);
        return { params: { id, conversationId } };
      },
    },
  },
  'GET /api/v1/chatbots/{id}/conversation/{conversationId}/messages/{messageId}/trace': {
    call: (world) => ({
      params: { ...bot(world), conversationId: world.ids.conversation, messageId: world.ids.message },
    }),
  },
  'POST /api/v1/chatbots/{id}/conversation/{conversationId}/messages/{messageId}/replay': {
    call: (world) => ({
      params: { ...bot(world), conversationId: world.ids.conversation, messageId: world.ids.message },
      body: {},
    }),
    errors: {
      409: async (world) => ({ params: await forgotten(world), body: {} }),
      502: async (world) => ({ params: await brokenOff(world), body: {} }),
    },
  },
  'GET /api/v1/chatbots/{id}/conversation/{conversationId}/messages/{messageId}/stream': {
    call: (world) => ({
      params: { ...bot(world), conversationId: world.ids.conversation, messageId: world.ids.message },
    }),
    errors: {
      502: async (world) => ({
        params: await brokenOff(world),
        headers: { Accept: 'application/json' },
      }),
    },
  },
  'POST /api/v1/chatbots/{id}/response-rating': {
    call: (world) => ({
      params: bot(world),
      body: { messageId: world.ids.message, rating: 'up', feedback: 'Clear.' },
    }),
  },
};
