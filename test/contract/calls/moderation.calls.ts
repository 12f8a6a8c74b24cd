import { unique, unusedId } from '../../helpers/given.js';
import type { TestClient } from '../../helpers/client.js';
import type { CallTable } from '../operation-calls.js';
import type { World } from '../world.js';

const content = () => ({
  contentId: unique('msg-'),
  content: 'This is a test message for moderation',
  contentType: 'text',
  metadata: { userId: 'user-456', channelId: 'channel-general' },
});
const flag = () => ({
  ...{ action: 'flag', targetType: 'message', targetId: unique('msg-'), targetUserId: 'user-456' },
  reason: 'Inappropriate language',
});
const admin = ({ given }: World): Promise<TestClient> => given.admin();
const idOf = async (client: TestClient): Promise<string> =>
  (await client.get('/api/v1/auth/me')).body.data.id as string;
/** An item of the administrator's own organisation. */
async function item(world: World): Promise<{ client: TestClient; itemId: string }> {
  const client = await admin(world);
  const body = flag();
  await client.post('/api/moderation/actions', body);
  const { queue } = (await client.get(`/api/moderation/queue?contentId=${body.targetId}`)).body;
  return { client, itemId: queue[0].id };
}
const verdict = async (client: TestClient, itemId: string) => ({
  ...{ action: 'approve', moderatorId: await idOf(client), itemId },
});

export const moderationCalls: CallTable = {
  'POST /api/moderation/analyze': { call: () => ({ body: content() }) },
  'GET /api/moderation/analyze': { call: () => ({}) },
  'PUT /api/moderation/analyze': {
    call: () => ({ body: { policy: { toxicityThreshold: 0.7, autoModeration: true } } }),
  },
  'POST /api/moderation/batch': {
    call: () => ({ body: { items: [content(), content()], maxConcurrency: 5 } }),
  },
  'POST /api/moderation/batch/jobs': { call: () => ({ body: { items: [content(), content()] } }) },
  'GET /api/moderation/batch/jobs/{jobId}/results': {
    call: async ({ client, given }) => {
      const { jobId } = (await client.post('/api/moderation/batch/jobs', { items: [content()] })).body;
      await given.finished(client, jobId);
      return { params: { jobId } };
    },
  },
  'GET /api/moderation/stats': { call: () => ({ query: { period: '30d' } }) },
  'GET /api/moderation/policy': { call: () => ({}) },
  'PUT /api/moderation/policy': { call: () => ({ body: { policy: { profanityAction: 'flag' } } }) },
  'POST /api/moderation/actions': {
    call: () => ({ body: flag() }),
    errors: {
      404: async (world) => {
        const client = await admin(world);
        return { as: client, body: await verdict(client, unusedId()) };
      },
    },
  },
  'GET /api/moderation/actions': { call: () => ({ query: { action: 'flag', limit: '5' } }) },
  'GET /api/moderation/users/{userId}': {
    // Of others it is for moderators.
    call: ({ owner }) => ({ as: owner.client, params: { userId: owner.user.id } }),
  },
  'GET /api/moderation/queue': { call: () => ({ query: { status: 'pending', limit: '5' } }) },
  'GET /api/moderation/queue/{itemId}': {
    call: async (world) => ({ params: { itemId: (await item(world)).itemId } }),
  },
  'POST /api/moderation/queue/{itemId}/claim': {
    call: async (world) => ({ params: { itemId: (await item(world)).itemId } }),
    errors: {
      409: async (world) => {
        const { client, itemId } = await item(world);
        await client.post('/api/moderation/actions', await verdict(client, itemId));
        return { params: { itemId } };
      },
    },
  },
};
