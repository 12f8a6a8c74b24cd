import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createGiven, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { watchHealth } from './health-watch.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';
import { size } from './size.js';

const documents = size(150, 300);
const sampleSize = 25;

let platform: TestPlatform;
let stores: Stores;
let owner: Member;
let chatbotId: string;

beforeAll(async () => {
  platform = await startTestPlatform();
  stores = await openStores(platform.dataDir);
  const given = createGiven(platform.url);
  owner = await given.owner();
  chatbotId = (await given.chatbot(owner)).id;
}, 120_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
});

/** `/health` is 503 while what requests need is away, and unanswered while the API itself is. */
const healthMayBe: Record<string, number[]> = { mongod: [200, 503], api: [200, 0] };

test.each(['worker', 'api', 'mongod', 'valkey', 'temporal', 'queues'])(
  'a collection is taken in whole, each document once, although %s is killed',
  async (name) => {
    const { client } = owner;
    const { id } = await createGiven(platform.url).knowledgeBase(owner, chatbotId);
    const { form, words } = generateDocuments(documents);
    const jobId = await upload(client, id, form);

    const health = watchHealth(platform.url);
    const begun = await jobWhen(client, jobId, ({ progress }) => progress.percentage >= 10, { everyMs: 20 });
    const pid = (await platform.pids())[name];
    process.kill(pid!, 'SIGKILL');
    const killedAt = performance.now();
    expect(begun.progress.percentage).toBeLessThan(80);
    await jobWhen(client, jobId, ({ progress }) => progress.done > begun.progress.done, { everyMs: 50 });
    const resumedMs = performance.now() - killedAt;

    const job = await jobWhen(client, jobId, hasEnded);
    expect(job).toMatchObject({
      status: 'completed',
      progress: { total: documents, done: documents, failed: 0, skipped: 0, percentage: 100 },
    });
    expect(await disagreement(stores, id)).toEqual(noDisagreement);
    const step = Math.floor(documents / sampleSize);
    const sample = words.filter((_, index) => index % step === 0);
    expect(await notFoundOnce(client, id, sample)).toEqual([]);

    expect((await platform.pids())[name]).not.toBe(pid);
    const answers = await health.stop();
    expect(answers.at(-1)).toBe(200);
    expect(healthMayBe[name] ?? [200]).toEqual(expect.arrayContaining(answers));
    process.stderr.write(
      `${name} killed: the next document after ${resumedMs.toFixed(0)} ms; health ${answers.join(' ')}\n`,
    );
  },
  150_000,
);

test('a job whose start was lost with Temporal is started by the sweep', async () => {
  const { client } = owner;
  const { id } = await createGiven(platform.url).knowledgeBase(owner, chatbotId);
  const { temporal } = await platform.pids();
  // It hears the request no more, and is killed before it could.
  process.kill(temporal!, 'SIGSTOP');
  const jobId = await upload(client, id, generateDocuments(5).form);
  expect(await jobWhen(client, jobId, () => true)).toMatchObject({
    status: 'queued',
    runId: null,
    url: null,
  });
  process.kill(temporal!, 'SIGKILL');

  const job = await jobWhen(client, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'completed', progress: { total: 5, done: 5 } });
  expect(await disagreement(stores, id)).toEqual(noDisagreement);
}, 90_000);

test('a wish to cancel is kept while Temporal is away', async () => {
  const { client } = owner;
  const { id } = await createGiven(platform.url).knowledgeBase(owner, chatbotId);
  const jobId = await upload(client, id, generateDocuments(documents).form);
  await jobWhen(client, jobId, ({ progress }) => progress.percentage >= 5, { everyMs: 20 });
  const { temporal } = await platform.pids();
  process.kill(temporal!, 'SIGSTOP');
  expect((await client.post(`/api/v1/jobs/${jobId}/cancel`)).status).toBe(202);
  process.kill(temporal!, 'SIGKILL');

  const job = await jobWhen(client, jobId, hasEnded);
  expect(job).toMatchObject({ status: 'cancelled', progress: { total: documents, failed: 0 } });
  expect(await disagreement(stores, id)).toEqual(noDisagreement);
}, 90_000);

test('a job says that no worker is running, and goes on when one is', async () => {
  const { client } = owner;
  const { id } = await createGiven(platform.url).knowledgeBase(owner, chatbotId);
  const { worker } = await platform.pids();
  process.kill(worker!, 'SIGSTOP');
  try {
    const jobId = await upload(client, id, generateDocuments(5).form);
    const waiting = await jobWhen(client, jobId, (job) => job.waiting !== null, { timeoutMs: 30_000 });
    expect(waiting).toMatchObject({ status: 'queued', waiting: 'no worker is running' });
    expect((await fetch(`${platform.url}/health`)).status).toBe(200);
    process.kill(worker!, 'SIGCONT');
    const job = await jobWhen(client, jobId, hasEnded);
    expect(job).toMatchObject({ status: 'completed', waiting: null, progress: { done: 5 } });
  } finally {
    process.kill(worker!, 'SIGCONT');
  }
}, 90_000);
