import { expect, test } from '@jest/globals';
import { isSameSite, normalAddress } from './addresses.js';
import { withinCrawl } from './crawl-scope.js';
import { matchesGlob } from './glob.js';

test.each([
  ['/docs/a', '/docs/*', true],
  ['/docs/a/b', '/docs/*', false],
  ['/docs/a/b', '/docs/**', true],
  ['/docs/', '/docs/**', true],
  ['/docs', '/docs/**', false],
  ['/a/b/draft', '**/draft', true],
  ['/draft-2', '**/draft', false],
  ['/v1/x', '/v?/x', true],
  ['/v/x', '/v?/x', false],
  ['/a.b', '/a?b', true],
  ['/aXb', '/a.b', false],
  ['/(x)', '/(x)', true],
  ['/', '/', true],
  ['/a', '/', false],
  ['/a', '**', true],
])('%s against %s: %s', (path, glob, expected) => expect(matchesGlob(path, glob)).toBe(expected));

test('no pattern takes long', () => {
  const before = performance.now();
  expect(matchesGlob(`/${'a'.repeat(2_000)}`, `/${'*a'.repeat(99)}b`)).toBe(false);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test.each([
  ['HTTP://Example.COM:80/a#part', 'http://example.com/a'],
  ['https://example.com/a?utm_source=x&b=2&a=1&gclid=9', 'https://example.com/a?a=1&b=2'],
  ['https://example.com/?', 'https://example.com/'],
  ['https://example.com/a;jsessionid=9F?x=1', 'https://example.com/a?x=1'],
  ['https://example.com/a/', 'https://example.com/a/'],
])('%s is %s in its normal form', (address, normal) => {
  expect(normalAddress(address)).toBe(normal);
  expect(normalAddress(normal)).toBe(normal);
});

test('www and the protocol are no border of a site; names and ports are', () => {
  expect(isSameSite('http://example.com/', 'https://www.example.com/x')).toBe(true);
  for (const other of ['https://docs.example.com/', 'https://example.com:8443/', 'https://example.org/'])
    expect(isSameSite('https://example.com/', other)).toBe(false);
});

const everything = { maxPages: 50, maxDepth: 3, include: [], exclude: [], pathPrefix: null };
const chosen = (paths: string[]): string[] =>
  withinCrawl(
    paths.map((path) => `https://example.com${path}`),
    'https://example.com/',
    everything,
  ).map((address) => address.replace('https://example.com', ''));

test('files that are no pages, repeated segments and heaps of parameters are left alone', () => {
  expect(chosen(['/a.PNG', '/b.zip', '/c.css', '/d.html', '/e.pdf', '/f'])).toEqual([
    '/d.html',
    '/e.pdf',
    '/f',
  ]);
  expect(chosen(['/a/b/a/b/a/b/a', '/a/b/a/b'])).toEqual(['/a/b/a/b']);
  expect(chosen([`/${'x/'.repeat(20)}`, '/q?a=1&b=2&c=3&d=4&e=5', `/${'y'.repeat(1_100)}`])).toEqual([]);
  const days = Array.from({ length: 60 }, (_, day) => `/calendar?day=${day}`);
  expect(chosen(days)).toHaveLength(20);
  expect(chosen(['/x#1', '/x#2', '/x?utm_medium=a'])).toEqual(['/x']);
});
