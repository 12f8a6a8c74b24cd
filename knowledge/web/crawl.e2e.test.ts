import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { page, type Page, type WebSite } from '../../test/doubles/web-site.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { startSite } from '../../test/helpers/sites.js';
import { until } from '../../test/helpers/until.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
const sites: WebSite[] = [];
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me);
});
afterAll(() => Promise.all(sites.map((site) => site.close())));

const siteOf = async (pages: Record<string, Page>): Promise<WebSite> => {
  const site = await startSite(pages);
  sites.push(site);
  return site;
};
const at = (base: { id: string }, path = '') => `/api/v1/knowledge-bases/${base.id}${path}`;
const items = async (base: { id: string }) => data(await me.client.get(at(base, '/items?limit=100')));
/** Crawls from a page and returns the paths of the items that came of it, in order. */
const crawl = async (site: WebSite, settings: object | true = true, start = '/') => {
  const base = await given.knowledgeBase(me, bot.id);
  const body = { url: site.url(start), crawl: settings, tags: ['site'], metadata: { team: 'a' } };
  const accepted = data(await me.client.post(at(base, '/items'), body), 202);
  const job = await given.finished(me.client, accepted.jobId);
  const all = await items(base);
  const paths: string[] = all
    .map(({ source }: { source: string }) => source.replace(site.url(''), ''))
    .sort();
  return { base, job, rootId: accepted.items[0].id, all, paths };
};
const notes = async (jobId: string): Promise<string[]> =>
  data(await me.client.get(`/api/v1/jobs/${jobId}/items?limit=100`))
    .map(({ title, error }: { title: string; error: string | null }) => error && `${title}: ${error}`)
    .filter(Boolean);

test('the pages of a site become items of the same job, each fetched once', async () => {
  const word = unique('word');
  const site = await siteOf({
    '/': page('Home', 'Welcome.', [
      '/a',
      '/b#part',
      'a?utm_source=x',
      '/picture.png',
      'mailto:a@example.com',
    ]),
    '/a': page('A', 'Page a.', ['/', '/c', 'https://example.com/away', 'http://localhost:1/']),
    '/b': page('B', 'Page b.', ['/a', '/missing']),
    '/c': page('C', `Page c has ${word}.`, ['/a', '/b', '/c']),
  });
  const { base, job, rootId, all, paths } = await crawl(site);
  expect(paths).toEqual(['/', '/a', '/b', '/c']);
  expect(job).toMatchObject({ status: 'completed', progress: { total: 5, done: 4, skipped: 1, failed: 0 } });
  expect(await notes(job.id)).toEqual([`${site.url('/missing')}: The page does not exist (404)`]);
  expect(site.visited.sort()).toEqual(['/', '/a', '/b', '/c', '/missing']);
  for (const { id, parentId, tags, metadata, crawl } of all) {
    expect({ tags, metadata }).toEqual({ tags: ['site'], metadata: { team: 'a' } });
    expect(parentId).toBe(id === rootId ? null : rootId);
    expect(crawl).toEqual(
      id === rootId ? { maxPages: 50, maxDepth: 3, include: [], exclude: [], pathPrefix: null } : null,
    );
  }
  expect(data(await me.client.get(at(base, `/search?mode=keyword&q=${word}`)))).toMatchObject([
    { source: site.url('/c') },
  ]);
});

test('depth, number, patterns and a prefix bound a crawl', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 6 }, (_, n) => [`/deep/${n}`, page(`Deep ${n}`, `Page ${n}.`, [`/deep/${n + 1}`])]),
  );
  const site = await siteOf({
    ...chain,
    '/': page('Home', 'Welcome.', ['/deep/0', '/docs/a', '/docs/b/c', '/docs/b/draft', '/blog/x']),
    ...Object.fromEntries(
      ['/docs/a', '/docs/b/c', '/docs/b/draft', '/blog/x'].map((path) => [
        path,
        page(path, `Text of ${path}.`),
      ]),
    ),
  });
  expect((await crawl(site, { maxDepth: 2, include: ['/deep/*'] })).paths).toEqual([
    '/',
    '/deep/0',
    '/deep/1',
  ]);
  expect((await crawl(site, { maxPages: 3 })).paths).toHaveLength(3);
  expect((await crawl(site, { include: ['/docs/**'], exclude: ['**/draft'] })).paths).toEqual([
    ...['/', '/docs/a', '/docs/b/c'],
  ]);
  expect((await crawl(site, { pathPrefix: '/docs/b/' })).paths).toEqual(['/', '/docs/b/c', '/docs/b/draft']);
  expect((await crawl(site, { maxDepth: 0 })).paths).toEqual(['/']);
});

