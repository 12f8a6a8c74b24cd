import { expect, test } from '@jest/globals';
import { linksOf } from '../moderation/detect/spam/links.js';
import { localToxicity } from '../moderation/detect/toxicity/local-toxicity.js';
import { tokensOf } from '../sentiment/rules/tokens.js';

/**
 * What a pattern with two ways through the same characters would look at for minutes, as long as a request may be. Nothing
 * here is timed: the test would just not come to its end.
 */
const longest = 50_000;
const filled = (part: string): string => part.repeat(Math.ceil(longest / part.length)).slice(0, longest);
const parts = [
  'a',
  '@',
  'a@',
  'a@b.',
  'a.',
  'a-',
  '.',
  ' ',
  '\n',
  '1. ',
  'http://',
  '(',
  '!',
  '字',
  '😀',
  'e\u0301',
];

test.each(parts)(
  'a text of "%s" alone is read in no time',
  async (part) => {
    const text = filled(part);
    expect(tokensOf(text).length).toBeLessThanOrEqual(text.length);
    expect(linksOf(text, []).length).toBeLessThanOrEqual(text.length);
    expect((await localToxicity(text, 'en')).profanity).toBe(0);
  },
  20_000,
);

test('addresses in prose are found as before', () => {
  const text = 'Write to ada.lovelace+x@mail.example.org, @grace or see https://example.org/a?b#c. Great';
  expect(tokensOf(text).map(({ word }) => word)).toEqual(['write', 'to', 'or', 'see', 'great']);
  expect(linksOf('see shop.my-deals.example.com/now, 1.2.3 or a.b', []).map(({ domain }) => domain)).toEqual([
    'shop.my-deals.example.com',
  ]);
});
