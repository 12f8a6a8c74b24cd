import type { TestClient } from '../../helpers/client.js';
import { script } from '../../helpers/double.js';
import { unique, unusedId } from '../../helpers/given.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const message = () => ({
  ...{ id: unique('m'), content: 'The deployment failed', author_id: 'user-123', author_name: 'Alice' },
  ...{ created_at: '2026-01-31T10:00:00Z', channel_id: 'channel-dev' },
});
const daily = (channelId: string) => ({
  channelId,
  frequency: 'daily',
  timezone: 'Europe/Zurich',
  at: '07:30',
});
/** A channel with a schedule. */
async function scheduled(client: TestClient): Promise<string> {
  const channelId = unique('channel');
  await client.put('/api/ai/digest/schedule', daily(channelId));
  return channelId;
}
const jobs = '/api/admin/embeddings';

/** A job that still embeds a message when it is cancelled. */
async function started({ given }: World): Promise<string> {
  const [admin, owner] = [await given.admin(), await given.owner()];
  const content = unique('slow ');
  await script(content, { for: 'embeddings', delayMs: 10_000 });
  await owner.client.post('/api/ai/messages', { messages: [{ ...message(), content }] });
  return (await admin.post(`${jobs}/generate`, { userId: owner.user.id })).body.jobId;
}

export const embeddingCalls: CallTable = {
  'POST /api/ai/messages': { call: () => ({ body: { messages: [message()] } }) },
  'GET /api/ai/messages': { call: () => ({ query: { channelId: 'channel-dev' } }) },
  'DELETE /api/ai/messages': { call: () => ({ query: { channelId: unique('channel') } }) },
  'GET /api/admin/embeddings/stats': { call: () => ({ query: { days: '90' } }) },
  'POST /api/admin/embeddings/generate': {
    call: ({ owner }) => ({ body: { userId: owner.user.id } }),
    errors: { 404: () => ({ body: { userId: unusedId() } }) },
  },
  'GET /api/admin/embeddings/status': {
    call: () => ({ query: { limit: '20' } }),
    errors: { 404: () => ({ query: { jobId: unusedId() } }) },
  },
  'POST /api/admin/embeddings/cancel': {
    isBrief: true,
    call: async (world) => ({ body: { jobId: await started(world) } }),
    errors: {
      404: () => ({ body: { jobId: unusedId() } }),
      409: async (world) => {
        const jobId = await started(world);
        await (await world.given.admin()).post(`${jobs}/cancel`, { jobId });
        return { body: { jobId } };
      },
    },
  },
  'GET /api/ai/digest': { call: () => ({ query: { channelId: 'channel-dev' } }) },
  'PUT /api/ai/digest/schedule': { call: () => ({ body: daily(unique('channel')) }) },
  'DELETE /api/ai/digest/schedule': {
    call: async ({ client }) => ({ query: { channelId: await scheduled(client) } }),
    errors: { 404: () => ({ query: { channelId: unique('channel') } }) },
  },
  'POST /api/ai/digest/schedule/run': {
    call: async ({ client }) => ({ body: { channelId: await scheduled(client) } }),
    errors: { 404: () => ({ body: { channelId: unique('channel') } }) },
  },
  'GET /api/ai/digests': { call: () => ({ query: { channelId: 'channel-dev' } }) },
  'POST /api/ai/search': {
    call: () => ({ body: { query: 'deployment issues', messages: [message()], options: { limit: 10 } } }),
  },
  'POST /api/ai/messages/search': { call: () => ({ body: { query: 'deployment issues' } }) },
  'GET /api/search/suggestions': { call: () => ({ query: { q: 'deploy', limit: '5' } }) },
  'POST /api/ai/embed': {
    call: () => ({ body: { texts: [unique('The deployment completed ')] } }),
    errors: {
      402: () => ({ body: { texts: [unique('Not paid for ')], model: 'text-embedding-3-small' } }),
      502: async () => {
        const text = unique('refused ');
        await script(text, { for: 'embeddings', status: 401 });
        return { body: { texts: [text] } };
      },
    },
  },
  'GET /api/ai/embed': { call: () => ({}) },
};
