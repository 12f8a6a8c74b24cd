import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { page, WebSite, type Page } from '../doubles/web-site.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { hasEnded, jobWhen } from './collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';

const pages = size(40, 60);
let site: WebSite;
let platform: TestPlatform;
let stores: Stores;
beforeAll(async () => {
  const served: Page = async (request, response) => {
    await sleep(20);
    const n = Number(request.url?.slice(2));
    const links = [1, 2, 7].map((step) => `/p${(n + step) % pages}`);
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page(`Page ${n}`, `This is page ${n} of the site, and no other.`, links));
  };
  site = await new WebSite(
    Object.fromEntries(Array.from({ length: pages }, (_, n) => [`/p${n}`, served])),
  ).start();
  platform = await startTestPlatform({ OUTBOUND_ALLOW: `127.0.0.1:${site.port}` });
  stores = await openStores(platform.dataDir);
}, 180_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
  await site?.close();
});

let owner: Member;
let baseId: string;
let organizationId: string;
let jobId: string;
let rootId: string;
/** A crawl that has fetched some of its pages. */
beforeEach(async () => {
  site.forget();
  const given = createGiven(platform.url);
  owner = await given.owner();
  baseId = (await given.knowledgeBase(owner, (await given.chatbot(owner)).id)).id;
  ({ organizationId } = await stores.collectionOf(baseId));
  const values = { url: site.url('/p0'), crawl: { maxPages: 100, maxDepth: 10 } };
  const accepted = data(await owner.client.post(`/api/v1/knowledge-bases/${baseId}/items`, values), 202);
  jobId = accepted.jobId;
  rootId = accepted.items[0].id;
  await untilVisited(8);
}, 60_000);

const untilVisited = (count: number) => until(() => site.visited.length >= count, { everyMs: 5 });
const steer = async (wish: 'pause' | 'resume' | 'cancel' | 'retry') =>
  (await owner.client.post(`/api/v1/jobs/${jobId}/${wish}`)).status;
const ended = () => jobWhen(owner.client, jobId, hasEnded, { timeoutMs: 240_000 });
const originals = async (): Promise<string[]> =>
  (
    await readdir(join(platform.dataDir, 'blobs', organizationId), { recursive: true }).catch(() => [])
  ).filter((name) => name.length > 60);

async function expectWhole(): Promise<void> {
  expect(await ended()).toMatchObject({
    status: 'completed',
    progress: { total: pages, done: pages, failed: 0, skipped: 0 },
  });
  const items = await stores.itemsOf(baseId);
  expect(items).toHaveLength(pages);
  expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['ready']));
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  expect(await originals()).toHaveLength(pages);
}

test('a crawl paused again and again fetches every page once', async () => {
  for (const visited of [8, 15, 25]) {
    await untilVisited(visited);
    expect(await steer('pause')).toBe(202);
    await jobWhen(owner.client, jobId, ({ status }) => status === 'paused');
    const before = site.requests.length;
    await sleep(1_000);
    expect(site.requests).toHaveLength(before);
    expect(await steer('resume')).toBe(202);
  }
  await expectWhole();
  expect(site.visited).toHaveLength(pages);
}, 300_000);

test('a crawl cancelled in the middle leaves nothing open, and its retry fetches what was not taken in', async () => {
  expect(await steer('cancel')).toBe(202);
  const job = await ended();
  expect(job).toMatchObject({ status: 'cancelled' });
  const { total, done, failed, skipped } = job.progress;
  expect(done + failed + skipped).toBe(total);
  for (const { status } of await stores.itemsOf(baseId)) expect(['ready', 'failed']).toContain(status);
  expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
  const items = stores.db.collection('knowledgeItems');
  const used = await items.distinct('blob', { knowledgeBaseId: baseId, blob: { $ne: null } });
  expect((await originals()).map((name) => name.slice(3)).sort()).toEqual(used.sort());
  expect(await steer('retry')).toBe(202);
  await expectWhole();
}, 300_000);

test('a crawl whose first page is deleted in the middle leaves nothing', async () => {
  const path = `/api/v1/knowledge-bases/${baseId}/items/${rootId}`;
  expect((await owner.client.delete(path)).status).toBe(200);
  expect(await ended()).toMatchObject({ status: 'completed' });
  await eventually(async () => {
    expect(await stores.itemsOf(baseId)).toEqual([]);
    expect(await stores.chunkIdsOf(baseId)).toEqual([]);
    expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
    expect(await originals()).toEqual([]);
  });
}, 300_000);

test('a knowledge base deleted in the middle of a crawl leaves nothing', async () => {
  const collection = await stores.collectionOf(baseId);
  expect((await owner.client.delete(`/api/v1/knowledge-bases/${baseId}`)).status).toBe(200);
  expect(await ended()).toMatchObject({ status: 'completed' });
  await eventually(async () => {
    expect(await stores.itemsOf(baseId)).toEqual([]);
    expect(await stores.chunkIdsOf(baseId)).toEqual([]);
    expect(await stores.vectors.count(collection)).toBe(0);
    expect(await originals()).toEqual([]);
  });
}, 300_000);
