import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { page, type Page, type WebSite } from '../../test/doubles/web-site.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { startSite } from '../../test/helpers/sites.js';

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
const newBase = (): Promise<{ id: string }> => given.knowledgeBase(me, bot.id);
const at = (base: { id: string }, path = '') => `/api/v1/knowledge-bases/${base.id}${path}`;
const items = async (base: { id: string }) => data(await me.client.get(at(base, '/items?limit=100')));
const item = async (base: { id: string }, id: string) => data(await me.client.get(at(base, `/items/${id}`)));
/** Adds a page, waits for its job, and returns the item as it is then. */
const add = async (base: { id: string }, url: string, values: object = {}) => {
  const accepted = data(await me.client.post(at(base, '/items'), { url, ...values }), 202);
  const job = await given.finished(me.client, accepted.jobId);
  const answer = await me.client.get(at(base, `/items/${accepted.items[0].id}`));
  return { accepted, job, item: answer.body.data };
};
const search = async (base: { id: string }, q: string) =>
  data(await me.client.get(at(base, `/search?mode=keyword&q=${encodeURIComponent(q)}`)));

test('a page is fetched by the job, read without its furniture, and cited by its address', async () => {
  const [word, other] = [unique('word'), unique('other')];
  const site = await siteOf({
    '/handbook': page('Handbook', `The office ${word} is closed on Sundays.\n\nIt opens at nine.`, [
      `/${other}`,
    ]),
  });
  const base = await newBase();
  const accepted = data(
    await me.client.post(at(base, '/items'), { url: `${site.url('/handbook')}#top` }),
    202,
  );
  expect(accepted).toEqual({
    items: [{ id: expect.any(String), title: site.url('/handbook'), status: 'pending' }],
    jobId: expect.any(String),
  });
  expect(await given.finished(me.client, accepted.jobId)).toMatchObject({
    status: 'completed',
    purpose: null,
    progress: { total: 1, done: 1 },
  });
  expect(await item(base, accepted.items[0].id)).toMatchObject({
    title: 'Handbook',
    type: 'html',
    status: 'ready',
    url: site.url('/handbook'),
    source: site.url('/handbook'),
    crawl: null,
    refresh: null,
    parentId: null,
    warnings: [],
    lastFetchedAt: expect.stringMatching(/Z$/),
  });
  const [found] = await search(base, word);
  expect(found).toMatchObject({ source: site.url('/handbook'), title: 'Handbook' });
  expect(found.text).toContain(`The office ${word} is closed on Sundays.`);
  expect(found.text).not.toContain('All rights');
  expect(await search(base, other)).toEqual([]);
  expect(site.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/handbook']);
  for (const { headers } of site.requests)
    expect(headers['user-agent']).toBe(`ChatbotsPlatform/0.1.0 (+${platformUrl()})`);
});

test('tables, code and headings of a page are kept', async () => {
  const word = unique('word');
  const rows = Array.from(
    { length: 5 },
    (_, n) => `<tr><td>plan ${n}</td><td>${n * 7} euro ${word}</td></tr>`,
  ).join('');
  const site = await siteOf({
    '/': `<html><head><title>Prices</title></head><body><div class="menu"><a href="/x">Menu</a></div>
<div class="content"><h1>Prices</h1><p>${'All plans can be ended at any time. '.repeat(20)}</p>
<h2>Plans ${word}</h2><table><tr><th>Plan</th><th>Price</th></tr>${rows}</table>
<h2>Install</h2><pre><code>npm install ${word}-cli
npx ${word}-cli start</code></pre></div></body></html>`,
  });
  const base = await newBase();
  await add(base, site.url());
  const texts = (await search(base, word)).map(({ text }: { text: string }) => text).join('\n');
  expect(texts).toContain(`Plan: plan 3; Price: 21 euro ${word}`);
  expect(texts).toContain(`npm install ${word}-cli\nnpx ${word}-cli start`);
});

test('a title and tags that are given stay', async () => {
  const word = unique('word');
  const site = await siteOf({ '/': page('Own title', `About ${word} and more.`) });
  const base = await newBase();
  const values = { title: 'Given', tags: ['web'], metadata: { team: 'a' } };
  expect((await add(base, site.url(), values)).item).toMatchObject(values);
  expect(data(await me.client.get(at(base, `/search?q=${word}&tags=web`)))).toHaveLength(1);
});

test.each([
  ['in the header', 'text/html; charset=windows-1251', '', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])],
  [
    'in the page',
    'text/html',
    '<meta charset="windows-1251">',
    Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
  ],
  ['nowhere', 'text/html', '', Buffer.from('Привет')],
])('the encoding of a page may be named %s', async (_where, contentType, head, greeting) => {
  const word = unique('word');
  const body = Buffer.concat([
    Buffer.from(`<html><head>${head}<title>Greeting</title></head><body><p>${word} `),
    greeting,
    Buffer.from('</p></body></html>'),
  ]);
  const site = await siteOf({ '/': { headers: { 'content-type': contentType }, body } });
  const base = await newBase();
  await add(base, site.url());
  expect((await search(base, word))[0].text).toBe(`${word} Привет`);
});

