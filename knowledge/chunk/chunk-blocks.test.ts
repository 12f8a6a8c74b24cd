import { describe, expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/cl100k_base';
import type { Block } from '../extract/blocks.js';
import { chunkBlocks } from './chunk-blocks.js';
import { extractMarkdown } from '../extract/extract-markdown.js';

/** Like WordPiece: pieces of four letters, single ideographs and marks, and nothing known of endless words. */
const countWordPieces = (texts: string[]): number[] =>
  texts.map((text) =>
    (text.match(/\p{Script=Han}|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []).reduce(
      (sum, word) => sum + (word.length > 100 ? 1 : Math.ceil(word.length / 4)),
      0,
    ),
  );
const countBytePairs = (texts: string[]): number[] => texts.map((text) => countTokens(text));
const counters = { 'word pieces': countWordPieces, 'byte pairs': countBytePairs };

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const lines = (text: string): Block => ({ kind: 'lines', text });
const heading = (level: number, text: string): Block => ({ kind: 'heading', level, text });
const sentences = (count: number, about: string): string =>
  Array.from({ length: count }, (_, n) => `Sentence ${n} tells something about ${about} number ${n}.`).join(
    ' ',
  );
const chunksOf = (blocks: Block[], size = 40, overlap = 0, count = countWordPieces) =>
  chunkBlocks(blocks, { size, overlap }, count);
const textsOf = async (...options: Parameters<typeof chunksOf>): Promise<string[]> =>
  (await chunksOf(...options)).map(({ text }) => text);

test('what fits is one chunk', async () => {
  expect(await chunksOf([paragraph('One. Two.'), lines('- a\n- b')])).toEqual([
    { headings: [], text: 'One. Two.\n\n- a\n- b' },
  ]);
});

test('no chunk crosses a heading, and each knows the headings above it', async () => {
  const chunks = await chunksOf([
    paragraph('Before.'),
    heading(1, 'Guide'),
    paragraph('Intro.'),
    heading(3, 'Deep'),
    paragraph('Detail.'),
    heading(2, 'Next'),
    paragraph('More.'),
    heading(1, 'Other'),
    heading(2, 'Empty'),
    heading(1, 'Last'),
    paragraph('End.'),
  ]);
  expect(chunks).toEqual([
    { headings: [], text: 'Before.' },
    { headings: ['Guide'], text: 'Intro.' },
    { headings: ['Guide', 'Deep'], text: 'Detail.' },
    { headings: ['Guide', 'Next'], text: 'More.' },
    { headings: ['Last'], text: 'End.' },
  ]);
});

test('prose is cut between sentences and nothing is lost', async () => {
  const text = sentences(20, 'chunks');
  const texts = await textsOf([paragraph(text)]);
  expect(texts.length).toBeGreaterThan(3);
  for (const chunk of texts) expect(chunk).toMatch(/^Sentence .*\.$/);
  expect(texts.join(' ')).toBe(text);
});

test('lists, tables and code are cut between lines and keep their indentation', async () => {
  const text = Array.from({ length: 30 }, (_, n) => `${'  '.repeat(n % 3)}- item number ${n}`).join('\n');
  const texts = await textsOf([lines(text)]);
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.join('\n')).toBe(text);
});

describe.each(Object.entries(counters))('counted in %s', (_name, count) => {
  const documents: Record<string, Block[]> = {
    prose: [paragraph(sentences(60, 'limits')), heading(2, 'H'), paragraph(sentences(20, 'more'))],
    'one giant line': [lines('word '.repeat(3_000).trim())],
    'one sentence without end': [paragraph(`Start ${'and then so on '.repeat(500)}`)],
    'one giant word': [paragraph('x'.repeat(20_000))],
    'ideographs without spaces': [paragraph('漢字仮名交文章試験'.repeat(400))],
    emoji: [paragraph('👨‍👩‍👧🎉'.repeat(300))],
    'a long word among others': [lines(`see https://example.org/${'path/'.repeat(200)} for more`)],
  };

  test.each(Object.entries(documents))('the limit of size holds for %s', async (_document, blocks) => {
    for (const size of [32, 100, 240]) {
      for (const text of await textsOf(blocks, size, 10, count)) {
        expect(count([text])[0]).toBeLessThanOrEqual(size);
        expect(text.length).toBeLessThanOrEqual(size * 9);
      }
    }
  });
});

test('a word too long for a chunk is cut and otherwise left as it is', async () => {
  const word = Array.from({ length: 2_000 }, (_, n) => n.toString(36)).join('');
  expect((await textsOf([paragraph(word)])).join('')).toBe(word);
  const ideographs = '漢字仮名交文章'.repeat(100);
  expect((await textsOf([paragraph(ideographs)])).join('')).toBe(ideographs);
});

test('sentences without spaces between them stay without', async () => {
  const text = '我们提供两年保修。保修从购买之日开始。请保留发票。';
  expect(await textsOf([paragraph(text)], 100)).toEqual([text]);
});

test('each chunk of a section begins with the end of the one before, within the overlap', async () => {
  const texts = await textsOf([paragraph(sentences(20, 'overlap'))], 60, 20);
  for (const [index, text] of texts.slice(1).entries()) {
    const first = /^Sentence \d+ [^.]*\./.exec(text)![0];
    expect(texts[index]!.endsWith(first)).toBe(true);
  }
});

test('nothing overlaps from one section to the next', async () => {
  const texts = await textsOf(
    [paragraph(sentences(3, 'first')), heading(1, 'H'), paragraph('Second.')],
    60,
    20,
  );
  expect(texts.at(-1)).toBe('Second.');
});

test('the question stands above each part of a long answer', async () => {
  const answer = Array.from({ length: 20 }, (_, n) => `Step ${n}: do something useful.`).join('\n');
  const texts = await textsOf([{ kind: 'question', question: 'How does it work?', answer }]);
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) {
    expect(text).toMatch(/^How does it work\?\nStep/);
    expect(countWordPieces([text])[0]).toBeLessThanOrEqual(40);
  }
});

test('a question that is too long to be repeated stands once', async () => {
  const question = `How ${'very '.repeat(60)}long?`;
  const texts = await textsOf([{ kind: 'question', question, answer: 'Long enough.' }]);
  for (const text of texts) expect(countWordPieces([text])[0]).toBeLessThanOrEqual(40);
  expect(texts.join(' ').replace(/\s+/g, ' ')).toBe(`${question} Long enough.`);
});

test('a huge paragraph lets others go first', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const texts = await textsOf([paragraph(sentences(20_000, 'size'))], 200, 20);
  clearInterval(timer);
  expect(texts.length).toBeGreaterThan(1_000);
  expect(turns).toBeGreaterThan(5);
});

test('a Markdown document becomes chunks under its headings', async () => {
  const chunks = await chunksOf(
    extractMarkdown(
      '# Warranty\n\nTwo years.\n\n## Returns\n\n- 30 days\n- free\n\n| Plan | Price |\n|--|--|\n| Pro | 9 |',
    ),
  );
  expect(chunks).toEqual([
    { headings: ['Warranty'], text: 'Two years.' },
    { headings: ['Warranty', 'Returns'], text: '- 30 days\n- free\n\nPlan: Pro; Price: 9' },
  ]);
});
