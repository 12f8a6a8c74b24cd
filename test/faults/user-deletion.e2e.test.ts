import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { openStores, type Stores } from './stores.js';
import { size } from './size.js';

const documents = size(60, 300);

let platform: TestPlatform;
let stores: Stores;
let given: ReturnType<typeof createGiven>;
let admin: TestClient;
beforeAll(async () => {
  platform = await startTestPlatform();
  stores = await openStores(platform.dataDir);
  given = createGiven(platform.url);
  admin = await given.admin();
}, 120_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
});

/** How many documents name an organisation as theirs, by collection. */
async function documentsOf(organizationId: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of await stores.db.listCollections().toArray()) {
    const count = await stores.db.collection(name).countDocuments({ organizationId });
    if (count > 0) found[name] = count;
  }
  return found;
}

async function furnished(member: Member) {
  const bot = await given.chatbot(member);
  const base = await given.knowledgeBase(member, bot.id);
  const { form, words } = generateDocuments(documents);
  const jobId = await upload(member.client, base.id, form);
  await jobWhen(member.client, jobId, hasEnded);
  const path = `/api/v1/chatbots/${bot.id}/conversation`;
  data(await member.client.post(path, { message: `What is ${words[0]}?` }));
  data(await member.client.post(path, { message: 'Do you ship to Norway?' }));
  data(await member.client.get(`/api/v1/chatbots/${bot.id}/insights`));
  const learning = data(await member.client.post(`/api/v1/chatbots/${bot.id}/learning/generate`, {}), 202);
  await jobWhen(member.client, learning.jobId, hasEnded);
  return { bot, base, words, collection: await stores.collectionOf(base.id) };
}

const killWorker = async (): Promise<void> => {
  const { worker } = await platform.pids();
  process.kill(worker!, 'SIGKILL');
  await until(async () => ![worker, undefined].includes((await platform.pids()).worker));
};

test('a deletion whose worker is killed twice is finished once, and harms nobody else', async () => {
  const [member, neighbour] = [await given.owner(), await given.owner()];
  const { organizationId } = member.user;
  const theirs = await furnished(member);
  const others = await furnished(neighbour);
  const before = await documentsOf(neighbour.user.organizationId);
  expect(await stores.vectors.count(theirs.collection)).toBeGreaterThan(0);
  expect(existsSync(join(platform.dataDir, 'blobs', organizationId))).toBe(true);
  // Work of the organisation is under way when it is deleted.
  const running = await upload(member.client, theirs.base.id, generateDocuments(documents).form);
  await jobWhen(member.client, running, ({ progress }) => progress.done > 0, { everyMs: 20 });

  const { jobId } = data(await admin.delete(`/api/v1/admin/users/${member.user.id}`));
  await jobWhen(admin, jobId, ({ status }) => status === 'running', { everyMs: 20 });
  await killWorker();
  const organizations = stores.db.collection<{ _id: string; deletingSince: Date | null }>('organizations');
  await until(async () => (await organizations.findOne({ _id: organizationId }))?.deletingSince !== null);
  expect(await stores.db.collection('users').countDocuments({ usernameKey: member.user.username })).toBe(1);
  expect(data(await admin.get(`/api/v1/jobs/${jobId}`)).status).toBe('running');
  await killWorker();

  const job = await jobWhen(admin, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'completed', progress: { total: 2, done: 2, failed: 0, skipped: 0 } });

  expect(Object.keys(await documentsOf(organizationId))).toEqual(['auditEntries']);
  expect(await organizations.findOne({ _id: organizationId })).toBeNull();
  expect(await stores.vectors.count(theirs.collection)).toBe(0);
  expect(existsSync(join(platform.dataDir, 'blobs', organizationId))).toBe(false);
  const actions = async (filter: string): Promise<string[]> =>
    data(await admin.get(`/api/v1/admin/audit-log?${filter}`)).map(
      ({ action }: { action: string }) => action,
    );
  expect(await actions(`target=${organizationId}`)).toEqual(['organization.deleted']);
  expect(await actions(`target=${member.user.id}`)).toEqual(['user.deleted', 'user.deletion-requested']);

  expect(await documentsOf(neighbour.user.organizationId)).toEqual(before);
  expect(await notFoundOnce(neighbour.client, others.base.id, others.words.slice(0, 5))).toEqual([]);
}, 180_000);

test('of two administrators who demote each other at once one remains', async () => {
  const own = data(await admin.get('/api/v1/auth/me')).id;
  const users = '/api/v1/admin/users';
  for (let round = 0; round < 5; round++) {
    const { client, user } = await given.owner();
    data(await admin.put(`${users}/${user.id}`, { role: 'admin' }));
    const both = await Promise.all([
      admin.put(`${users}/${user.id}`, { role: 'user' }),
      client.put(`${users}/${own}`, { role: 'user' }),
    ]);
    const statuses = both.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([403, 409]).toContain(statuses[1]);
    const left = await stores.db.collection('users').countDocuments({ role: 'admin', status: 'active' });
    expect(left).toBe(1);
    // Whoever it was: the next round begins as this one.
    await stores.db.collection<{ _id: string }>('users').updateOne({ _id: own }, { $set: { role: 'admin' } });
    await stores.db
      .collection<{ _id: string }>('users')
      .updateOne({ _id: user.id }, { $set: { role: 'user' } });
  }
}, 60_000);