test('Markdown and plain text are taken in as what they are', async () => {
  const word = unique('word');
  const site = await siteOf({
    '/guide.md': {
      headers: { 'content-type': 'text/plain' },
      body: `# Guide\n\n**${word}** is explained here.`,
    },
    '/notes.txt': `**${word}** is noted here.`,
  });
  const base = await newBase();
  expect((await add(base, site.url('/guide.md'))).item).toMatchObject({
    type: 'markdown',
    title: 'guide.md',
  });
  expect((await add(base, site.url('/notes.txt'))).item).toMatchObject({ type: 'text', title: 'notes.txt' });
  expect((await search(base, word)).map(({ text }: { text: string }) => text).sort()).toEqual([
    `**${word}** is noted here.`,
    `${word} is explained here.`,
  ]);
});

test('the same page by another address is one item: canonical links and redirects within the site count', async () => {
  const word = unique('word');
  const site = await siteOf({
    '/page': page('Page', `About ${word}.`, [], '<link rel="canonical" href="/page">'),
    '/page?ref=mail': page('Page', `About ${word}.`, [], '<link rel="canonical" href="/page">'),
    '/old': { status: 301, headers: { location: '/page' } },
  });
  const base = await newBase();
  const first = await add(base, site.url('/page'));
  expect((await add(base, site.url('/page?utm_source=mail'))).accepted.items[0].id).toBe(first.item.id);
  const second = await add(base, site.url('/page?ref=mail'));
  expect(second.item).toBeUndefined();
  const [told] = data(await me.client.get(`/api/v1/jobs/${second.accepted.jobId}/items`));
  expect(told).toMatchObject({ status: 'skipped', error: `The same page as item ${first.item.id}` });
  await add(base, site.url('/old'));
  expect(await items(base)).toMatchObject([{ id: first.item.id, source: site.url('/page') }]);
  expect(await search(base, word)).toHaveLength(1);
  // What was learnt is kept: the other addresses lead to the item at once.
  expect((await add(base, site.url('/old'))).accepted.items[0].id).toBe(first.item.id);
});

test('a canonical link to another site is not believed', async () => {
  const site = await siteOf({
    '/page': page('Page', 'Some text.', [], '<link rel="canonical" href="https://example.com/page">'),
  });
  const base = await newBase();
  expect((await add(base, site.url('/page'))).item).toMatchObject({
    source: site.url('/page'),
    status: 'ready',
  });
});

test('robots.txt is respected, by the name of the platform and by the general rules', async () => {
  const site = await siteOf({
    '/robots.txt': 'User-agent: ChatbotsPlatform\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n',
    '/private/page': page('Private', 'Not for robots.'),
    '/page': page('Page', 'For everybody.'),
    '/there': { status: 302, headers: { location: '/private/page' } },
  });
  const base = await newBase();
  const reason = 'robots.txt of the site does not allow it';
  expect((await add(base, site.url('/private/page'))).item).toMatchObject({
    status: 'failed',
    error: reason,
  });
  expect((await add(base, site.url('/there'))).item).toMatchObject({ status: 'failed', error: reason });
  expect((await add(base, site.url('/page'))).item).toMatchObject({ status: 'ready' });
  expect(site.count('/private/page')).toBe(0);
  expect(site.count('/robots.txt')).toBe(1);
});

test('rules that cannot be read forbid everything for now', async () => {
  const site = await siteOf({
    '/robots.txt': { status: 503 },
    '/page': page('Page', 'For everybody.'),
  });
  const base = await newBase();
  const { item: failed, job } = await add(base, site.url('/page'));
  expect(failed).toMatchObject({ status: 'failed', error: 'robots.txt of the site answers 503' });
  expect(site.count('/page')).toBe(0);
  expect(job).toMatchObject({ status: 'completed', progress: { failed: 1 } });
});

