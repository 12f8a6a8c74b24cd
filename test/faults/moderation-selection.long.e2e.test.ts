import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { askedOf, expectWhole, startSelection, storeMessages } from './selection.js';
import { size } from './size.js';
import { openStores, type Stores } from './stores.js';

const messages = size(1_500, 10_000);
const maxConcurrency = 20;
const timeoutMs = 900_000;

let double: OpenAiDouble;
let platform: TestPlatform;
let stores: Stores;
let chief: Member;
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
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

test('every selected message is moderated once, although the worker is killed while it gathers and while it moderates', async () => {
  await storeMessages(chief.client, { channel: 'large', count: messages });
  const asked = askedOf(double, 'large');
  const progressOf = async (id: string) => data(await chief.client.get(`/api/v1/jobs/${id}`)).progress;

  const jobId = await startSelection(chief.client, { channelId: 'large' }, { maxConcurrency });
  await until(async () => (await progressOf(jobId)).total > 0, { timeoutMs: 60_000 });
  await platform.kill('worker');
  // What comes later is not of this run, wherever it has got to.
  await storeMessages(chief.client, { channel: 'large', first: messages, count: 300 });
  const kills = size(1, 3);
  for (let n = 0; n < kills; n++) {
    const before = asked().length;
    await until(() => asked().length >= before + 200, { timeoutMs: 300_000, everyMs: 100 });
    await platform.kill('worker');
  }
  await expectWhole(chief.client, { jobId, messages, timeoutMs });
  const times = new Map<string, number>();
  for (const one of asked()) times.set(one, (times.get(one) ?? 0) + 1);
  expect(times.size).toBe(messages);
  expect(asked().length - messages).toBeLessThanOrEqual((kills + 1) * maxConcurrency);
  expect(await stores.db.collection('moderationDecisions').countDocuments()).toBe(messages);
  expect(await stores.db.collection('jobItems').countDocuments({ jobId })).toBe(messages);
}, 1_200_000);
