import { expect, test } from '@jest/globals';
import { splitSentences } from './sentences.js';

const texts = (text: string): string[] => splitSentences(text).map((sentence) => sentence.text);

test('sentences end at their marks and know their place', () => {
  const text = '  The guarantee lasts 24 months. It begins at purchase!  ';
  const sentences = splitSentences(text);
  expect(sentences.map((sentence) => sentence.text)).toEqual([
    'The guarantee lasts 24 months.',
    'It begins at purchase!',
  ]);
  for (const { text: sentence, start, end } of sentences) expect(text.slice(start, end)).toBe(sentence);
});

test.each([
  'Use a proxy, e.g. Nginx, in front.',
  'Ask Dr. Smith about it.',
  'Version 1.2.3 fixes v1.2 and pi is 3.14 there.',
  'Open config.json and README.md now.',
  'See fig. 3 for J. R. Smith.',
])('%s is one sentence', (text) => {
  expect(texts(text)).toEqual([text]);
});

test('a line break inside a paragraph is layout', () => {
  expect(texts('One long\nsentence goes on. Then\nanother.')).toEqual([
    'One long\nsentence goes on.',
    'Then\nanother.',
  ]);
});

test('headings and list items are sentences of their own', () => {
  expect(texts('# Title\nText below.\n- one\n- two. three.\n1. first')).toEqual([
    '# Title',
    'Text below.',
    '- one',
    '- two. three.',
    '1. first',
  ]);
});

test('a fenced block is one unit, also when it is never closed', () => {
  expect(texts('Before.\n```js\na. B\n\nc.\n```\nAfter.')).toEqual([
    'Before.',
    '```js\na. B\n\nc.\n```',
    'After.',
  ]);
  expect(texts('```\nx. Y')).toEqual(['```\nx. Y']);
});

test('sentences of other scripts', () => {
  expect(texts('保修期为两年。从购买之日起算！')).toEqual(['保修期为两年。', '从购买之日起算！']);
});

test('nothing gives nothing', () => {
  expect(texts(' \n\t\n')).toEqual([]);
});
