import { expect, test } from '@jest/globals';
import type { GuardedFetch } from '../../platform/http/guarded-fetch.types.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { createRobots } from './robots.js';

const signal = new AbortController().signal;
const page = new URL('https://example.com/private/page?x=1');

/** Rules of a site whose robots.txt is answered like this, and how often it was asked for. */
function robotsOf(answer: { status: number; text?: string } | Error) {
  const state = { asked: 0, now: 0, answer };
  const fetch: GuardedFetch = async ({ url }) => {
    state.asked++;
    expect(String(url)).toBe('https://example.com/robots.txt');
    if (state.answer instanceof Error) throw state.answer;
    const { status, text = '' } = state.answer;
    return { status, url: new URL(url), headers: {}, body: Buffer.from(text) };
  };
  const robots = createRobots({ fetch, now: () => state.now });
  const allows = async (): Promise<boolean | string> => {
    const rules = await robots.of(page, signal);
    return 'unknown' in rules ? rules.unknown : rules.rules.isAllowed(page);
  };
  return { state, robots, allows };
}

test.each([
  ['User-agent: *\nDisallow: /', false],
  ['User-agent: *\nDisallow: /private/', false],
  ['User-agent: *\nDisallow: /\nAllow: /private/page', true],
  ['User-agent: *\nDisallow: /*?x=', false],
  ['User-agent: other\nDisallow: /', true],
  ['User-agent: ChatbotsPlatform\nDisallow:\n\nUser-agent: *\nDisallow: /', true],
  ['User-agent: chatbotsplatform\nDisallow: /\n\nUser-agent: *\nAllow: /', false],
  ['<html>not a robots.txt</html>', true],
  ['', true],
])('%j: %s', async (text, allowed) => expect(await robotsOf({ status: 200, text }).allows()).toBe(allowed));

test('what is unavailable allows everything, what is unreachable nothing', async () => {
  for (const status of [404, 410, 401, 403]) expect(await robotsOf({ status }).allows()).toBe(true);
  for (const status of [500, 503, 429])
    expect(await robotsOf({ status }).allows()).toBe(`robots.txt of the site answers ${status}`);
  const away = new OutboundError('timeout', 'The site took too long to answer');
  expect(await robotsOf(away).allows()).toMatch(/cannot be read: The site took too long/);
  const inside = new OutboundError('refused', 'The host is not a public one');
  await expect(robotsOf(inside).allows()).rejects.toBe(inside);
});

test('rules are kept for an hour, their absence for half a minute', async () => {
  const { state, allows } = robotsOf({ status: 503 });
  await allows();
  await allows();
  expect(state.asked).toBe(1);
  state.now = 31_000;
  state.answer = { status: 200, text: 'User-agent: *\nDisallow: /' };
  expect(await allows()).toBe(false);
  state.answer = { status: 404 };
  state.now += 3_500_000;
  expect(await allows()).toBe(false);
  state.now += 200_000;
  expect(await allows()).toBe(true);
  expect(state.asked).toBe(3);
});

test('delays and sitemaps are read for us', async () => {
  const text =
    'User-agent: *\nCrawl-delay: 3\n\nSitemap: https://example.com/a.xml\nSitemap: https://example.com/b.xml';
  const answer = await robotsOf({ status: 200, text }).robots.of(page, signal);
  expect('rules' in answer && answer.rules).toMatchObject({
    delayMs: 3_000,
    sitemaps: ['https://example.com/a.xml', 'https://example.com/b.xml'],
  });
});

test('a group counts for each of its robots, with comments, versions and a byte order mark', async () => {
  for (const text of [
    'User-agent: other\nUser-agent: *\nUser-agent: third\nDisallow: /private',
    '\uFEFFUser-agent: *\nDisallow: /private # all of it',
    'User-agent: ChatbotsPlatform/0.1\r\nCrawl-delay: 1\r\nDisallow: /private\r\n\r\nUser-agent: other\r\nDisallow: /x',
  ])
    expect(await robotsOf({ status: 200, text }).allows()).toBe(false);
  const text = 'User-agent: other\nSitemap: https://example.com/s.xml\nDisallow: /private';
  const { robots, allows } = robotsOf({ status: 200, text });
  expect(await allows()).toBe(true);
  expect(await robots.of(page, signal)).toMatchObject({
    rules: { sitemaps: ['https://example.com/s.xml'] },
  });
});

/** Each of these kept the parser busy for seconds to minutes, for every single page. */
test.each([
  [
    'a rule for each of many robots',
    `${'User-agent: a\n'.repeat(30_000)}${'Disallow: /*a*b\n'.repeat(30_000)}`,
    true,
  ],
  ['many rules', `User-agent: *\n${'Allow: /private\n'.repeat(50_000)}`, false],
  ['many wildcards', `User-agent: *\n${`Allow: /${'*a'.repeat(20)}b\n`.repeat(18_000)}`, false],
  ['one rule of wildcards', `User-agent: *\nAllow: /${'*a'.repeat(480_000)}`, false],
  [
    'many times us',
    `${'User-agent: *\nUser-agent: x\n'.repeat(20_000)}${'Disallow: /*z\n'.repeat(4_000)}`,
    true,
  ],
])(
  'a robots.txt with %s is no burden',
  async (_what, text, allowed) => {
    expect(await robotsOf({ status: 200, text }).allows()).toBe(allowed);
  },
  10_000,
);
