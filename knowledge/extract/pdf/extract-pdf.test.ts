import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pdfOf, type PdfText } from '../../../test/fixtures/documents.js';
import type { Block } from '../blocks.js';
import { extractPdf, pagesText } from './extract-pdf.js';

const fixture = (name: string) => readFile(join(import.meta.dirname, '../../../test/fixtures/files', name));
const blocksOf = async (pages: Parameters<typeof pdfOf>[0]): Promise<Block[]> =>
  (await extractPdf(await pdfOf(pages))).blocks;
const failure = (bytes: Uint8Array): Promise<string> =>
  extractPdf(bytes).then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  );

test('each page begins with its number; large letters are headings, lines flow together', async () => {
  const blocks = await blocksOf([
    [
      { text: 'User manual', size: 24 },
      'The device is delivered with a battery',
      'and a cable of two metres.',
    ],
    [{ text: 'Cleaning', size: 16 }, 'Use a dry cloth.'],
  ]);
  expect(blocks).toEqual([
    { kind: 'page', number: 1 },
    { kind: 'heading', level: 1, text: 'User manual' },
    { kind: 'paragraph', text: 'The device is delivered with a battery and a cable of two metres.' },
    { kind: 'page', number: 2 },
    { kind: 'heading', level: 2, text: 'Cleaning' },
    { kind: 'paragraph', text: 'Use a dry cloth.' },
  ]);
});

test('words divided at the end of a line are joined, words that are written with a hyphen keep it', async () => {
  const blocks = await blocksOf([
    [
      'This is a well-known fact about the infor-',
      'mation that a machine keeps in its well-',
      'known memory.',
    ],
  ]);
  expect(blocks[1]).toEqual({
    kind: 'paragraph',
    text: 'This is a well-known fact about the information that a machine keeps in its well-known memory.',
  });
});

test('a sentence that goes on over the page stays whole where it begins', async () => {
  const blocks = await blocksOf([
    ['The guarantee of the device lasts'],
    ['for two years. It begins on the day of purchase.'],
  ]);
  expect(blocks).toEqual([
    { kind: 'page', number: 1 },
    { kind: 'paragraph', text: 'The guarantee of the device lasts for two years.' },
    { kind: 'page', number: 2 },
    { kind: 'paragraph', text: 'It begins on the day of purchase.' },
  ]);
});

test('headers, footers and page numbers are left out, figures that differ are not', async () => {
  const blocks = await blocksOf(
    [1, 2, 3, 4].map((page) => [
      { text: 'ACME handbook', y: 810 },
      { text: `The code of floor ${page} is ${page * 1_111}.`, y: 600 },
      { text: `Only here: ${page * 7_919}`, y: 60 },
      { text: `Page ${page} of 4`, y: 30 },
    ]),
  );
  const text = JSON.stringify(blocks);
  expect(text).not.toMatch(/ACME|Page \d of 4/);
  for (const page of [1, 2, 3, 4]) {
    expect(text).toContain(`The code of floor ${page} is ${page * 1_111}.`);
    expect(text).toContain(`Only here: ${page * 7_919}`);
  }
});

test('columns are read one after the other, whatever the order in which they were drawn', async () => {
  const left = [
    'Bees collect nectar in spring',
    'and carry it to their hive',
    'where it becomes honey soon.',
  ];
  const right = [
    'Wasps hunt other insects and',
    'feed them to their young in',
    'nests that are made of paper.',
  ];
  const drawn = left.flatMap((text, row): PdfText[] => [
    { text: right[row]!, x: 320, y: 600 - row * 15 },
    { text, x: 60, y: 600 - row * 15 },
  ]);
  const blocks = await blocksOf([
    [{ text: 'Insects of the garden and what they are doing all year', y: 700 }, ...drawn],
  ]);
  const text = blocks.map((block) => ('text' in block ? block.text : '')).join('\n');
  expect(text).toContain(left.join(' '));
  expect(text).toContain(right.join(' '));
  expect(text.indexOf('Insects')).toBeLessThan(text.indexOf('Bees'));
  expect(text.indexOf('Bees')).toBeLessThan(text.indexOf('Wasps'));
});

test('the rows of a table stay rows, and the points of a list stay points', async () => {
  const rows = [
    ['Part', 'Price', 'Stock'],
    ['Pump', '120', '7'],
    ['Valve', '15', '90'],
  ].flatMap((row, line) =>
    row.map((text, column): PdfText => ({ text, x: 60 + column * 150, y: 500 - line * 16 })),
  );
  const [, table] = await blocksOf([rows]);
  expect(table).toEqual({ kind: 'lines', text: 'Part  Price  Stock\nPump  120  7\nValve  15  90' });
  const [, list] = await blocksOf([
    ['- Open the lid and', 'take out the filter', '- Rinse it', '- Put it back'],
  ]);
  expect(list).toEqual({
    kind: 'lines',
    text: '- Open the lid and take out the filter\n- Rinse it\n- Put it back',
  });
});

test('a password is asked for by name; a document that anybody may open is read', async () => {
  expect(await failure(await fixture('encrypted.pdf'))).toBe(
    'ExtractionError: The PDF is encrypted: it needs a password; save it without one',
  );
  expect((await extractPdf(await fixture('print-restricted.pdf'))).blocks).toContainEqual({
    kind: 'paragraph',
    text: 'The vault opens at nine.',
  });
});

test('scanned pages are named, a scanned document is refused', async () => {
  expect(await failure(await pdfOf(['image', 'image']))).toMatch(
    /^ExtractionError: The PDF is scanned: none of its 2 pages/,
  );
  const partly = await extractPdf(await pdfOf([['Text.'], 'image', ['More.'], 'image', 'image']));
  expect(partly.warnings).toEqual([
    'No text on pages 2, 4-5: probably scanned; recognise the text (OCR) to have it searched',
  ]);
  expect(partly.blocks.filter(({ kind }) => kind === 'page')).toEqual([
    { kind: 'page', number: 1 },
    { kind: 'page', number: 3 },
  ]);
});

test('what only begins as a PDF is broken', async () => {
  for (const bytes of ['%PDF-1.7\n', '%PDF-1.4\n%%EOF', `%PDF-1.7\n${'x'.repeat(5_000)}`])
    expect(await failure(Buffer.from(bytes))).toMatch(/^ExtractionError: The PDF is broken/);
});

test('pages are named as ranges', () => {
  expect(pagesText([3])).toBe('page 3');
  expect(pagesText([1, 2, 3, 5, 7, 8])).toBe('pages 1-3, 5, 7-8');
});
