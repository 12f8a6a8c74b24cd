import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { hasEnded, jobWhen, upload } from './collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';

/** Three batches of documents, each of which takes several calls to embed. */
const documents = 60;
const sections = 12;
/** How long the ledger is watched for a call that must not come. */
const watchMs = size(2_500, 4_000);

let double: OpenAiDouble;
let platform: TestPlatform;
let stores: Stores;
let owner: Member;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'remote-embeddings',
  });
  stores = await openStores(platform.dataDir);
  owner = await createGiven(platform.url).owner();
}, 180_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
  await double?.close();
});

let baseId: string;
/** The calls of the test that runs. */
let from = 0;
beforeEach(async () => {
  double.respond(() => ({ delayMs: 250 }));
  const given = createGiven(platform.url);
  baseId = (await given.knowledgeBase(owner, (await given.chatbot(owner)).id)).id;
  from = double.ledger.length;
});
const calls = () => double.ledger.slice(from);
/** How often each text was sent. */
function timesSent(): Map<string, number> {
  const times = new Map<string, number>();
  for (const text of calls().flatMap(({ body }) => body.input ?? []))
    times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}
const sentAgain = (): number => [...timesSent().values()].reduce((sum, times) => sum + times - 1, 0);

/** Documents of several chunks, none of which is like another. */
function longDocuments(): FormData {
  const form = new FormData();
  for (let n = 0; n < documents; n++) {
    const parts = Array.from({ length: sections }, (_, section) => {
      const sentence = `Document ${n} tells about matter ${section} of ${baseId} in so many words.`;
      return `## Section ${section}\n\n${`${sentence} `.repeat(9)}`;
    });
    form.append('file', new Blob([parts.join('\n\n')]), `document-${n}.md`);
  }
  return form;
}
const steer = async (jobId: string, wish: 'pause' | 'resume' | 'cancel') =>
  (await owner.client.post(`/api/v1/jobs/${jobId}/${wish}`)).status;
const untilJob = (jobId: string, ...statuses: string[]) =>
  jobWhen(owner.client, jobId, ({ status }) => statuses.includes(status), { timeoutMs: 90_000 });
const untilCalls = (count: number) => until(() => calls().length >= count);
/** A job that has made some of its calls, and has more to make. */
async function jobInTheMiddle(): Promise<string> {
  const jobId = await upload(owner.client, baseId, longDocuments());
  await untilCalls(4);
  return jobId;
}
/** Nothing is asked of the provider, whatever happens. */
async function expectNoCallDuring(something: () => Promise<unknown>): Promise<void> {
  const before = calls().length;
  expect(calls().every(({ outcome }) => outcome === 'completed')).toBe(true);
  await something();
  await sleep(watchMs);
  expect(calls()).toHaveLength(before);
}
async function expectWhole(jobId: string): Promise<void> {
  const job = await jobWhen(owner.client, jobId, hasEnded);
  expect(job).toMatchObject({
    status: 'completed',
    pausedAt: null,
    progress: { total: documents, done: documents, failed: 0, skipped: 0 },
  });
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  expect(await stores.db.collection('keptVectors').countDocuments({ jobId })).toBe(0);
}

test('a paused job pays nothing, also when worker and Temporal are lost, and goes on without paying twice', async () => {
  const jobId = await jobInTheMiddle();
  expect(await steer(jobId, 'pause')).toBe(202);
  const paused = await untilJob(jobId, 'paused');
  expect(paused).toMatchObject({ stage: 'paused', waiting: 'paused', pausedAt: expect.any(String) });
  expect(paused.progress.estimatedTimeRemaining).toBeNull();
  expect(paused.progress.done).toBeLessThan(documents);

  await expectNoCallDuring(async () => undefined);
  await expectNoCallDuring(() => platform.kill('worker'));
  await expectNoCallDuring(() => platform.kill('temporal'));
  expect((await untilJob(jobId, 'paused')).progress).toEqual(paused.progress);

  expect(await steer(jobId, 'resume')).toBe(202);
  await expectWhole(jobId);
  expect(timesSent().size).toBeGreaterThan(documents * 5);
  expect(sentAgain()).toBe(0);
}, 180_000);

test('a job paused again and again still pays for each text once', async () => {
  const jobId = await jobInTheMiddle();
  for (let round = 0; round < 3; round++) {
    await steer(jobId, 'pause');
    if (hasEnded(await untilJob(jobId, 'paused', 'completed'))) break;
    expect(calls().every(({ outcome }) => outcome === 'completed')).toBe(true);
    const before = calls().length;
    expect(await steer(jobId, 'resume')).toBe(202);
    await untilCalls(before + 2);
  }
  await expectWhole(jobId);
  expect(sentAgain()).toBe(0);
}, 180_000);

test('a worker lost in mid-run makes nobody pay again for more than the calls in flight', async () => {
  const answered = 6;
  let letGo = (): void => undefined;
  const held = new Promise<void>((done) => (letGo = done));
  double.respond(async ({ index }) => {
    if (index >= from + answered) await held;
    return { delayMs: 250 };
  });
  const jobId = await upload(owner.client, baseId, longDocuments());
  await untilCalls(answered + 1);
  // What was answered has been stored by then; what is held cannot be.
  await sleep(watchMs);
  const inFlight = calls().filter(({ outcome }) => outcome !== 'completed');
  expect(calls().length - inFlight.length).toBe(answered);
  await platform.kill('worker');
  letGo();
  await expectWhole(jobId);
  const texts = inFlight.reduce((sum, { body }) => sum + (body.input?.length ?? 0), 0);
  expect(sentAgain()).toBeGreaterThan(0);
  expect(sentAgain()).toBeLessThanOrEqual(texts);
}, 180_000);

test('a wish to pause is kept while Temporal is away, and heeded before it is back', async () => {
  const jobId = await jobInTheMiddle();
  const { temporal } = await platform.pids();
  process.kill(temporal!, 'SIGSTOP');
  const begun = Date.now();
  expect(await steer(jobId, 'pause')).toBe(202);
  // The request does not hang as Temporal does.
  expect(Date.now() - begun).toBeLessThan(4_000);
  // What was in hand is finished; the database alone stops the rest.
  await sleep(1_000);
  await expectNoCallDuring(async () => undefined);
  expect((await jobWhen(owner.client, jobId, () => true)).stage).toBe('pausing');
  process.kill(temporal!, 'SIGKILL');

  await untilJob(jobId, 'paused');
  await expectNoCallDuring(async () => undefined);
  await steer(jobId, 'resume');
  await expectWhole(jobId);
  expect(sentAgain()).toBe(0);
}, 180_000);

test('a job paused before it began is begun paused, and can be cancelled without having paid', async () => {
  const { worker } = await platform.pids();
  process.kill(worker!, 'SIGSTOP');
  let jobId = '';
  try {
    jobId = await upload(owner.client, baseId, longDocuments());
    expect(await steer(jobId, 'pause')).toBe(202);
    expect(await jobWhen(owner.client, jobId, () => true)).toMatchObject({
      status: 'paused',
      startedAt: null,
    });
  } finally {
    process.kill(worker!, 'SIGCONT');
  }
  await jobWhen(owner.client, jobId, ({ startedAt }) => startedAt !== null, { timeoutMs: 60_000 });
  await expectNoCallDuring(async () => undefined);
  expect(await steer(jobId, 'cancel')).toBe(202);
  const job = await jobWhen(owner.client, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'cancelled', progress: { total: documents, skipped: documents } });
  expect(calls()).toHaveLength(0);
}, 120_000);
