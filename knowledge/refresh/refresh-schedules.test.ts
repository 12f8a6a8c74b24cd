import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { jobItemRepository, type JobDocument, type JobStarter } from '../../jobs/index.js';
import { createLogger } from '../../platform/logging/logger.js';
import { newId } from '../../platform/ids.js';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { eventually } from '../../test/helpers/leftovers.js';
import { storedItems } from '../../test/helpers/ingestion.js';
import { quietTemporal, startLocalServer } from '../../test/helpers/workflows.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { webItemRepository } from '../items/web-item.repository.js';
import { createRefreshSchedules, scheduleIdOf, type RefreshSchedules } from './refresh-schedules.js';
import { startDueRefresh } from './start-due-refresh.js';

let stores: TestStores;
let server: TestWorkflowEnvironment;
let schedules: RefreshSchedules;
beforeAll(async () => {
  quietTemporal();
  [stores, server] = await Promise.all([startTestStores(), startLocalServer()]);
  schedules = createRefreshSchedules({
    temporal: server.client,
    taskQueue: 'ours',
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
}, 120_000);
afterAll(async () => {
  await server?.teardown();
  await stores?.stop();
});

/** A page of a knowledge base that is refreshed. */
async function refreshedPage(refresh: 'hourly' | 'daily' = 'daily') {
  const { base } = await storedItems([]);
  const [item] = await webItemRepository.insertMany(base.organizationId, [
    {
      ...{ _id: newId(), knowledgeBaseId: base._id, title: 'Page', tags: [], metadata: {} },
      web: { url: `https://example.com/${newId()}`, addedBy: newId(), refresh, due: false },
    },
  ]);
  return { base, item: item! };
}
/** Minutes between two refreshes by item; of every schedule that there is. */
async function listed(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for await (const { scheduleId, spec } of server.client.schedule.list())
    found[scheduleId] = Number(spec?.intervals?.[0]?.every) / 60_000;
  return found;
}

test('the sweep makes, changes and takes away schedules until they are as the items say', async () => {
  const [one, two, gone] = [await refreshedPage(), await refreshedPage('hourly'), await refreshedPage()];
  const foreign = createRefreshSchedules({
    temporal: server.client,
    taskQueue: 'theirs',
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  const theirs = newId();
  await foreign.keep(theirs, 'weekly');
  await schedules.keep(gone.item._id, 'daily');
  await schedules.keep(two.item._id, 'daily');
  await eventually(async () => expect(Object.keys(await listed())).toHaveLength(3));
  await knowledgeItemRepository.delete(gone.base.organizationId, gone.base._id, gone.item._id);

  const wanted = {
    [scheduleIdOf(one.item._id)]: 1_440,
    [scheduleIdOf(two.item._id)]: 60,
    [scheduleIdOf(theirs)]: 10_080,
  };
  await schedules.reconcile();
  await eventually(async () => expect(await listed()).toEqual(wanted));
  await schedules.reconcile();
  await eventually(async () => expect(await listed()).toEqual(wanted));

  const { spec, policies } = await server.client.schedule.getHandle(scheduleIdOf(one.item._id)).describe();
  expect(policies.overlap).toBe('SKIP');
  expect(spec.jitter).toBe(1_800_000);
});

test('a request that Temporal does not hear succeeds, and the sweep makes up for it', async () => {
  const { item } = await refreshedPage();
  const deaf = createRefreshSchedules({
    temporal: {
      schedule: { create: () => Promise.reject(new Error('unavailable')) },
      withDeadline: (_until: number, work: () => Promise<void>) => work(),
    } as never,
    taskQueue: 'ours',
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  await expect(deaf.keep(item._id, 'daily')).resolves.toBeUndefined();
  await schedules.reconcile();
  await eventually(async () => expect(await listed()).toHaveProperty(scheduleIdOf(item._id)));
});

test('a refresh that is begun twice is one job, and none begins while another is at work', async () => {
  const { base, item } = await refreshedPage();
  const started: JobDocument[] = [];
  const starter: JobStarter = {
    start: async (job) => {
      started.push(job);
      return job;
    },
  };
  const jobId = newId();
  expect(await startDueRefresh({ itemId: item._id, jobId, starter })).toEqual({ jobId });
  expect(await startDueRefresh({ itemId: item._id, jobId, starter })).toEqual({ jobId });
  expect(started.map(({ _id, purpose }) => [_id, purpose])).toEqual([
    [jobId, 'refresh'],
    [jobId, 'refresh'],
  ]);
  expect((await jobItemRepository.countsOf([jobId])).get(jobId)?.total).toBe(1);
  const [due] = await knowledgeItemRepository.findMany(base.organizationId, [item._id]);
  expect(due?.web?.due).toBe(true);
  expect(await startDueRefresh({ itemId: item._id, jobId: newId(), starter })).toEqual({ jobId: null });
  await webItemRepository.note(base.organizationId, item._id, { refresh: null });
  expect(await startDueRefresh({ itemId: item._id, jobId: newId(), starter })).toEqual({ jobId: null });
  expect(await startDueRefresh({ itemId: newId(), jobId: newId(), starter })).toEqual({ jobId: null });
});
