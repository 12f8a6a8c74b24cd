import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { hasEnded, jobWhen } from './collection.js';
import { size } from './size.js';
import { openStores, type Stores } from './stores.js';

const items = size(60, 600);
const maxConcurrency = 4;

let double: OpenAiDouble;
let platform: TestPlatform;
let stores: Stores;
let chief: Member;
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  double.respond(() => ({ delayMs: 100 }));
  platform = await startTestPlatform({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url });
  stores = await openStores(platform.dataDir);
  const given = createGiven(platform.url);
  chief = await given.owner();
  const admin = await given.admin();
  data(await admin.put(`/api/v1/admin/users/${chief.user.id}`, { role: 'moderator' }));
}, 180_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
  await double?.close();
});

test('a worker that is killed in the middle of a batch: it ends once, with exact counts, and asks nothing twice that was done', async () => {
  const contents = Array.from({ length: items }, (_, n) => ({
    ...{ contentId: `item-${n}`, contentType: 'text', content: `Message number-${n}- about beans` },
  }));
  const { body } = await chief.client.post('/api/moderation/batch/jobs', {
    items: contents,
    maxConcurrency,
  });
  await until(() => double.ledger.filter(({ outcome }) => outcome === 'completed').length >= 12);
  await platform.kill('worker');
  const job = await jobWhen(chief.client, body.jobId, hasEnded);
  expect(job).toMatchObject({
    status: 'completed',
    progress: { total: items, done: items, failed: 0, skipped: 0 },
  });
  const asked = double.ledger.map(({ body }) => /number-\d+-/.exec(String(body.input))?.[0]);
  expect(new Set(asked).size).toBe(items);
  // An answer that had just come was perhaps not stored yet: one for each that is worked on at the same time.
  expect(asked.length - items).toBeLessThanOrEqual(maxConcurrency);
  const decisions = await stores.db.collection('moderationDecisions').countDocuments();
  const results = (await chief.client.get(`/api/moderation/batch/jobs/${body.jobId}/results`)).body;
  expect([decisions, results.total]).toEqual([items, items]);
}, 180_000);

test('a mute whose timer a crash kept from being started ends by itself, once, although the worker dies before', async () => {
  const act = (body: object) =>
    chief.client.post('/api/moderation/actions', { moderatorId: chief.user.id, targetUserId: 'u', ...body });
  const { actionId } = (await act({ action: 'mute', duration: 60 })).body;
  // As a process that died after its transaction leaves it: stored, and unknown to Temporal.
  const until = new Date(Date.now() + 4_000);
  const expiry = await stores.db.collection<{ _id: string }>('moderationExpiries').findOne({ _id: actionId });
  const copy = { ...expiry, _id: `${actionId}x`, dueAt: until, status: 'waiting', createdAt: new Date(0) };
  await stores.db.collection<{ _id: string }>('moderationExpiries').insertOne(copy);
  const restriction = { since: new Date(), until, reason: null, actionId: copy._id };
  await stores.db.collection('moderatedUsers').updateOne({ userId: 'u' }, { $set: { muted: restriction } });
  await platform.kill('worker');
  const log = async () => (await chief.client.get('/api/moderation/actions?targetUserId=u')).body.auditLog;
  const ended = [{ action: 'unmute', automated: true, reason: 'Expired' }, { action: 'mute' }];
  await eventually(async () => expect(await log()).toMatchObject(ended), 60_000);
  expect((await chief.client.get('/api/moderation/users/u')).body.user.muted).toBeNull();
}, 90_000);
