import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { page, type Page, type WebSite } from '../../test/doubles/web-site.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { eventually, openStoredKnowledge } from '../../test/helpers/leftovers.js';
import { startSite } from '../../test/helpers/sites.js';
import { temporalAddress } from '../../test/helpers/stores.js';
import { scheduleIdOf } from './refresh-schedules.js';

const given = createGiven(platformUrl());
let stored: Awaited<ReturnType<typeof openStoredKnowledge>>;
let temporal: Client;
let me: Member;
let bot: { id: string };
const sites: WebSite[] = [];
beforeAll(async () => {
  stored = await openStoredKnowledge();
  temporal = new Client({ connection: await Connection.connect({ address: temporalAddress() }) });
  me = await given.owner();
  bot = await given.chatbot(me);
});
afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
  await temporal?.connection.close();
  await stored?.close();
});

const siteOf = async (pages: Record<string, Page>): Promise<WebSite> => {
  const site = await startSite(pages);
  sites.push(site);
  return site;
};
const at = (base: { id: string }, path = '') => `/api/v1/knowledge-bases/${base.id}${path}`;
const item = async (base: { id: string }, id: string) => data(await me.client.get(at(base, `/items/${id}`)));
const add = async (url: string, values: object = {}) => {
  const base = await given.knowledgeBase(me, bot.id);
  await stored.know(base.id);
  const accepted = data(await me.client.post(at(base, '/items'), { url, ...values }), 202);
  await given.finished(me.client, accepted.jobId);
  return { base, id: accepted.items[0].id as string, jobId: accepted.jobId as string };
};
const refresh = async (base: { id: string }, id: string) => {
  const { jobId } = data(await me.client.post(at(base, `/items/${id}/refresh`)), 202);
  return given.finished(me.client, jobId);
};
const found = async (base: { id: string }, q: string): Promise<number> =>
  data(await me.client.get(at(base, `/search?mode=keyword&q=${q}`))).length;
/** Tokens that a job's embeddings were charged for. */
const charged = async (jobId: string): Promise<number> =>
  (await stored.db.collection('modelCalls').find({ jobId }).toArray()).reduce(
    (sum, call) => sum + Number(call.promptTokens),
    0,
  );
const long = (word: string): string =>
  Array.from({ length: 50 }, (_, n) => `The ${word} number ${n} has a sentence of its own.`).join(' ');

test('a page that has not changed is asked for by its mark, and nothing is embedded', async () => {
  const word = unique('word');
  const conditional: Page = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else
      response
        .writeHead(200, {
          'content-type': 'text/html',
          etag: '"v1"',
          'last-modified': 'Sat, 01 Nov 2025 10:00:00 GMT',
        })
        .end(page('Page', `About ${word}.`));
  };
  const site = await siteOf({ '/': conditional });
  const { base, id } = await add(site.url());
  const before = await item(base, id);
  const job = await refresh(base, id);
  expect(job).toMatchObject({ status: 'completed', purpose: 'refresh', progress: { total: 1, skipped: 1 } });
  expect(site.requests.at(-1)?.headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': 'Sat, 01 Nov 2025 10:00:00 GMT',
  });
  const after = await item(base, id);
  expect(after).toMatchObject({ status: 'ready', revision: 1, warnings: [] });
  expect(after.lastFetchedAt > before.lastFetchedAt).toBe(true);
  expect(await charged(job.id)).toBe(0);
  expect(await found(base, word)).toBe(1);
});

test('a page whose text is the same is not indexed anew, whatever else of it changed', async () => {
  let answers = 0;
  const restless: Page = (_request, response) => {
    const token = `<script>window.token = ${++answers}</script>`;
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page('Page', `Always the same.`, [`/?session=${answers}`], token));
  };
  const site = await siteOf({ '/': restless });
  const { base, id } = await add(site.url());
  expect((await refresh(base, id)).progress).toMatchObject({ skipped: 1, done: 0 });
  expect(answers).toBe(2);
  expect(await item(base, id)).toMatchObject({ revision: 1, status: 'ready' });
});