test('a shorter way that is found late reaches further, and fetches nothing twice', async () => {
  const site = await siteOf({
    '/': page('Home', 'Welcome.', ['/short', '/long1']),
    '/short': { status: 403 },
    '/long1': page('Long 1', 'First of a long way.', ['/long2']),
    '/long2': page('Long 2', 'Second of a long way.', ['/middle']),
    '/middle': page('Middle', 'Both ways meet here.', ['/edge']),
    '/edge': page('Edge', 'Only the short way reaches further than this.', ['/end']),
    '/end': page('End', 'As deep as it goes.', ['/beyond']),
    '/beyond': page('Beyond', 'Too deep in any case.'),
  });
  const { base, job, rootId, paths } = await crawl(site, { maxDepth: 4 });
  expect(paths).toEqual(['/', '/edge', '/long1', '/long2', '/middle']);
  expect(await notes(job.id)).toEqual([expect.stringContaining('403')]);
  site.set({ '/short': page('Short', 'A short way.', ['/middle']) }).forget();
  const again = data(
    await me.client.post(at(base, '/items'), { url: site.url(), crawl: { maxDepth: 4 } }),
    202,
  );
  expect(again.items[0].id).toBe(rootId);
  await given.finished(me.client, again.jobId);
  const found = (await items(base)).map(({ source }: { source: string }) => source.replace(site.url(''), ''));
  expect(found.sort()).toEqual(['/', '/edge', '/end', '/long1', '/long2', '/middle', '/short']);
  expect(site.count('/end')).toBe(1);
});

test('what leads astray is left alone: nofollow, robots, other sites, doubles, noindex', async () => {
  const elsewhere = await siteOf({ '/': page('Elsewhere', 'Another site.') });
  const twice = 'The same text stands on two pages of this site, word for word.';
  const site = await siteOf({
    '/robots.txt': 'User-agent: *\nDisallow: /closed\n',
    '/': `<html><head><title>Home</title></head><body><main><p>Welcome to all.</p>
<a rel="nofollow" href="/login">In</a> <a href="/closed">Closed</a> <a href="/away">Away</a> <a href="/one">1</a>
<a href="/two">2</a> <a href="/print">Print</a> <a href="/list">List</a> <a href="/leaf">Leaf</a></main></body></html>`,
    '/login': page('Login', 'Not for us.'),
    '/closed': page('Closed', 'Not for us.'),
    '/away': { status: 302, headers: { location: elsewhere.url() } },
    '/one': page('Same', twice),
    '/two': page('Same', twice),
    '/print': page('Printed', 'For paper.', [], '<link rel="canonical" href="/one">'),
    '/list': page('List', 'Only links.', ['/listed'], '<meta name="robots" content="noindex">'),
    '/listed': page('Listed', 'Found through the list.'),
    '/leaf': page(
      'Leaf',
      'Has links that nobody vouches for.',
      ['/spam'],
      '<meta name="robots" content="nofollow">',
    ),
    '/spam': page('Spam', 'Buy now.'),
  });
  const { paths, job } = await crawl(site);
  expect(paths).toEqual(['/', '/leaf', '/listed', '/one']);
  const told = (await notes(job.id)).map((note) => note.replace(site.url(''), '').replace(/item .*/, 'item'));
  expect(told.sort()).toEqual([
    '/away: The address leads to another site',
    '/closed: robots.txt of the site does not allow it',
    '/list: The page asks not to be indexed',
    '/print: The same page as item',
    '/two: The same page as item',
  ]);
  expect([site.count('/login'), site.count('/closed'), site.count('/spam')]).toEqual([0, 0, 0]);
  expect(elsewhere.visited).toEqual([]);
  expect(job.progress).toMatchObject({ total: 9, done: 4, skipped: 5, failed: 0 });
});

