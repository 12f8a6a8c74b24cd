import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../platform/logging/logger.js';
import { startTestStores, type TestStores } from '../test/helpers/own-stores.js';
import { quietTemporal, startLocalServer } from '../test/helpers/workflows.js';
import { reread, storedJob } from './job.fixture.js';
import { JobModel, type JobDocument } from './job.model.js';
import { jobRepository } from './job.repository.js';
import { reconcileJobs } from './reconcile-jobs.js';
import { createJobStarter, type JobStarter } from './start-job.js';

const logger = createLogger({ name: 'test', level: 'silent' });
let stores: TestStores;
let environment: TestWorkflowEnvironment;
let starter: JobStarter;

// No worker: workflows stand where they were started, until the tests end them.
beforeAll(async () => {
  quietTemporal();
  [stores, environment] = await Promise.all([startTestStores(), startLocalServer()]);
  starter = createJobStarter({ temporal: environment.client, taskQueue: 'nobody', logger });
}, 60_000);
afterAll(async () => {
  await environment?.teardown();
  await stores?.stop();
});

const workflowOf = ({ workflowId }: JobDocument) => environment.client.workflow.getHandle(workflowId);
async function reconcile(silentMs = 60_000): Promise<void> {
  await sleep(10);
  await reconcileJobs({ temporal: environment.client, starter, logger, graceMs: 0, silentMs });
}

test('a job whose start was lost is started by the sweep, once', async () => {
  const job = await storedJob();
  expect(job.startPending).toBe(true);
  await reconcile();
  const started = await reread(job);
  expect(started.startPending).toBe(false);
  expect((await workflowOf(job).describe()).runId).toBe(started.runId);
  // A request that was slow comes second, and joins.
  expect((await starter.start(job)).runId).toBe(started.runId);
});

test('a workflow carries its organisation, kind and job as search attributes', async () => {
  const job = await starter.start(await storedJob());
  const { typedSearchAttributes } = await workflowOf(job).describe();
  const values = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]);
  expect(Object.fromEntries(values)).toMatchObject({
    OrganizationId: job.organizationId,
    JobKind: 'ingest',
    JobId: job._id,
  });
});

test('a wish to cancel that never reached Temporal is passed on', async () => {
  const job = await starter.start(await storedJob());
  await jobRepository.change(job.organizationId, job._id, ['queued'], { cancelRequestedAt: new Date() });
  await reconcile();
  await reconcile();
  const { events } = await workflowOf(job).fetchHistory();
  const requests = events?.filter((event) => event.workflowExecutionCancelRequestedEventAttributes);
  expect(requests).toHaveLength(1);
});

test('a wish to pause or to resume that never reached Temporal is passed on, until it is heeded', async () => {
  const job = await starter.start(await storedJob());
  const change = (values: Partial<JobDocument>) =>
    JobModel.updateOne({ _id: job._id }, values, { timestamps: false });
  const told = async () => {
    await reconcile();
    const { events } = await workflowOf(job).fetchHistory();
    return events?.flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? []);
  };
  await change({ status: 'running', pauseRequestedAt: new Date() });
  expect(await told()).toEqual(['pause']);
  await change({ status: 'paused' });
  expect(await told()).toEqual(['pause']);
  await change({ pauseRequestedAt: null });
  expect(await told()).toEqual(['pause', 'resume']);
  await change({ status: 'running' });
  expect(await told()).toEqual(['pause', 'resume']);
});

test('a workflow that was terminated from outside is followed by a run that cleans up', async () => {
  const job = await starter.start(await storedJob());
  await workflowOf(job).terminate('by hand');
  await reconcile(0);
  const followed = await reread(job);
  expect(followed.runId).not.toBe(job.runId);
  expect(followed).toMatchObject({ startPending: false, previousRunId: job.runId });
  expect(followed.cancelRequestedAt).toBeInstanceOf(Date);
  expect((await workflowOf(job).describe()).status.name).toBe('RUNNING');
});

test('a job whose workflow Temporal does not know any more is started again', async () => {
  const job = await storedJob();
  await JobModel.updateOne({ _id: job._id }, { startPending: false, runId: 'forgotten', status: 'running' });
  await reconcile(0);
  expect(await reread(job)).toMatchObject({ startPending: false, cancelRequestedAt: null });
  expect((await workflowOf(job).describe()).status.name).toBe('RUNNING');
});

test('a job that runs is left alone', async () => {
  const job = await starter.start(await storedJob());
  const before = await reread(job);
  await reconcile(0);
  expect({ ...(await reread(job)), updatedAt: null }).toEqual({ ...before, updatedAt: null });
});

test('a retried job does not join the run before, which is still closing', async () => {
  const first = await starter.start(await storedJob());
  const retried = { startPending: true, runId: null, previousRunId: first.runId };
  await JobModel.updateOne({ _id: first._id }, retried);
  await reconcile();
  expect(await reread(first)).toMatchObject(retried);

  await workflowOf(first).terminate('as if it had ended');
  await reconcile();
  const second = await reread(first);
  expect(second.startPending).toBe(false);
  expect(second.runId).not.toBe(first.runId);
});