test('of a page with one changed paragraph, that paragraph alone is embedded', async () => {
  const [before, after] = [unique('before'), unique('after')];
  const paragraphs = Array.from({ length: 8 }, (_, n) => long(`part${n}`));
  const handbook = (last: string): string =>
    page('Handbook', [...paragraphs, `Lastly ${last}.`].join('\n\n'));
  const site = await siteOf({ '/': handbook(before) });
  const { base, id, jobId } = await add(site.url());
  site.set({ '/': handbook(after) });
  const job = await refresh(base, id);
  expect(job.progress).toMatchObject({ done: 1, skipped: 0 });
  expect(await item(base, id)).toMatchObject({ status: 'ready', revision: 2 });
  expect([await found(base, before), await found(base, after)]).toEqual([0, 1]);
  await eventually(async () => {
    expect(await charged(jobId)).toBeGreaterThan(1_500);
    expect(await charged(job.id)).toBeGreaterThan(0);
  });
  // The passage with the paragraph, which the chunks around it may share a sentence with.
  expect(await charged(job.id)).toBeLessThan(450);
});

test('a page that is gone keeps its content once, is taken out the second time, and may come back', async () => {
  const word = unique('word');
  const site = await siteOf({ '/': page('Page', `About ${word}.`) });
  const { base, id } = await add(site.url());
  site.set({ '/': { status: 410 } });
  expect((await refresh(base, id)).progress).toMatchObject({ failed: 1 });
  expect(await item(base, id)).toMatchObject({
    status: 'ready',
    warnings: ['The page does not exist (410); its last content is kept until the next refresh'],
  });
  expect(await found(base, word)).toBe(1);
  await refresh(base, id);
  expect(await item(base, id)).toMatchObject({
    status: 'failed',
    error: 'The page does not exist (410); it is no longer searched',
    warnings: [],
    chunks: null,
  });
  expect(await found(base, word)).toBe(0);
  await eventually(async () => expect(await stored.ofItem(base.id, id)).toEqual({ chunks: [], points: [] }));
  site.set({ '/': page('Page', `About ${word} again.`) });
  await refresh(base, id);
  expect(await item(base, id)).toMatchObject({ status: 'ready', warnings: [], error: null });
  expect(await found(base, word)).toBe(1);
});

test('a site that does not answer leaves the content as it is, with a warning', async () => {
  const word = unique('word');
  const site = await siteOf({ '/': page('Page', `About ${word}.`) });
  const { base, id } = await add(site.url());
  site.set({ '/': { status: 500, headers: { 'retry-after': '900' } } });
  await refresh(base, id);
  expect(await item(base, id)).toMatchObject({
    status: 'ready',
    error: null,
    warnings: ['The site answers 500'],
  });
  expect(await found(base, word)).toBe(1);
});

test('another title is indexed with the last content while the site does not answer', async () => {
  const [word, title] = [unique('word'), unique('title')];
  const site = await siteOf({ '/': page('Page', `About ${word}.`) });
  const { base, id } = await add(site.url());
  site.set({ '/': { status: 500, headers: { 'retry-after': '900' } } });
  const again = data(await me.client.post(at(base, '/items'), { url: site.url(), title }), 202);
  expect(await given.finished(me.client, again.jobId)).toMatchObject({ progress: { done: 1, failed: 0 } });
  expect(await item(base, id)).toMatchObject({ status: 'ready', title, warnings: ['The site answers 500'] });
  expect([await found(base, word), await found(base, title)]).toEqual([1, 1]);
});

test('a page that is changed while it waits to be refreshed is fetched all the same', async () => {
  const [before, after] = [unique('before'), unique('after')];
  const site = await siteOf({ '/': page('Page', `About ${before}.`) });
  const { base, id } = await add(site.url());
  site.set({ '/': page('Page', `About ${after}.`) });
  // A job that rests keeps the page waiting.
  const { jobId } = data(await me.client.post(at(base, `/items/${id}/refresh`)), 202);
  await me.client.post(`/api/v1/jobs/${jobId}/pause`);
  const update = data(await me.client.put(at(base, `/items/${id}`), { tags: ['changed'] }), 202);
  await given.finished(me.client, update.jobId);
  await me.client.post(`/api/v1/jobs/${jobId}/resume`);
  await given.finished(me.client, jobId);
  expect(await item(base, id)).toMatchObject({ status: 'ready', tags: ['changed'] });
  expect([await found(base, before), await found(base, after)]).toEqual([0, 1]);
});

