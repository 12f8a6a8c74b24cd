import { data, unusedId } from '../../helpers/given.js';
import { until } from '../../helpers/until.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const job = ({ ids }: World) => ({ id: ids.job });
/** A job that still waits for a page when one steers it. */
const atWork = async ({ post, site, knowledgeBase }: World): Promise<string> => {
  const page = { url: site.url('/slow') };
  return (await post(`/knowledge-bases/${await knowledgeBase()}/items`, page, 202)).jobId as string;
};
const paused = async (world: World) => {
  const id = await atWork(world);
  data(await world.client.post(`/api/v1/jobs/${id}/pause`), 202);
  await until(async () => data(await world.client.get(`/api/v1/jobs/${id}`)).status === 'paused');
  return id;
};
const withFailure = async ({ given, owner, ids }: World) =>
  (await given.documents(owner, ids.knowledgeBase, { 'empty.md': '' })).job.id as string;

export const jobCalls: CallTable = {
  'GET /api/v1/jobs': { call: () => ({}) },
  'POST /api/v1/jobs/estimate': {
    call: ({ ids }) => ({
      body: {
        ...{ kind: 'training', chatbotId: ids.chatbot, datasetId: ids.dataset },
        config: { method: 'fine-tuning', model: 'gpt-4.1-mini-2025-04-14' },
      },
    }),
    errors: { 404: () => ({ body: { kind: 'ingest', knowledgeBaseId: unusedId(), characters: 1_000 } }) },
  },
  'GET /api/v1/jobs/{id}': { call: (world) => ({ params: job(world) }) },
  'GET /api/v1/jobs/{id}/items': { call: (world) => ({ params: job(world) }) },
  'GET /api/v1/jobs/{id}/events': { call: (world) => ({ params: job(world) }) },
  'POST /api/v1/jobs/{id}/cancel': {
    isBrief: true,
    call: async (world) => ({ params: { id: await atWork(world) } }),
    errors: { 409: (world) => ({ params: job(world) }) },
  },
  'POST /api/v1/jobs/{id}/pause': {
    isBrief: true,
    call: async (world) => ({ params: { id: await atWork(world) } }),
    errors: { 409: (world) => ({ params: job(world) }) },
  },
  'POST /api/v1/jobs/{id}/resume': {
    call: async (world) => ({ params: { id: await paused(world) } }),
    errors: { 409: (world) => ({ params: job(world) }) },
  },
  'POST /api/v1/jobs/{id}/retry': {
    call: async (world) => ({ params: { id: await withFailure(world) } }),
    errors: { 409: (world) => ({ params: job(world) }) },
  },
};
