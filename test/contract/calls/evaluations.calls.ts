import { data, unique } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import { evaluationCases, type World } from '../world.js';

const ofBot = ({ ids }: World) => ({ id: ids.chatbot });
const set = ({ ids }: World) => ({ id: ids.chatbot, setId: ids.evaluationSet });
const evaluation = ({ ids }: World) => ({ id: ids.chatbot, evaluationId: ids.evaluation });
const newSet = async ({ post, ids }: World, cases: object[] = evaluationCases): Promise<string> =>
  (await post(`/chatbots/${ids.chatbot}/evaluations/sets`, { name: unique('questions '), cases })).id;
const nameOf = async ({ client, ids }: World): Promise<string> =>
  data(await client.get(`/api/v1/chatbots/${ids.chatbot}/evaluations/sets/${ids.evaluationSet}`)).name;
const start = async ({ post, ids }: World, cases: object[] = evaluationCases) =>
  post(`/chatbots/${ids.chatbot}/evaluations`, { cases }, 202);
const ended = async (world: World): Promise<string> => {
  const { id, jobId } = await start(world);
  await world.given.finished(world.client, jobId as string);
  return id;
};
/** A set that its bot requires for publishing, with a draft that has not been measured. */
export const requiring = async ({ chatbot, post, client }: World) => {
  const id = await chatbot();
  const { id: setId } = await post(`/chatbots/${id}/evaluations/sets`, {
    ...{ name: unique('questions '), cases: evaluationCases },
  });
  data(await client.put(`/api/v1/chatbots/${id}`, { evaluation: { setId, minimumScore: 0.9 } }));
  data(await client.put(`/api/v1/chatbots/${id}`, { welcomeMessage: 'Good morning!' }));
  return { id, setId };
};

export const evaluationCalls: CallTable = {
  'GET /api/v1/chatbots/{id}/evaluations/sets': { call: (world) => ({ params: ofBot(world) }) },
  'POST /api/v1/chatbots/{id}/evaluations/sets': {
    call: (world) => ({
      params: ofBot(world),
      body: { name: unique('Workshop questions '), cases: evaluationCases },
    }),
    errors: { 409: async (world) => ({ params: ofBot(world), body: { name: await nameOf(world) } }) },
  },
  'GET /api/v1/chatbots/{id}/evaluations/sets/{setId}': { call: (world) => ({ params: set(world) }) },
  'PUT /api/v1/chatbots/{id}/evaluations/sets/{setId}': {
    call: (world) => ({ params: set(world), body: { description: 'From the workshop.' } }),
    errors: {
      409: async (world) => ({
        params: { ...ofBot(world), setId: await newSet(world) },
        body: { name: await nameOf(world) },
      }),
    },
  },
  'DELETE /api/v1/chatbots/{id}/evaluations/sets/{setId}': {
    call: async (world) => ({ params: { ...ofBot(world), setId: await newSet(world) } }),
    errors: { 409: async (world) => ({ params: await requiring(world) }) },
  },
  'GET /api/v1/chatbots/{id}/evaluations/sets/{setId}/cases': { call: (world) => ({ params: set(world) }) },
  'POST /api/v1/chatbots/{id}/evaluations/sets/{setId}/cases': {
    call: (world) => ({
      params: set(world),
      body: { cases: [{ question: unique('Where is tram '), expectsRefusal: true }] },
    }),
    errors: {
      409: async (world) => {
        const many = Array.from({ length: 999 }, (_, n) => ({ question: `Where is tram ${n}?` }));
        const full = { ...ofBot(world), setId: await newSet(world, many) };
        return { params: full, body: { cases: [{ question: 'Who?' }, { question: 'When?' }] } };
      },
    },
  },
  'DELETE /api/v1/chatbots/{id}/evaluations/sets/{setId}/cases/{caseId}': {
    call: async (world) => {
      const params = { ...ofBot(world), setId: await newSet(world) };
      const path = `/api/v1/chatbots/${params.id}/evaluations/sets/${params.setId}/cases`;
      const [first] = data(await world.client.get(path));
      return { params: { ...params, caseId: first.id } };
    },
  },
  'POST /api/v1/chatbots/{id}/evaluations': {
    call: (world) => ({
      params: ofBot(world),
      body: { setId: world.ids.evaluationSet, version: 'draft', minimum: 0.8 },
    }),
    errors: {
      409: async (world) => ({ params: ofBot(world), body: { setId: await newSet(world, []) } }),
    },
  },
  'GET /api/v1/chatbots/{id}/evaluations': { call: (world) => ({ params: ofBot(world) }) },
  'GET /api/v1/chatbots/{id}/evaluations/{evaluationId}': {
    call: (world) => ({ params: evaluation(world) }),
  },
  'GET /api/v1/chatbots/{id}/evaluations/{evaluationId}/cases': {
    call: (world) => ({ params: evaluation(world) }),
  },
  'DELETE /api/v1/chatbots/{id}/evaluations/{evaluationId}': {
    call: async (world) => ({ params: { ...ofBot(world), evaluationId: await ended(world) } }),
    errors: {
      409: async (world) => {
        // More than are asked until it is told to rest.
        const many = Array.from({ length: 400 }, (_, n) => ({ question: `Where is tram ${n}?` }));
        const { id, jobId } = await start(world, many);
        await world.client.post(`/api/v1/jobs/${jobId as string}/pause`);
        return { params: { ...ofBot(world), evaluationId: id } };
      },
    },
  },
};
