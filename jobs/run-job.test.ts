import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Actor } from '../accounts/index.js';
import { startTestStores, type TestStores } from '../test/helpers/own-stores.js';
import { jobItemRepository } from './job-item.repository.js';
import type { JobDocument } from './job.model.js';
import { reread, silentNotices, storedJob } from './job.fixture.js';
import { retryJob } from './retry-job.js';
import { createJobRun } from './run-job.js';

let stores: TestStores;
beforeAll(async () => {
  stores = await startTestStores();
}, 60_000);
afterAll(() => stores?.stop());

const run = createJobRun({ notices: silentNotices });
const refOf = ({ _id }: JobDocument, runId: string) => ({ jobId: _id, runId });
const statuses = async ({ _id }: JobDocument): Promise<string[]> =>
  (await jobItemRepository.withStatus(_id, ['pending', 'running', 'done', 'failed', 'cancelled'], 100)).map(
    ({ status }) => status,
  );
const retry = (job: JobDocument) =>
  retryJob({
    actor: new Actor({
      ...{ userId: 'u', organizationId: job.organizationId, role: 'user', organizationRole: 'editor' },
      ...{ via: 'session', credentialId: 's', scopes: null },
    }),
    // As if Temporal could not be reached.
    starter: { start: async (pending) => pending },
    jobId: job._id,
  });

test('what an interrupted activity claimed is what its repeat goes on with', async () => {
  const { _id } = await storedJob(5);
  const [first, other] = [
    await jobItemRepository.claim(_id, 'a', 2),
    await jobItemRepository.claim(_id, 'b', 2),
  ];
  const [done] = first;
  await jobItemRepository.settle('a', [{ id: done!._id, status: 'done' }]);
  const repeated = await jobItemRepository.claim(_id, 'a', 2);
  expect(repeated.map(({ position, attempts }) => [position, attempts])).toEqual([
    [1, 2],
    [4, 1],
  ]);
  expect(other.map(({ position }) => position)).toEqual([2, 3]);
});

test('two activities that claim at the same time never hold the same item', async () => {
  const { _id } = await storedJob(60);
  const claims = await Promise.all(
    Array.from({ length: 8 }, (_, n) => jobItemRepository.claim(_id, `t${n}`, 20)),
  );
  const held = claims.flat().map((item) => item._id);
  expect(new Set(held).size).toBe(held.length);
});

test('whoever lost the claim settles nothing', async () => {
  const { _id } = await storedJob(1);
  const [item] = await jobItemRepository.claim(_id, 'lost', 1);
  await jobItemRepository.release(_id);
  await jobItemRepository.claim(_id, 'new', 1);
  await jobItemRepository.settle('lost', [{ id: item!._id, status: 'failed', error: 'late' }]);
  expect((await run.counts(_id)).failed).toBe(0);
});

test('a new run takes up what the one before had in hand', async () => {
  const job = await storedJob(2);
  await run.begin(refOf(job, 'r1'));
  await jobItemRepository.claim(job._id, 'r1:1', 1);
  expect(await statuses(job)).toEqual(['running', 'pending']);
  expect(await run.begin(refOf(job, 'r2'))).toMatchObject({ status: 'running', runId: 'r2' });
  expect(await statuses(job)).toEqual(['pending', 'pending']);
  expect(await run.find(refOf(job, 'r1'))).toBeNull();
});

test('a run that ended its job says nothing more when the job is retried', async () => {
  const job = await storedJob(2);
  await run.begin(refOf(job, 'r1'));
  const [first, second] = await jobItemRepository.claim(job._id, 't', 2);
  await jobItemRepository.settle('t', [
    { id: first!._id, status: 'done' },
    { id: second!._id, status: 'failed', error: 'empty' },
  ]);
  expect(await run.complete(refOf(job, 'r1'))).toEqual({ total: 2, done: 1, failed: 1, skipped: 0 });
  await retry(job);
  expect(await statuses(job)).toEqual(['done', 'pending']);

  // Its last activity is repeated, because the worker died before Temporal heard of its end.
  await run.complete(refOf(job, 'r1'));
  await run.cancel(refOf(job, 'r1'));
  await run.fail(refOf(job, 'r1'), 'late');
  await run.note(refOf(job, 'r1'), { stage: 'late' });
  expect(await run.begin(refOf(job, 'r1'))).toBeNull();
  expect(await reread(job)).toMatchObject({ status: 'queued', stage: null, error: null, startPending: true });

  expect(await run.begin(refOf(job, 'r2'))).toMatchObject({ status: 'running' });
  await run.complete(refOf(job, 'r2'));
  expect(await reread(job)).toMatchObject({ status: 'completed', runId: 'r2' });
});

test('an ended job stays as it ended', async () => {
  const job = await storedJob(1);
  await run.begin(refOf(job, 'r1'));
  await run.fail(refOf(job, 'r1'), 'the deadline');
  const ended = await reread(job);
  await run.complete(refOf(job, 'r1'));
  await run.cancel(refOf(job, 'r2'));
  expect(await run.begin(refOf(job, 'r3'))).toBeNull();
  expect(await reread(job)).toEqual(ended);
});

test('what was kept for a job is removed although whoever stored its end died right after', async () => {
  const removed: string[] = [];
  let dies = true;
  const mortal = createJobRun({
    notices: silentNotices,
    async onEnd({ _id }) {
      if (dies) throw new Error('dead');
      removed.push(_id);
    },
  });
  const job = await storedJob(1);
  const ref = refOf(job, 'run');
  await mortal.begin(ref);
  await mortal.complete(ref);
  dies = false;
  await mortal.complete(ref);
  expect(removed).toEqual([job._id]);
});
