import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { jobRepository } from '../../jobs/index.js';
import { reread, silentNotices, storedJob } from '../../jobs/job.fixture.js';
import { JobModel, type JobDocument } from '../../jobs/job.model.js';
import { createLogger } from '../../platform/logging/logger.js';
import { startTestStores, type TestStores } from '../helpers/own-stores.js';
import type { LiveSettings } from '../../providers/settings/live-settings.js';
import { ModelCallModel } from '../../providers/metering/model-call.model.js';
import { budgetRepository } from '../../providers/budgets/budget.repository.js';
import { createBudgets } from '../../providers/budgets/budgets.js';
import { readRemaining } from '../../providers/budgets/read-remaining.js';
import { resumeHeldJobs } from '../../providers/budgets/resume-held-jobs.js';

const unlimited = { budgets: { dailyLimit: null, monthlyLimit: null, alertThresholds: [] } };
const settings = { current: () => unlimited } as unknown as Pick<LiveSettings, 'current'>;
const signal = jest.fn(async () => undefined);
const temporal = {
  workflow: { getHandle: () => ({ signal }) },
  withDeadline: (_: number, work: () => Promise<void>) => work(),
} as unknown as Client;
const budgetsOf = () => createBudgets({ settings, logger: createLogger({ name: 'test', level: 'silent' }) });

let stores: TestStores;
beforeAll(async () => {
  stores = await startTestStores();
}, 60_000);
afterAll(() => stores?.stop());
afterEach(() => void jest.useRealTimers());

/** Only the date; what waits goes on waiting as it does. */
const at = (date: string): Date => {
  const now = new Date(date);
  jest.useFakeTimers({
    now,
    doNotFake: [
      ...(['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'queueMicrotask', 'hrtime'] as const),
      ...(['clearTimeout', 'clearInterval', 'clearImmediate', 'performance'] as const),
    ],
  });
  return now;
};

async function spend({ organizationId, _id: jobId }: JobDocument, costMicros: number, createdAt: Date) {
  await ModelCallModel.create({
    ...{ _id: `${jobId}${costMicros}`, organizationId, jobId, feature: 'chat', kind: 'chat' },
    ...{ provider: 'openai', model: 'm', promptTokens: 1, completionTokens: 1, estimated: false },
    ...{ costMicros, priceVersion: 'v', outcome: 'ok', createdAt },
  });
}

/** A job that rests because a call of 60 does not fit into what is left of the limit of 100. */
async function heldBy(limits: { dailyMicros?: number; monthlyMicros?: number }, now: Date) {
  const job = await storedJob();
  const { organizationId, _id: jobId } = job;
  await budgetRepository.put(organizationId, { scope: 'organization', scopeId: organizationId }, limits);
  await spend(job, 50, now);
  const call = { organizationId, jobId, feature: 'chat' } as const;
  await expect(budgetsOf().reserve(call, 60)).rejects.toMatchObject({ name: 'JobPaused' });
  await JobModel.updateOne({ _id: jobId }, { $set: { status: 'paused' } });
  return job;
}
const isHeld = async (job: JobDocument) => (await reread(job)).budgetHold !== null;
const sweep = (now: Date) => resumeHeldJobs({ settings, temporal, notices: silentNotices, now });

test('a job that a day’s limit put to rest goes on when the next day begins', async () => {
  const now = at('2026-03-14T23:59:00Z');
  const job = await heldBy({ dailyMicros: 100 }, now);
  expect((await reread(job)).waiting?.reason).toContain('goes on when it is raised or on 2026-03-15');
  await sweep(new Date('2026-03-14T23:59:59Z'));
  expect([await isHeld(job), signal.mock.calls.length]).toEqual([true, 0]);
  await sweep(new Date('2026-03-15T00:00:00Z'));
  expect([await isHeld(job), signal.mock.calls]).toEqual([false, [['resume']]]);
  expect((await reread(job)).pauseRequestedAt).toBeNull();
});

test('one that a month’s limit put to rest waits for the month, whatever the day', async () => {
  const now = at('2026-03-30T12:00:00Z');
  const job = await heldBy({ dailyMicros: 100, monthlyMicros: 100 }, now);
  await sweep(new Date('2026-03-31T00:00:00Z'));
  expect(await isHeld(job)).toBe(true);
  await sweep(new Date('2026-04-01T00:00:00Z'));
  expect(await isHeld(job)).toBe(false);
});

test('one that somebody paused meanwhile stays paused', async () => {
  const now = at('2026-05-01T12:00:00Z');
  const job = await heldBy({ dailyMicros: 100 }, now);
  await jobRepository.askPause(job.organizationId, job._id, now);
  await sweep(new Date('2026-05-02T00:00:00Z'));
  expect(await reread(job)).toMatchObject({ status: 'paused', pauseRequestedAt: expect.any(Date) });
});

test('money of hours weighs on every day until its cost is known, and is set aside once', async () => {
  at('2026-06-01T23:00:00Z');
  const job = await storedJob();
  const { organizationId } = job;
  const scope = { scope: 'organization', scopeId: organizationId } as const;
  await budgetRepository.put(organizationId, scope, { dailyMicros: 1_000 });
  const context = { organizationId, feature: 'training' } as const;
  const left = async () => (await readRemaining(organizationId, { settings: unlimited }))[0]?.daily;
  for (let repeat = 0; repeat < 2; repeat++) await budgetsOf().hold(context, { id: 'training', micros: 700 });
  expect(await left()).toBe(300);
  at('2026-06-02T03:00:00Z');
  expect(await left()).toBe(300);
  await expect(budgetsOf().reserve(context, 301)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
  await (await budgetsOf().reserve(context, 300))?.settle(0);
  await spend(job, 450, new Date());
  for (let repeat = 0; repeat < 2; repeat++) await budgetsOf().release(context, 'training');
  expect(await left()).toBe(550);
});
