import { data, unique } from '../../helpers/given.js';
import { until } from '../../helpers/until.js';
import { intents, misnamed } from '../../fixtures/intents.js';
import type { CallTable } from '../operation-calls.js';
import { examples, type World } from '../world.js';

const ofBot = ({ ids }: World) => ({ chatbotId: ids.chatbot });
const dataset = ({ ids }: World) => ({ id: ids.dataset });
const nameOf = async ({ client, ids }: World): Promise<string> =>
  data(await client.get(`/api/v1/training/datasets/${ids.dataset}`)).name;

/** A session on a bot of its own, from given examples. */
const session = async (
  { post, chatbot }: World,
  { bot, rows, config }: { bot?: string; rows?: object[]; config?: object } = {},
): Promise<string> => {
  const chatbotId = bot ?? (await chatbot());
  const set = { name: unique('questions'), examples: rows ?? examples };
  const datasetId = (await post(`/chatbots/${chatbotId}/training/datasets`, set)).id;
  return (await post(`/chatbots/${chatbotId}/training/sessions`, { datasetId, config }, 202)).id;
};
const sessionWhen = async ({ client }: World, id: string, status: string) => {
  await until(async () => data(await client.get(`/api/v1/training/sessions/${id}`)).status === status, {
    timeoutMs: 60_000,
  });
  return id;
};
/** A model that is worse than the one there is waits for approval. */
const awaitingApproval = async (world: World) => {
  const bot = await world.chatbot();
  const good = Object.entries(intents).flatMap(([intent, inputs]) =>
    inputs.map((input) => ({ input, intent })),
  );
  await sessionWhen(world, await session(world, { bot, rows: good }), 'completed');
  const worse = await session(world, { bot, rows: misnamed, config: { epochs: 1 } });
  return sessionWhen(world, worse, 'awaiting-approval');
};

export const trainingCalls: CallTable = {
  'GET /api/v1/chatbots/{chatbotId}/training/datasets': { call: (world) => ({ params: ofBot(world) }) },
  'POST /api/v1/chatbots/{chatbotId}/training/datasets': {
    call: (world) => ({
      params: ofBot(world),
      body: { name: unique('Support questions '), examples: examples.slice(0, 2) },
    }),
    errors: { 409: async (world) => ({ params: ofBot(world), body: { name: await nameOf(world) } }) },
  },
  'GET /api/v1/training/datasets/{id}': { call: (world) => ({ params: dataset(world) }) },
  'PUT /api/v1/training/datasets/{id}': {
    call: (world) => ({ params: dataset(world), body: { description: 'From the help desk.' } }),
    errors: {
      409: async (world) => ({ params: { id: await world.dataset() }, body: { name: await nameOf(world) } }),
    },
  },
  'DELETE /api/v1/training/datasets/{id}': {
    call: async (world) => ({ params: { id: await world.dataset() } }),
  },
  'GET /api/v1/training/datasets/{id}/examples': { call: (world) => ({ params: dataset(world) }) },
  'POST /api/v1/training/datasets/{id}/examples': {
    call: (world) => ({
      params: dataset(world),
      body: { examples: [{ input: unique('Where is parcel '), intent: 'track' }] },
    }),
  },
  'DELETE /api/v1/training/datasets/{id}/examples/{exampleId}': {
    call: async (world) => {
      const id = await world.dataset();
      const [example] = data(await world.client.get(`/api/v1/training/datasets/${id}/examples`));
      return { params: { id, exampleId: example.id } };
    },
  },
  'POST /api/v1/chatbots/{chatbotId}/training/sessions': {
    call: async (world) => {
      const bot = await world.chatbot();
      const set = { name: unique('questions'), examples };
      const datasetId = (await world.post(`/chatbots/${bot}/training/datasets`, set)).id;
      return { params: { chatbotId: bot }, body: { datasetId, config: { seed: 1 } } };
    },
  },
  'GET /api/v1/chatbots/{chatbotId}/training/sessions': { call: (world) => ({ params: ofBot(world) }) },
  'GET /api/v1/training/sessions/{id}': { call: ({ ids }) => ({ params: { id: ids.session } }) },
  'DELETE /api/v1/training/sessions/{id}': {
    isBrief: true,
    call: async (world) => ({ params: { id: await session(world) } }),
    errors: { 409: ({ ids }) => ({ params: { id: ids.session } }) },
  },
  'POST /api/v1/training/sessions/{id}/publish': {
    call: async (world) => ({ params: { id: await awaitingApproval(world) } }),
    errors: { 409: ({ ids }) => ({ params: { id: ids.session } }) },
  },
};
