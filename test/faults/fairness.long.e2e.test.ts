import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, unique } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { generateDocuments, hasEnded, jobWhen, upload } from './collection.js';
import { size } from './size.js';

/** What the large organisation has to do; `FAIRNESS_DOCUMENTS=5000` for a larger one. */
const documents = Number(process.env.FAIRNESS_DOCUMENTS ?? size(600, 1_000));
const documentsOfJob = Math.min(size(200, 250), documents);
/** How often the small organisation is measured. */
const rounds = 5;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
}, 120_000);
afterAll(() => platform?.stop());

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function organization(): Promise<{ client: TestClient; baseId: string }> {
  const given = createGiven(platform.url);
  const owner = await given.owner();
  const { id } = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
  return { client: owner.client, baseId: id };
}

/** Milliseconds from the request until one document can be found. */
async function timeOfOne({ client, baseId }: Awaited<ReturnType<typeof organization>>): Promise<number> {
  const begun = Date.now();
  const path = `/api/v1/knowledge-bases/${baseId}/items`;
  const item = { title: unique('Note'), content: `Something new: ${unique()}.` };
  const { jobId } = data(await client.post(path, item), 202);
  const job = await jobWhen(client, jobId, hasEnded, { everyMs: 25 });
  expect(job).toMatchObject({ status: 'completed', progress: { done: 1 } });
  return Date.now() - begun;
}

test("one organisation's large jobs do not hold up another's small ones, nor those the large ones", async () => {
  const [large, small] = [await organization(), await organization()];
  // The first of all also waits for the worker.
  await timeOfOne(small);
  const idle: number[] = [];
  for (let round = 0; round < rounds; round++) idle.push(await timeOfOne(small));

  const begun = Date.now();
  const jobs: string[] = [];
  for (let n = 0; n < documents; n += documentsOfJob)
    jobs.push(await upload(large.client, large.baseId, generateDocuments(documentsOfJob).form));
  const job = (id: string) => jobWhen(large.client, id, () => true);
  const settled = async (): Promise<number> => {
    const progresses = await Promise.all(jobs.map(async (id) => (await job(id)).progress.done as number));
    return progresses.reduce((sum, done) => sum + done, 0);
  };
  const doneBefore = await settled();
  const beside: number[] = [];
  for (let round = 0; round < rounds; round++) beside.push(await timeOfOne(small));
  const doneAfter = await settled();

  // The small jobs were through long before the large ones, which went on all the same.
  expect(doneAfter).toBeLessThan(documents);
  expect(doneAfter).toBeGreaterThan(doneBefore);
  expect(Math.max(...beside)).toBeLessThan(Math.max(5 * median(idle), 10_000));

  for (const id of jobs) {
    const ended = await jobWhen(large.client, id, hasEnded, { timeoutMs: 600_000 });
    expect(ended).toMatchObject({ status: 'completed', progress: { done: documentsOfJob, failed: 0 } });
  }
  const figures = {
    documents,
    jobs: jobs.length,
    seconds: Math.round((Date.now() - begun) / 1_000),
    idleMs: median(idle),
    besideMs: median(beside),
    slowestMs: Math.max(...beside),
    doneMeanwhile: doneAfter - doneBefore,
  };
  process.stdout.write(`one document beside many: ${JSON.stringify(figures)}\n`);
}, 900_000);
