import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { readFile } from 'node:fs/promises';
import { newId } from '../../platform/ids.js';
import { createGiven } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { generateDocuments, hasEnded, jobWhen, upload } from './collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';
import { size } from './size.js';

const documents = size(800, 2_000);
/** A request takes at most so many files. */
const uploaded = size(200, 500);

let platform: TestPlatform;
let stores: Stores;
beforeAll(async () => {
  platform = await startTestPlatform();
  stores = await openStores(platform.dataDir);
}, 120_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
});

/** Adds copies of the job's items to it: more than one request may bring. */
async function enlarge(jobId: string): Promise<void> {
  const jobItems = stores.db.collection<{ _id: string; subjectId: string; position: number }>('jobItems');
  const items = stores.db.collection<{ _id: string }>('knowledgeItems');
  const originals = await jobItems.find({ jobId } as object).toArray();
  for (let position = originals.length; position < documents; position += originals.length) {
    const ids = originals.map(() => newId());
    const sources = await items.find({ _id: { $in: originals.map(({ subjectId }) => subjectId) } }).toArray();
    await items.insertMany(sources.map((item, n) => ({ ...item, _id: ids[n]! })));
    await jobItems.insertMany(
      originals.map((item, n) => ({ ...item, _id: newId(), subjectId: ids[n]!, position: position + n })),
    );
  }
}

const megabytesOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1_024;
};

test('four times as many documents need a short history and no more memory', async () => {
  const given = createGiven(platform.url);
  const owner = await given.owner();
  const { client } = owner;
  const { id } = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
  const worker = (await platform.pids()).worker!;
  process.kill(worker, 'SIGSTOP');
  const jobId = await upload(client, id, generateDocuments(uploaded).form);
  await enlarge(jobId);
  process.kill(worker, 'SIGCONT');

  const begun = Date.now();
  const memory: { done: number; megabytes: number }[] = [];
  const job = await jobWhen(
    client,
    jobId,
    async (current) => {
      memory.push({ done: current.progress.done, megabytes: await megabytesOf(worker) });
      return hasEnded(current);
    },
    { everyMs: 500, timeoutMs: 240_000 },
  );
  expect(job).toMatchObject({
    status: 'completed',
    progress: { total: documents, done: documents, failed: 0 },
  });
  expect(await disagreement(stores, id)).toEqual(noDisagreement);

  const connection = await Connection.connect({ address: `127.0.0.1:${stores.ports.temporal}` });
  const { historyLength, historySize } = await new Client({ connection }).workflow
    .getHandle(job.workflowId)
    .describe();
  await connection.close();
  const peak = (from: number, to: number): number =>
    Math.max(...memory.filter(({ done }) => done >= from && done <= to).map(({ megabytes }) => megabytes));
  const figures = {
    seconds: Math.round((Date.now() - begun) / 1_000),
    events: historyLength,
    kilobytes: Math.round((historySize ?? 0) / 1_024),
    megabytesAtFirst: Math.round(peak(0, uploaded)),
    megabytesAtLast: Math.round(peak(documents - uploaded, documents)),
  };
  process.stdout.write(`${documents} documents: ${JSON.stringify(figures)}\n`);
  expect(figures.events).toBeLessThan(750);
  expect(figures.kilobytes).toBeLessThan(1_024);
  expect(figures.megabytesAtLast).toBeLessThan(figures.megabytesAtFirst + 200);
}, 300_000);
