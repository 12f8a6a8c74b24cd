import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { page, WebSite, type Page } from '../doubles/web-site.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { hasEnded, jobWhen } from './collection.js';
import { disagreement, noDisagreement, openStores, type Stores } from './stores.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';

const pages = size(40, 60);
let site: WebSite;
let platform: TestPlatform;
let stores: Stores;
let owner: Member;
beforeAll(async () => {
  const served: Page = async (request, response) => {
    await sleep(20);
    const n = Number(request.url?.slice(2));
    // Every page leads to several others, so that most are found more than once.
    const links = [1, 2, 7].map((step) => `/p${(n + step) % pages}`);
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page(`Page ${n}`, `This is page ${n}, which has the word ${wordOf(n)}.`, links));
  };
  site = await new WebSite(
    Object.fromEntries(Array.from({ length: pages }, (_, n) => [`/p${n}`, served])),
  ).start();
  platform = await startTestPlatform({ OUTBOUND_ALLOW: `127.0.0.1:${site.port}` });
  stores = await openStores(platform.dataDir);
  owner = await createGiven(platform.url).owner();
}, 180_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
  await site?.close();
});

const wordOf = (n: number): string => `mark${String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26))}ax`;

test('a crawl takes every page in once although its worker is killed in the middle of it', async () => {
  const { client } = owner;
  const given = createGiven(platform.url);
  const { id } = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
  const { jobId } = data(
    await client.post(`/api/v1/knowledge-bases/${id}/items`, {
      url: site.url('/p0'),
      crawl: { maxPages: 100, maxDepth: 10 },
    }),
    202,
  );
  const kills = size(1, 2) === 1 ? [15] : [12, 35];
  for (const fetched of kills) {
    await until(() => site.visited.length >= fetched, { everyMs: 5 });
    await platform.kill('worker');
  }
  const job = await jobWhen(client, jobId, hasEnded, { timeoutMs: 240_000 });
  expect(job).toMatchObject({
    status: 'completed',
    progress: { total: pages, done: pages, failed: 0, skipped: 0 },
  });
  expect(await disagreement(stores, id)).toEqual(noDisagreement);
  const items: { source: string }[] = data(await client.get(`/api/v1/knowledge-bases/${id}/items?limit=100`));
  expect(new Set(items.map(({ source }) => source)).size).toBe(pages);
  expect(items).toHaveLength(pages);
  // A page that was in hand when a worker died is fetched again, and no other.
  const counts = Array.from({ length: pages }, (_, n) => site.count(`/p${n}`));
  expect(Math.min(...counts)).toBe(1);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(pages + kills.length);
  for (const n of [0, 17, pages - 1]) {
    const path = `/api/v1/knowledge-bases/${id}/search?mode=keyword&q=${wordOf(n)}`;
    expect(data(await client.get(path))).toMatchObject([{ source: site.url(`/p${n}`) }]);
  }
}, 300_000);
