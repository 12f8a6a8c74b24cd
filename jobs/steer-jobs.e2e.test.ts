import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateDocuments, hasEnded, jobWhen, upload } from '../test/faults/collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from '../test/faults/stores.js';
import { createGiven, data, platformUrl, unusedId, type Member } from '../test/helpers/given.js';

const given = createGiven(platformUrl());
let stores: Stores;
let owner: Member;
let baseId: string;
/** A job that took two documents in and refused two empty ones. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
let mixed: any;

beforeAll(async () => {
  stores = await openStores(process.env.TEST_PLATFORM_DATA ?? '');
  owner = await given.owner();
  baseId = (await newBase()).id;
  const files = {
    'a.md': '# Apples\n\nApples are red.',
    'b.md': '',
    'c.md': '# Pears\n\nPears are green.',
    'd.md': '',
  };
  mixed = (await given.documents(owner, baseId, files)).job;
}, 60_000);
afterAll(() => stores?.close());

const newBase = async () => given.knowledgeBase(owner, (await given.chatbot(owner)).id);
const get = async (path: string) => data(await owner.client.get(path));
const itemsOf = (jobId: string, query = '') => get(`/api/v1/jobs/${jobId}/items?limit=100${query}`);
const cancel = (jobId: string, client = owner.client) => client.post(`/api/v1/jobs/${jobId}/cancel`);
const retry = (jobId: string, client = owner.client) => client.post(`/api/v1/jobs/${jobId}/retry`);

test('a retry runs only what failed, under the same id', async () => {
  const before = await itemsOf(mixed.id);
  const answer = await retry(mixed.id);
  expect(answer.status).toBe(202);
  expect(answer.body.data).toMatchObject({ id: mixed.id, status: 'queued', workflowId: mixed.workflowId });
  const again = await given.finished(owner.client, mixed.id);
  expect(again).toMatchObject({ status: 'completed', progress: { done: 2, failed: 2 } });
  expect(again.runId).not.toBe(mixed.runId);
  const after = await itemsOf(mixed.id);
  expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  expect(after[1].updatedAt > before[1].updatedAt).toBe(true);
});

test('a retry in the moment when a job ends is run, not swallowed by the run that closes', async () => {
  const { id } = await newBase();
  for (let round = 0; round < 5; round++) {
    const form = new FormData();
    form.append('file', new Blob(['']), 'empty.md');
    const jobId = await upload(owner.client, id, form);
    const ended = await jobWhen(owner.client, jobId, hasEnded, { everyMs: 1 });
    expect((await retry(jobId)).status).toBe(202);
    const again = await jobWhen(owner.client, jobId, hasEnded, { timeoutMs: 30_000 });
    expect(again).toMatchObject({ status: 'completed', progress: { failed: 1 } });
    expect(again.runId).not.toBe(ended.runId);
  }
}, 120_000);

test('where nothing failed there is nothing to retry', async () => {
  const { job } = await given.documents(owner, baseId, { 'e.md': 'All is well.' });
  const answer = await retry(job.id);
  expect(answer.status).toBe(409);
  expect(answer.body.code).toBe('CONFLICT');
  expect(await get(`/api/v1/jobs/${job.id}`)).toEqual(job);
});

test('a job cancelled in mid-run leaves nothing half done, and a retry takes the rest in', async () => {
  const { id } = await newBase();
  const jobId = await upload(owner.client, id, generateDocuments(300).form);
  await jobWhen(owner.client, jobId, ({ progress }) => progress.percentage >= 10, { everyMs: 20 });
  const answer = await cancel(jobId);
  expect(answer.status).toBe(202);
  expect((await retry(jobId)).status).toBe(409);

  const job = await jobWhen(owner.client, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'cancelled', stage: 'cancelled', progress: { total: 300, failed: 0 } });
  const { done, skipped } = job.progress;
  expect(done + skipped).toBe(300);
  expect(skipped).toBeGreaterThan(0);
  const items = await stores.itemsOf(id);
  const ofStatus = (wanted: string) => items.filter(({ status }) => status === wanted);
  expect(ofStatus('ready')).toHaveLength(done);
  expect(ofStatus('failed')).toHaveLength(skipped);
  expect(new Set(ofStatus('failed').map(({ error }) => error))).toEqual(
    new Set(['The ingestion was cancelled']),
  );
  expect(await disagreement(stores, id)).toEqual(noDisagreement);
  await sleep(2_000);
  expect((await stores.itemsOf(id)).filter(({ status }) => status === 'ready')).toHaveLength(done);

  expect((await retry(jobId)).status).toBe(202);
  const completed = await given.finished(owner.client, jobId);
  expect(completed).toMatchObject({
    status: 'completed',
    progress: { total: 300, done: 300, failed: 0, skipped: 0 },
  });
  expect(await disagreement(stores, id)).toEqual(noDisagreement);
}, 120_000);

test('a job cancelled at once is cancelled, whether or not its workflow had begun', async () => {
  const { id } = await newBase();
  const jobId = await upload(owner.client, id, generateDocuments(100).form);
  expect((await cancel(jobId)).status).toBe(202);
  const job = await given.finished(owner.client, jobId);
  expect(job).toMatchObject({ status: 'cancelled', progress: { total: 100, failed: 0 } });
  expect(await disagreement(stores, id)).toEqual(noDisagreement);
});

test('an ended job cannot be cancelled', async () => {
  const answer = await cancel(mixed.id);
  expect(answer.status).toBe(409);
  expect(answer.body.code).toBe('CONFLICT');
});

test('who may only read can look at jobs but not steer them', async () => {
  const reader = await given.key(owner, ['read']);
  const viewer = await given.owner();
  const memberships = stores.db.collection('memberships');
  await memberships.updateOne({ userId: viewer.user.id }, { $set: { role: 'viewer' } });
  expect((await reader.get(`/api/v1/jobs/${mixed.id}`)).status).toBe(200);
  expect((await cancel(mixed.id, reader)).status).toBe(403);
  expect((await retry(mixed.id, reader)).status).toBe(403);
  expect((await viewer.client.get('/api/v1/jobs')).status).toBe(200);
  expect((await cancel(unusedId(), viewer.client)).status).toBe(403);
});
