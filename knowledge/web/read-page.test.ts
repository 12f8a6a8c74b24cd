import { expect, test } from '@jest/globals';
import { extractHtml } from '../extract/extract-html.js';
import { readPage } from './read-page.js';

const url = 'https://example.com/docs/page';
const read = (body: string, head = '') =>
  readPage({ html: `<html><head>${head}</head><body>${body}</body></html>`, url });
const textOf = (html: string): string =>
  extractHtml(html)
    .map((block) => block.text)
    .join('\n');
const prose = (about: string): string =>
  `<p>${`This sentence, which is long enough to be an article, tells about ${about}. `.repeat(8)}</p>`;

test('an article is found among menus, notices and comments', async () => {
  const { html, title } = await read(
    `<div class="nav"><a href="/">Home</a><a href="/x">Shop</a></div><div id="cookie-banner">We value your privacy.</div>
<div class="post"><h2>Battery</h2>${prose('batteries')}${prose('chargers')}</div>
<div class="sidebar"><a href="/y">Popular posts</a></div><div class="comments"><a href="/z">Reply</a></div>`,
    '<title>  Batteries \n and more </title>',
  );
  expect(title).toBe('Batteries and more');
  expect(textOf(html)).toContain('tells about chargers');
  expect(textOf(html)).not.toMatch(/Shop|privacy|Popular|Reply/);
});

test('a page that is mostly a table, code or a list keeps it', async () => {
  const rows = Array.from({ length: 30 }, (_, n) => `<tr><td>Error ${n}</td><td>Meaning ${n}</td></tr>`).join(
    '',
  );
  const { html } = await read(
    `<div class="wrap"><h1>Codes</h1>${prose('errors')}<table><tr><th>Code</th><th>Meaning</th></tr>${rows}</table>
<h2>Example</h2><pre>if (a &lt; b)\n  return;</pre></div>`,
  );
  expect(textOf(html)).toContain('Code: Error 29; Meaning: Meaning 29');
  expect(textOf(html)).toContain('if (a < b)\n  return;');
  expect(textOf(html)).toContain('Example');
});

test('a short page is kept whole, without its furniture', async () => {
  const { html, title } = await read(
    '<header>Our shop</header><nav>Menu</nav><h1>Hours</h1><p>From nine to five.</p>',
  );
  expect(title).toBe('Hours');
  expect(textOf(html)).toBe('Hours\nFrom nine to five.');
});

test('what is kept is the same whatever nobody reads', async () => {
  const page = (mark: string) =>
    read(
      `<!-- ${mark} --><input name="csrf" value="${mark}"><script>a='${mark}'</script>
<article class="c-${mark}" data-id="${mark}"><h1>Title</h1>${prose('one thing')}</article><footer>${mark}</footer>`,
      `<meta name="nonce" content="${mark}">`,
    );
  expect((await page('one')).html).toBe((await page('two')).html);
  const { html } = await read('<article><p onclick="steal()">Text</p><script>alert(1)</script></article>');
  expect(html).not.toMatch(/script|onclick/);
});

test('links are those that the author vouches for, absolute and each once', async () => {
  const { links } = await read(
    `<a href="a">1</a><a href="/b#x">2</a><a href="a">3</a><a href="../c?d=1">4</a><a href="//other.example/e">5</a>
<a rel="nofollow" href="/f">6</a><a rel="ugc noopener" href="/g">7</a><a href="mailto:x@example.com">8</a>
<a href="javascript:void(0)">9</a><a href="http://[broken">10</a><a href="">11</a><map><area href="/h"></map>`,
  );
  expect(links).toEqual([
    'https://example.com/docs/a',
    'https://example.com/b#x',
    'https://example.com/c?d=1',
    'https://other.example/e',
    'https://example.com/h',
  ]);
  expect((await read('<a href="a">1</a>', '<base href="https://cdn.example/x/">')).links).toEqual([
    'https://cdn.example/x/a',
  ]);
});

test.each([
  ['<meta name="robots" content="noindex, nofollow">', true, true],
  ['<META NAME="ROBOTS" CONTENT="NONE">', true, true],
  ['<meta name="ChatbotsPlatform" content="noindex">', true, false],
  ['<meta name="otherbot" content="noindex">', false, false],
  ['<meta name="robots" content="max-snippet:-1, index, nofollow">', false, true],
])('%s', async (head, noindex, nofollow) => {
  expect(await read('<p>Text</p>', head)).toMatchObject({ noindex, nofollow });
});

test('a canonical address is made absolute; one that is none is left out', async () => {
  expect((await read('', '<link rel="canonical" href="/p">')).canonical).toBe('https://example.com/p');
  expect((await read('', '<link rel="canonical" href="ftp://example.com/p">')).canonical).toBeNull();
  const disguised = 'https://bank.example:x@example.com/p';
  expect((await read('', `<link rel="canonical" href="${disguised}">`)).canonical).toBeNull();
  expect((await read(`<a href="${disguised}">Bank</a>`)).links).toEqual([]);
  expect((await read('', '<link rel="alternate" href="/p">')).canonical).toBeNull();
});
