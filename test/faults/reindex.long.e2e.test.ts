import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { startApiProcess, type ApiProcess } from '../helpers/api-process.js';
import { TestClient } from '../helpers/client.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { size } from './size.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';

const documents = size(30, 500);
const sections = 3;

let double: OpenAiDouble;
let platform: TestPlatform;
let stores: Stores;
let owner: Member;
let second: ApiProcess;
let otherClient: TestClient;
let baseId: string;
let items: { id: string; title: string }[];

const environment = (): Record<string, string> => ({
  OPENAI_API_KEY: 'test-key',
  EMBEDDINGS_URL: double.url,
  EMBEDDINGS_MODEL: 'remote-embeddings',
});
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  double.respond(() => ({ delayMs: 250 }));
  platform = await startTestPlatform(environment());
  stores = await openStores(platform.dataDir);
  const given = createGiven(platform.url);
  owner = await given.owner();
  second = await startApiProcess({ dataDir: platform.dataDir, environment: environment() });
  otherClient = new TestClient(second.url, owner.client.headers);
  baseId = (await given.knowledgeBase(owner, (await given.chatbot(owner)).id)).id;
  const form = new FormData();
  for (let n = 0; n < documents; n++) form.append('file', new Blob([documentOf(n)]), `document-${n}.md`);
  await jobWhen(owner.client, await upload(owner.client, baseId, form), hasEnded);
  items = data(await owner.client.get(`${at()}/items?limit=100&sort=title:asc`));
}, 240_000);
afterAll(async () => {
  await second?.stop();
  await stores?.close();
  await platform?.stop();
  await double?.close();
});

const at = () => `/api/v1/knowledge-bases/${baseId}`;
/** Letters only, so that no analyser takes it apart. */
const wordOf = (n: number): string =>
  `q${[...String(n + 1_000)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')}x`;
/** Sections of two passages in small sizes; each sentence is its own, and one names the document's word. */
const sectionOf = (n: number, section: number, word = ''): string =>
  `## Section ${section}\n\n` +
  Array.from({ length: 6 }, (_, k) => {
    const marks = `${wordOf(n * 50 + section * 7 + k)}${wordOf(k)}`;
    return `Sentence ${marks} of this section tells about ${k ? 'other matters' : word || 'a matter'} at length.`;
  }).join(' ');
const documentOf = (n: number): string =>
  Array.from({ length: sections }, (_, section) =>
    sectionOf(n, section, section ? '' : `own${wordOf(n)}`),
  ).join('\n\n');
const words = Array.from({ length: documents }, (_, n) => `own${wordOf(n)}`);
/** The texts that were embedded since; a repeated one counts each time. */
const sentSince = (from: number): string[] =>
  double.ledger.slice(from).flatMap(({ body }) => ('input' in body ? [body.input].flat().map(String) : []));
const finished = (jobId: string) => jobWhen(owner.client, jobId, hasEnded);
const reindex = async (body: object = {}) =>
  data(await owner.client.post(`${at()}/reindex`, body), 202).jobId as string;

test('an update embeds only what changed, and a reindex with the same settings nothing at all', async () => {
  const changed = documentOf(0)
    .replace('Section 1', 'Section one')
    .replace(/Sentence/g, (text) => text);
  let from = double.ledger.length;
  const first = items.find(({ title }) => title === 'document-0.md')!;
  const update = data(await owner.client.put(`${at()}/items/${first.id}`, { content: changed }), 202);
  await finished(update.jobId);
  const sent = sentSince(from);
  expect([sent.length > 0, sent.filter((text) => !text.includes('Section one'))]).toEqual([true, []]);

  from = double.ledger.length;
  expect(await finished(await reindex())).toMatchObject({
    ...{ status: 'completed', result: { generation: 2 } },
    progress: { total: documents, done: documents },
  });
  expect(sentSince(from)).toEqual([]);
  expect(await notFoundOnce(owner.client, baseId, words)).toEqual([]);
}, 180_000);

test('a worker that is killed in the middle costs nobody a hit, and no text twice but what was in flight', async () => {
  const from = double.ledger.length;
  let isOver = false;
  let rounds = 0;
  const watch = async (client: TestClient): Promise<void> => {
    while (!isOver) {
      expect(await notFoundOnce(client, baseId, words.slice(0, 6))).toEqual([]);
      rounds++;
      await sleep(200);
    }
  };
  const watching = Promise.all([watch(owner.client), watch(otherClient)]);
  const jobId = await reindex({ chunking: { size: 64, overlap: 0 } });
  await until(() => double.ledger.length - from >= 2);
  const killedAt = Date.now();
  await platform.kill('worker');
  // An answer that had just come was perhaps not stored yet.
  const inFlight = double.ledger
    .slice(from)
    .filter(({ outcome, at, ms = 0 }) => outcome !== 'completed' || Date.parse(at) + ms > killedAt - 300);
  const repeatable = inFlight.reduce((sum, { body }) => sum + [body.input ?? []].flat().length, 0);
  expect(await finished(jobId)).toMatchObject({
    ...{ status: 'completed', result: { generation: 3 } },
    progress: { total: documents, done: documents, failed: 0, skipped: 0 },
  });
  // Every process searches the new index from then on.
  const texts = async (client: TestClient): Promise<string[]> =>
    data(await client.get(`${at()}/search?mode=keyword&q=${words[3]}`)).map(
      ({ text }: { text: string }) => text,
    );
  expect(await texts(otherClient)).toEqual(await texts(owner.client));
  expect((await texts(owner.client))[0]!.length).toBeLessThan(sectionOf(3, 0, words[3]).length * 0.7);
  isOver = true;
  await watching;
  expect(rounds).toBeGreaterThan(2);

  const sent = sentSince(from);
  expect(new Set(sent).size).toBeGreaterThan(documents * sections);
  expect(sent.length - new Set(sent).size).toBeLessThanOrEqual(repeatable);
  // Readers of the old index are not waited for here.
  const waiting = stores.db.collection('knowledgeTombstones');
  await waiting.updateMany({ isReplaced: true }, { $set: { dueAt: null } });
  await eventually(async () => {
    expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
    expect(await stores.db.collection('knowledgeTombstones').countDocuments()).toBe(0);
  }, 90_000);
  expect(await stores.db.collection('keptVectors').countDocuments({ jobId })).toBe(0);
}, 300_000);
