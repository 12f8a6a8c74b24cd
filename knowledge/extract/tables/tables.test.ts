import { expect, test } from '@jest/globals';
import { xlsxOf } from '../../../test/fixtures/documents.js';
import { extractCsv } from './extract-csv.js';
import { extractXlsx } from './extract-xlsx.js';
import { tableBlocks } from './table-rows.js';

const csv = async (text: string): Promise<string> =>
  (await extractCsv(text)).map((block) => ('text' in block ? block.text : '')).join('\n---\n');
const xlsx = async (sheets: Parameters<typeof xlsxOf>[0], options?: Parameters<typeof xlsxOf>[1]) =>
  (await extractXlsx(xlsxOf(sheets, options))).blocks.map((block) => ('text' in block ? block.text : ''));

test.each([
  ['commas', 'Name,Price\nPump,12\nValve,3'],
  ['semicolons, with commas in numbers', 'Name;Price\nPump;12\nValve;3'],
  ['tabs', 'Name\tPrice\nPump\t12\nValve\t3'],
  ['bars', 'Name|Price\nPump|12\nValve|3'],
  ['a delimiter that the file names', 'sep=;\nName;Price\nPump;12\nValve;3'],
  ['empty lines and spaces', '\nName , Price\n\n Pump ,12\nValve, 3\n\n'],
])('rows name their columns: %s', async (_name, text) => {
  expect(await csv(text)).toBe('Name: Pump; Price: 12\nName: Valve; Price: 3');
});

test('quotes hold delimiters, quotes and line ends', async () => {
  expect(await csv('Name,Note\nPump,"big, ""red""\nand loud"\nValve,x')).toBe(
    'Name: Pump; Note: big, "red" and loud\nName: Valve; Note: x',
  );
});

test('a quote that is never closed is named', async () => {
  await expect(csv('Name,Note\nPump,"big\nValve,small\n')).rejects.toThrow(
    /a quote is opened and never closed/,
  );
});

test('decimal commas do not make a comma the delimiter', async () => {
  expect(await csv('Name;Price\nPump;12,50\nValve;3,20')).toBe(
    'Name: Pump; Price: 12,50\nName: Valve; Price: 3,20',
  );
});

test('without names of columns the values stand alone', async () => {
  expect(await csv('1,2,3\n4,5,6')).toBe('1; 2; 3\n4; 5; 6');
  expect(await csv('just\none\ncolumn')).toBe('just\none\ncolumn');
});

test('rows may be ragged, and what stands above the names is kept', async () => {
  expect(await csv('Price list 2026\n\nName,Price,Stock\nPump,12,4\nValve,3\nHose,7,1,extra')).toBe(
    'Price list 2026\n---\nName: Pump; Price: 12; Stock: 4\nName: Valve; Price: 3\nName: Hose; Price: 7; Stock: 1; extra',
  );
});

test('a table of names only is kept', () => {
  expect(tableBlocks([['Name', 'Price']])).toEqual([{ kind: 'lines', text: 'Name; Price' }]);
  expect(tableBlocks([['', ' '], []])).toEqual([]);
});

test('sheets are headings, dates are ISO, numbers are as they are shown', async () => {
  const texts = await xlsx({
    Prices: [
      ['Item', 'Price', 'Since', 'Sold'],
      ['Pump', 12.5, new Date(Date.UTC(2026, 0, 31)), true],
      ['Valve', 3, new Date(Date.UTC(2025, 11, 1, 14, 30)), false],
    ],
    Empty: [],
    People: [
      ['Name', 'Mail'],
      ['Ada', 'ada@example.org'],
    ],
  });
  expect(texts).toEqual([
    'Prices',
    'Item: Pump; Price: 12.5; Since: 2026-01-31; Sold: TRUE\nItem: Valve; Price: 3; Since: 2025-12-01 14:30; Sold: FALSE',
    'People',
    'Name: Ada; Mail: ada@example.org',
  ]);
});

test('formulas have their values, merged cells their value everywhere, hidden sheets are named', async () => {
  const book = xlsxOf(
    {
      Sum: [
        ['Region', 'Town', 'Shops'],
        ['North', 'Oslo', 3],
        [null, 'Bergen', 2],
        ['Total', 'all', 5],
      ],
      Secret: [['do not show']],
    },
    {
      change: (workbook) => {
        const sheet = workbook.Sheets.Sum!;
        sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
        sheet.C4 = { t: 'n', v: 5, f: 'SUM(C2:C3)' };
        workbook.Workbook = { Sheets: [{}, { Hidden: 1 }] };
      },
    },
  );
  const { blocks, warnings } = await extractXlsx(book);
  expect(blocks).toEqual([
    { kind: 'heading', level: 1, text: 'Sum' },
    {
      kind: 'lines',
      text: 'Region: North; Town: Oslo; Shops: 3\nRegion: North; Town: Bergen; Shops: 2\nRegion: Total; Town: all; Shops: 5',
    },
  ]);
  expect(warnings).toEqual(['The hidden sheet "Secret" was left out']);
});

test('an empty workbook is refused', async () => {
  await expect(xlsx({ Sheet1: [] })).rejects.toThrow('The workbook contains no text');
});
