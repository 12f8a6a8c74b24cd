import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createQdrantStore } from '../../platform/vectors/qdrant.store.js';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { canRunQdrantShim, startQdrantShim, type QdrantShim } from '../doubles/qdrant-shim/qdrant-shim.js';
import { zipOf } from '../fixtures/documents.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';

/** What a job does stays with one worker while that has room, so there have to be several. */
const jobsAtOnce = 10;
const documentsOfJob = 10;
const entries = 60;

/** Another worker of a platform, told what its own one is told. */
async function startWorker(platform: TestPlatform): Promise<{ child: ChildProcess; output: string[] }> {
  const { worker } = await platform.pids();
  const variables = (await readFile(`/proc/${worker}/environ`, 'utf8')).split('\0').filter(Boolean);
  const child = spawn(process.execPath, [resolve('dist/worker.js')], {
    env: Object.fromEntries(
      variables
        .map((line): [string, string] => [
          line.slice(0, line.indexOf('=')),
          line.slice(line.indexOf('=') + 1),
        ])
        .filter(([name]) => !name.startsWith('NODE_CHANNEL')),
    ),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return { child, output };
}

test('a second worker that would write the same files of LanceDB is refused, and the first goes on', async () => {
  const platform = await startTestPlatform();
  try {
    const { child, output } = await startWorker(platform);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(output.join('')).toContain('QDRANT_URL: several workers need Qdrant');
    const given = createGiven(platform.url);
    const owner = await given.owner();
    const base = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
    const { job } = await given.documents(owner, base.id, { 'one.md': '# One\n\nThe first document.' });
    expect(job).toMatchObject({ status: 'completed', progress: { done: 1 } });
  } finally {
    await platform.stop();
  }
}, 240_000);

((await canRunQdrantShim()) ? describe : describe.skip)('two workers on one platform', () => {
  let shim: QdrantShim;
  let double: OpenAiDouble;
  let platform: TestPlatform;
  let stores: Stores;
  let second: ChildProcess;
  let owner: Member;
  let baseId: string;
  beforeAll(async () => {
    shim = await startQdrantShim({ apiKey: 'key' });
    double = await startOpenAiDouble('test-key');
    double.respond(() => ({ delayMs: 100 }));
    platform = await startTestPlatform({
      QDRANT_URL: shim.url,
      QDRANT_API_KEY: 'key',
      OPENAI_API_KEY: 'test-key',
      EMBEDDINGS_URL: double.url,
      EMBEDDINGS_MODEL: 'remote-embeddings',
    });
    stores = await openStores(
      platform.dataDir,
      await createQdrantStore({ url: shim.url, apiKey: 'key', writer: false }),
    );
    const started = await startWorker(platform);
    second = started.child;
    await once(second, 'message');
    const given = createGiven(platform.url);
    owner = await given.owner();
    baseId = (await given.knowledgeBase(owner, (await given.chatbot(owner)).id)).id;
  }, 240_000);
  afterAll(async () => {
    second?.kill('SIGKILL');
    await stores?.close();
    await platform?.stop();
    await double?.close();
    await shim?.stop();
  });

  /** The processes that did something of a job. */
  async function workersOf(jobId: string): Promise<Set<string>> {
    const connection = await Connection.connect({ address: `127.0.0.1:${stores.ports.temporal}` });
    try {
      const { workflowId } = (await stores.db
        .collection<{ _id: string; workflowId: string }>('jobs')
        .findOne({ _id: jobId }))!;
      const handle = new Client({ connection }).workflow.getHandle(workflowId);
      const { events } = await handle.fetchHistory();
      const started = (events ?? []).map(
        ({ activityTaskStartedEventAttributes: attributes }) => attributes?.identity,
      );
      return new Set(started.filter((identity): identity is string => Boolean(identity)));
    } finally {
      await connection.close();
    }
  }
  /** Collections of documents, as many as there are jobs. */
  async function uploadCollections(): Promise<{ jobs: string[]; words: string[] }> {
    const collections = Array.from({ length: jobsAtOnce }, () => generateDocuments(documentsOfJob));
    const jobs = await Promise.all(collections.map(({ form }) => upload(owner.client, baseId, form)));
    return { jobs, words: collections.flatMap(({ words }) => words) };
  }
  async function expectAllDone(jobs: string[]): Promise<void> {
    for (const id of jobs) {
      const job = await jobWhen(owner.client, id, hasEnded);
      expect(job).toMatchObject({
        status: 'completed',
        progress: { total: documentsOfJob, done: documentsOfJob, failed: 0 },
      });
    }
  }
  /** How many texts were sent more often than once. */
  const sentAgain = (): number => {
    const sent = double.ledger.flatMap(({ body }) => body.input ?? []);
    // Each process asks once for the model's dimensions, with a text of its own.
    const texts = sent.filter((text) => text.includes('The word of this report'));
    expect(texts.length).toBeGreaterThanOrEqual(jobsAtOnce * documentsOfJob);
    return texts.length - new Set(texts).size;
  };

  test('collections and an archive are taken in whole and once, and no text is paid for twice', async () => {
    const archived = generateDocuments(entries);
    const parts = await Promise.all(
      archived.form
        .getAll('file')
        .map(async (file, n): Promise<[string, string]> => [`report-${n}.md`, await (file as File).text()]),
    );
    const archive = new FormData();
    archive.append('file', new Blob([new Uint8Array(await zipOf(parts))]), 'reports.zip');
    const archiveJob = await upload(owner.client, baseId, archive);
    const { jobs, words } = await uploadCollections();
    await expectAllDone(jobs);
    expect(await jobWhen(owner.client, archiveJob, hasEnded)).toMatchObject({
      status: 'completed',
      progress: { total: 1 + entries, done: 1 + entries },
    });
    expect(await stores.itemsOf(baseId)).toHaveLength(jobsAtOnce * documentsOfJob + 1 + entries);
    expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
    expect(
      await notFoundOnce(
        owner.client,
        baseId,
        [...words, ...archived.words].filter((_, n) => n % 16 === 0),
      ),
    ).toEqual([]);
    const workers = (await Promise.all(jobs.map(workersOf))).flatMap((identities) => [...identities]);
    expect(new Set(workers).size).toBe(2);
    expect(sentAgain()).toBe(0);
    expect(await stores.db.collection('keptVectors').countDocuments()).toBe(0);
  }, 240_000);

  test('nothing is lost or doubled when one of them is killed, and both clean up after a deletion', async () => {
    const { jobs } = await uploadCollections();
    await jobWhen(owner.client, jobs[3]!, ({ progress }) => progress.done > 0, { everyMs: 20 });
    second.kill('SIGKILL');
    await expectAllDone(jobs);
    expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
    expect(await stores.db.collection('keptVectors').countDocuments()).toBe(0);

    const started = await startWorker(platform);
    second = started.child;
    await once(second, 'message');
    const collection = await stores.collectionOf(baseId);
    const items = await stores.itemsOf(baseId);
    for (const { _id } of items.slice(0, 20))
      data(await owner.client.delete(`/api/v1/knowledge-bases/${baseId}/items/${_id}`));
    await eventually(async () => expect(await disagreement(stores, baseId)).toEqual(noDisagreement));
    expect((await owner.client.delete(`/api/v1/knowledge-bases/${baseId}`)).status).toBe(200);
    await eventually(async () => {
      expect(await stores.itemsOf(baseId)).toEqual([]);
      expect(await stores.chunkIdsOf(baseId)).toEqual([]);
      expect(await stores.vectors.count(collection)).toBe(0);
      expect(await stores.db.collection('knowledgeTombstones').countDocuments()).toBe(0);
    });
  }, 240_000);
});