test('refreshing a crawl looks at every page and finds new ones', async () => {
  const site = await siteOf({
    '/': page('Home', 'Welcome.', ['/a', '/b']),
    '/a': page('A', 'Page a.'),
    '/b': page('B', 'Page b.'),
  });
  const { base, id } = await add(site.url(), { crawl: true });
  site
    .forget()
    .set({ '/': page('Home', 'Welcome.', ['/a', '/b', '/new']), '/new': page('New', 'A new page.') });
  site.set({ '/b': page('B', 'Page b was changed.') });
  const job = await refresh(base, id);
  expect(job.progress).toMatchObject({ total: 4, done: 2, skipped: 2, failed: 0 });
  expect(site.visited.sort()).toEqual(['/', '/a', '/b', '/new']);
  expect(data(await me.client.get(at(base, '/items')))).toHaveLength(4);
});

test('a page that led to another site speaks for that site no more once it leads there no more', async () => {
  const [theirs, ours] = [unique('theirs'), unique('ours')];
  const other = await siteOf({ '/page': page('Theirs', `All about ${theirs} is told on this page.`) });
  const site = await siteOf({ '/x': { status: 302, headers: { location: other.url('/page') } } });
  const { base, id } = await add(site.url('/x'));
  expect(await item(base, id)).toMatchObject({ source: other.url('/page') });
  site.set({ '/x': page('Ours', `Now ${ours} is told here instead.`) });
  await refresh(base, id);
  expect(await item(base, id)).toMatchObject({ source: site.url('/x') });
  const accepted = data(await me.client.post(at(base, '/items'), { url: other.url('/page') }), 202);
  await given.finished(me.client, accepted.jobId);
  expect(accepted.items[0].id).not.toBe(id);
  expect(await item(base, accepted.items[0].id)).toMatchObject({ source: other.url('/page') });
  expect(await found(base, theirs)).toBe(1);
});

test('what has no address cannot be refreshed, and what is not there neither', async () => {
  const base = await given.knowledgeBase(me, bot.id);
  const { items } = data(await me.client.post(at(base, '/items'), { content: 'Written.' }), 202);
  expect((await me.client.post(at(base, `/items/${items[0].id}/refresh`))).status).toBe(409);
  expect((await me.client.put(at(base, `/items/${items[0].id}`), { refresh: 'daily' })).status).toBe(400);
  expect((await me.client.post(at(base, `/items/${unusedId()}/refresh`))).status).toBe(404);
});

const scheduleOf = (id: string) => temporal.schedule.getHandle(scheduleIdOf(id));
const intervalOf = async (id: string): Promise<unknown> =>
  (await scheduleOf(id).describe()).spec.intervals?.[0]?.every;

test('a schedule fetches a page again, is changed with its item and goes with it', async () => {
  const word = unique('word');
  const site = await siteOf({ '/': page('Page', 'First.') });
  const { base, id } = await add(site.url(), { refresh: 'daily' });
  expect(await item(base, id)).toMatchObject({ refresh: 'daily' });
  expect(await intervalOf(id)).toBe(86_400_000);

  site.set({ '/': page('Page', `Now about ${word}.`) });
  await scheduleOf(id).trigger();
  await eventually(async () => expect(await found(base, word)).toBe(1), 60_000);
  const jobs = data(await me.client.get('/api/v1/jobs?limit=5'));
  expect(jobs[0]).toMatchObject({ purpose: 'refresh', status: expect.stringMatching(/running|completed/) });

  const changed = data(await me.client.put(at(base, `/items/${id}`), { refresh: 'weekly' }), 202);
  await given.finished(me.client, changed.jobId);
  expect(await intervalOf(id)).toBe(7 * 86_400_000);
  expect(site.count('/')).toBe(2);
  data(await me.client.delete(at(base, `/items/${id}`)));
  await expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i);
});

test('an item that is no longer to be refreshed has no schedule', async () => {
  const site = await siteOf({ '/': page('Page', 'First.') });
  const { base, id } = await add(site.url(), { refresh: 'hourly' });
  expect(await intervalOf(id)).toBe(3_600_000);
  const changed = data(await me.client.put(at(base, `/items/${id}`), { refresh: null }), 202);
  await given.finished(me.client, changed.jobId);
  expect(await item(base, id)).toMatchObject({ refresh: null });
  await expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i);
});
