import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateDocuments, hasEnded, jobWhen, upload } from '../test/faults/collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from '../test/faults/stores.js';
import { until } from '../test/helpers/until.js';
import { createGiven, data, platformUrl, unusedId, type Member } from '../test/helpers/given.js';

const given = createGiven(platformUrl());
const documents = 150;
let stores: Stores;
let owner: Member;
let baseId: string;

beforeAll(async () => {
  stores = await openStores(process.env.TEST_PLATFORM_DATA ?? '');
  owner = await given.owner();
  baseId = (await given.knowledgeBase(owner, (await given.chatbot(owner)).id)).id;
}, 60_000);
afterAll(() => stores?.close());

const steer = (jobId: string, wish: string, client = owner.client) =>
  client.post(`/api/v1/jobs/${jobId}/${wish}`);
const refusal = async (jobId: string, wish: string) => {
  const { status, body } = await steer(jobId, wish);
  return [status, body.code, body.message];
};
const untilJob = (jobId: string, status: string) =>
  jobWhen(owner.client, jobId, (job) => job.status === status, { everyMs: 20 });
const begun = async (): Promise<string> => {
  const jobId = await upload(owner.client, baseId, generateDocuments(documents).form);
  await jobWhen(owner.client, jobId, ({ progress }) => progress.done > 0, { everyMs: 20 });
  return jobId;
};

test('a job is paused and resumed, its followers are told, and no document is taken in twice', async () => {
  const jobId = await begun();
  const heard: string[] = [];
  const following = owner.client.events('GET', `/api/v1/jobs/${jobId}/events`, {
    until: ({ event }) => heard.push(event) < 0,
  });
  await until(() => heard.length > 0);
  const asked = await steer(jobId, 'pause');
  expect(asked.status).toBe(202);
  expect(asked.body.data).toMatchObject({ id: jobId, stage: 'pausing' });
  const paused = await untilJob(jobId, 'paused');
  expect(paused).toMatchObject({ stage: 'paused', waiting: 'paused', completedAt: null });
  expect(paused.progress.estimatedTimeRemaining).toBeNull();

  // Again changes nothing.
  const again = await steer(jobId, 'pause');
  expect(again.status).toBe(202);
  expect(again.body.data).toEqual(paused);
  expect(
    data(await owner.client.get('/api/v1/jobs?status=paused')).map(({ id }: { id: string }) => id),
  ).toEqual([jobId]);
  const atRest = await stores.itemsOf(baseId);
  expect(atRest.filter(({ status }) => status === 'processing')).toEqual([]);
  expect(atRest.filter(({ status }) => status === 'ready').length).toBe(paused.progress.done);

  await until(() => heard.includes('paused'));
  const before = await stores.db.collection('jobs').findOne({ _id: jobId as never });
  expect((await steer(jobId, 'resume')).status).toBe(202);
  const job = await jobWhen(owner.client, jobId, hasEnded);
  expect(job).toMatchObject({
    status: 'completed',
    pausedAt: null,
    progress: { done: documents, failed: 0 },
  });
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  const after = await stores.db.collection('jobs').findOne({ _id: jobId as never });
  expect(after!.deadlineAt.getTime() - before!.deadlineAt.getTime()).toBe(after!.pausedMs);
  expect(after!.pausedMs).toBeGreaterThan(0);
  const items = await stores.db.collection('jobItems').find({ jobId }).toArray();
  expect(items.filter(({ attempts }) => attempts !== 1)).toEqual([]);

  const { events } = await following;
  const named = events.map(({ event }) => event).filter((event) => event !== 'progress');
  expect(named).toEqual(['paused', 'resumed', 'end']);
  const told = events.find(({ event }) => event === 'paused')!.data;
  expect(told).toMatchObject({ status: 'paused', progress: { estimatedTimeRemaining: null } });
}, 120_000);

test('a paused job is cancelled like any other', async () => {
  const jobId = await begun();
  await steer(jobId, 'pause');
  await untilJob(jobId, 'paused');
  expect((await steer(jobId, 'cancel')).status).toBe(202);
  expect(await refusal(jobId, 'resume')).toEqual([409, 'CONFLICT', expect.any(String)]);
  const job = await jobWhen(owner.client, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'cancelled', stage: 'cancelled', pausedAt: null });
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  // It can be retried, and is not paused then.
  expect((await steer(jobId, 'retry')).status).toBe(202);
  expect((await given.finished(owner.client, jobId)).status).toBe('completed');
}, 120_000);

test('only what has not ended can be paused, and only what is paused can be resumed', async () => {
  const { job } = await given.documents(owner, baseId, { 'a.md': 'A short document.' });
  expect(await refusal(job.id, 'pause')).toEqual([409, 'CONFLICT', 'The job has already ended (completed)']);
  expect(await refusal(job.id, 'resume')).toEqual([409, 'CONFLICT', 'The job is not paused (completed)']);
  const jobId = await begun();
  expect(await refusal(jobId, 'resume')).toEqual([409, 'CONFLICT', 'The job is not paused (running)']);
  expect((await steer(jobId, 'cancel')).status).toBe(202);
  expect(await refusal(jobId, 'pause')).toEqual([409, 'CONFLICT', expect.stringMatching(/cancelled/)]);
});

test('whoever may not cancel may not pause or resume', async () => {
  const { job } = await given.documents(owner, baseId, { 'b.md': 'Another short document.' });
  const reader = await given.key(owner, ['read']);
  const stranger = await given.owner();
  for (const wish of ['pause', 'resume']) {
    expect((await steer(job.id, wish, reader)).status).toBe(403);
    expect((await steer(job.id, wish, given.anonymous)).status).toBe(401);
    for (const id of [job.id, unusedId(), 'not-an-id'])
      expect((await steer(id, wish, stranger.client)).status).toBe(404);
  }
});