test('a calendar without end does not catch the crawler', async () => {
  let served = 0;
  const endless: Page = (request, response) => {
    served++;
    const { pathname, search } = new URL(request.url ?? '/', 'http://site');
    const day = Number(new URLSearchParams(search).get('day') ?? 0);
    const links = [`${pathname}?day=${day + 1}`, `${pathname}?day=${day + 2}`, `${pathname}/sub/sub/sub/sub`];
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page(`Day ${day}`, `Nothing on day ${day}.`, links));
  };
  const site = await siteOf({ '/': page('Home', 'Welcome.', ['/calendar']), '/calendar': endless });
  const { paths } = await crawl(site, { maxPages: 12, maxDepth: 10 });
  expect(paths.length).toBeLessThanOrEqual(12);
  expect(served).toBeLessThan(36);
  expect(paths.some((path) => path.includes('sub/sub'))).toBe(false);
});

test('a sitemap leads to pages that nothing links to', async () => {
  const site = await siteOf({
    '/': page('Home', 'Welcome.'),
    '/hidden?a=1&b=2': page('Hidden', 'Well hidden.'),
  });
  site.set({
    '/robots.txt': `Sitemap: ${site.url('/index.xml')}\n`,
    '/index.xml': `<sitemapindex><sitemap><loc>${site.url('/part.xml')}</loc></sitemap>
<sitemap><loc>https://example.com/other.xml</loc></sitemap></sitemapindex>`,
    '/part.xml': `<urlset><url><loc>${site.url('/hidden?b=2&amp;a=1')}</loc></url>
<url><loc>https://example.com/away</loc></url></urlset>`,
  });
  expect((await crawl(site)).paths).toEqual(['/', '/hidden?a=1&b=2']);
});

test('a page that a crawl found may become the first of a crawl of its own', async () => {
  const site = await siteOf({
    '/': page('Home', 'Welcome.', ['/a']),
    '/a': page('A', 'Page a.', ['/b']),
    '/b': page('B', 'Page b.'),
  });
  const { base, rootId, paths } = await crawl(site, { maxDepth: 1 });
  expect(paths).toEqual(['/', '/a']);
  const accepted = data(await me.client.post(at(base, '/items'), { url: site.url('/a'), crawl: true }), 202);
  await given.finished(me.client, accepted.jobId);
  const parents = new Map(
    (await items(base)).map((one: { source: string; parentId: string }) => [one.source, one.parentId]),
  );
  expect([parents.get(site.url('/')), parents.get(site.url('/a'))]).toEqual([null, null]);
  expect(parents.get(site.url('/b'))).toBe(accepted.items[0].id);
  expect(accepted.items[0].id).not.toBe(rootId);
});

test('cancelling stops the fetching', async () => {
  const slow: Page = async (request, response) => {
    await sleep(200);
    const links = Array.from({ length: 40 }, (_, n) => `/${n}`);
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(page(`P ${request.url}`, `On ${request.url}.`, links));
  };
  const site = await siteOf({
    '/': slow,
    ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`/${n}`, slow])),
  });
  const base = await given.knowledgeBase(me, bot.id);
  const { jobId } = data(await me.client.post(at(base, '/items'), { url: site.url(), crawl: true }), 202);
  await until(() => site.visited.length >= 4);
  data(await me.client.post(`/api/v1/jobs/${jobId}/cancel`), 202);
  const job = await given.finished(me.client, jobId);
  expect(job).toMatchObject({ status: 'cancelled' });
  const fetched = site.visited.length;
  expect(fetched).toBeLessThan(35);
  await sleep(1_000);
  expect(site.visited).toHaveLength(fetched);
});

test('deleting a crawl deletes its pages; a page that is deleted does not come back', async () => {
  const site = await siteOf({
    '/': page('Home', 'Welcome.', ['/a', '/b']),
    '/a': page('A', 'Page a.'),
    '/b': page('B', 'Page b.'),
  });
  const { base, rootId, all } = await crawl(site);
  const { id: removed } = all.find(({ source }: { source: string }) => source.endsWith('/a'));
  data(await me.client.delete(at(base, `/items/${removed}`)));
  const { jobId } = data(
    await me.client.post(at(base, '/items'), { url: site.url(), crawl: { maxPages: 9 } }),
    202,
  );
  await given.finished(me.client, jobId);
  expect((await items(base)).map(({ title }: { title: string }) => title).sort()).toEqual(['B', 'Home']);
  data(await me.client.delete(at(base, `/items/${rootId}`)));
  expect(await items(base)).toEqual([]);
});