test('a site that is overloaded is asked again, no sooner than it says', async () => {
  let asked = 0;
  const site = await siteOf({
    '/busy': (_request, response) => {
      if (asked++ === 0) response.writeHead(429, { 'retry-after': '2' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(page('Busy', 'At last.'));
    },
    '/down': { status: 503 },
    '/later': { status: 503, headers: { 'retry-after': '3600' } },
  });
  const base = await newBase();
  expect((await add(base, site.url('/busy'))).item).toMatchObject({ status: 'ready' });
  const [first, second] = site.requests.filter(({ path }) => path === '/busy');
  expect(second!.at - first!.at).toBeGreaterThan(1_900);
  expect((await add(base, site.url('/later'))).item).toMatchObject({ status: 'failed' });
  expect(site.count('/later')).toBe(1);
  const { item: down, job } = await add(base, site.url('/down'));
  expect(down).toMatchObject({ status: 'failed', error: 'The site answers 503' });
  expect(site.count('/down')).toBe(3);
  site.set({ '/down': page('Up', 'Again.') });
  data(await me.client.post(`/api/v1/jobs/${job.id}/retry`), 202);
  await given.finished(me.client, job.id);
  expect(await item(base, down.id)).toMatchObject({ status: 'ready', error: null, title: 'Up' });
});

test.each<[string, Page, RegExp]>([
  ['is not there', { status: 404 }, /does not exist \(404\)/],
  ['may not be seen', { status: 403 }, /refuses access \(403\)/],
  ['is an image', { headers: { 'content-type': 'image/png' }, body: 'x' }, /image\/png/],
  ['has no text', '<html><body><script>render()</script></body></html>', /no text/],
  [
    'is a bomb',
    { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(40_000_000, 'a ')) },
    /larger/,
  ],
  ['redirects to itself', { status: 302, headers: { location: '/' } }, /redirects more/],
])('a page that %s fails with the reason', async (_what, answer, reason) => {
  const site = await siteOf({ '/': answer });
  const base = await newBase();
  const { item: failed, job } = await add(base, site.url());
  expect(failed).toMatchObject({ status: 'failed', error: expect.stringMatching(reason) });
  expect(job).toMatchObject({ status: 'completed', progress: { total: 1, failed: 1 } });
});

test('a page that was named is taken in although it asks search engines not to list it', async () => {
  const site = await siteOf({
    '/': page('Hidden', 'But named.', [], '<meta name="robots" content="noindex">'),
  });
  expect((await add(await newBase(), site.url())).item).toMatchObject({ status: 'ready' });
});

test('cookies are not kept, and one page of a host is fetched at a time', async () => {
  const slow =
    (n: number): Page =>
    async (_request, response) => {
      await new Promise((done) => setTimeout(done, 150));
      response
        .writeHead(200, { 'content-type': 'text/html', 'set-cookie': `n=${n}` })
        .end(page(`${n}`, `Page ${n}.`));
    };
  const site = await siteOf(Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`/${n}`, slow(n)])));
  const base = await newBase();
  await Promise.all(Array.from({ length: 6 }, (_, n) => add(base, site.url(`/${n}`))));
  const pages = site.requests.filter(({ path }) => path !== '/robots.txt');
  expect(pages).toHaveLength(6);
  expect(pages.map(({ beside }) => beside)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(pages.map(({ headers }) => headers.cookie)).toEqual(Array(6).fill(undefined));
});

test.each([
  [{ url: 'https://example.com/', content: 'x' }, 'body.content'],
  [{ url: 'https://example.com/', type: 'html' }, 'body.type'],
  [{ url: 'ftp://example.com/' }, 'body.url'],
  [{ url: 'nonsense' }, 'body.url'],
  [{ content: 'x', crawl: true }, 'body.crawl'],
  [{ content: 'x', refresh: 'daily' }, 'body.refresh'],
  [{ url: 'https://example.com/', crawl: { maxPages: 1_001 } }, 'body.crawl'],
  [{ url: 'https://example.com/', refresh: 'yearly' }, 'body.refresh'],
])('%j is refused, naming %s', async (body, path) => {
  const base = await newBase();
  const answer = await me.client.post(at(base, '/items'), body);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toContain(path);
  expect(await items(base)).toEqual([]);
});

test('the content of a page is not written by hand; its title and tags may be changed', async () => {
  const word = unique('word');
  const site = await siteOf({ '/': page('Page', `About ${word}.`) });
  const base = await newBase();
  const { item: added } = await add(base, site.url());
  expect((await me.client.put(at(base, `/items/${added.id}`), { content: 'Mine.' })).status).toBe(400);
  const changed = data(
    await me.client.put(at(base, `/items/${added.id}`), { title: 'Mine', tags: ['a'] }),
    202,
  );
  await given.finished(me.client, changed.jobId);
  expect(await item(base, added.id)).toMatchObject({ title: 'Mine', tags: ['a'], status: 'ready' });
  expect(site.count('/')).toBe(1);
  expect(data(await me.client.get(at(base, `/search?q=${word}&tags=a`)))).toHaveLength(1);
});
