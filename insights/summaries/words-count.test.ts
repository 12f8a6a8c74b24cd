import { expect, test } from '@jest/globals';
import { countWords, firstWords, withinWords } from './words-count.js';

test('words are what stands between spaces; two characters of Chinese are one', () => {
  expect(countWords(' a well-known  fact\n• x ')).toBe(5);
  expect(countWords('保修期是两年')).toBe(3);
  expect(countWords('')).toBe(0);
});

test('a text is cut at the end of a sentence or a line', () => {
  expect(withinWords('One two three. Four five six.', 4)).toBe('One two three.');
  expect(withinWords('• One two\n• Three four\n• Five', 6)).toBe('• One two\n• Three four');
  expect(withinWords('One two three four five', 3)).toBe('One two three…');
  expect(withinWords('Short.', 10)).toBe('Short.');
});

test.each([1, 2, 7, 30])('never more than %i words are left', (most) => {
  const long = 'This sentence has some words, and more of them. '.repeat(20) + '長い文章'.repeat(50);
  for (const text of [long, long.replaceAll('. ', '\n'), long.replaceAll(' ', ''), '保'.repeat(500)]) {
    expect(countWords(withinWords(text, most))).toBeLessThanOrEqual(most);
    expect(countWords(firstWords(text, most))).toBeLessThanOrEqual(most);
  }
});
