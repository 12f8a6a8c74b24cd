import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ItemType } from '../../contracts/knowledge.contract.js';
import { docxOf, oleOf, pdfOf, png, xlsxOf, zipOf } from '../../test/fixtures/documents.js';
import { maxCharacters } from './blocks.js';
import { extractDocument } from './extract-document.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What it was read as and its text, or why not. */
const read = async (content: string | Uint8Array, type: ItemType): Promise<[string, string]> => {
  const path = join(folder, 'original');
  await writeFile(path, content);
  try {
    const extraction = await extractDocument({ path, type, unpackInto: folder });
    if ('entries' in extraction)
      return [extraction.type, extraction.entries.map((entry) => entry.path).join(' ')];
    const texts = extraction.blocks.map((block) => ('text' in block ? block.text : ''));
    return [extraction.type, texts.filter(Boolean).join(' | ')];
  } catch (error) {
    return [(error as Error).name, (error as Error).message];
  }
};
const table = {
  Sheet1: [
    ['Name', 'Price'],
    ['Pump', 3],
    ['Valve', 4],
  ],
};

test('a document is read as what it is, whatever its name says', async () => {
  const pdf = await pdfOf([['The lamp is green.']]);
  const docx = await docxOf(['The lamp is blue.']);
  for (const type of ['pdf', 'text', 'docx', 'zip', 'json', 'markdown'] as const) {
    expect(await read(pdf, type)).toEqual(['pdf', 'The lamp is green.']);
    expect(await read(docx, type)).toEqual(['docx', 'The lamp is blue.']);
  }
  expect(await read(xlsxOf(table), 'docx')).toEqual([
    'xlsx',
    'Sheet1 | Name: Pump; Price: 3\nName: Valve; Price: 4',
  ]);
  expect(await read(await zipOf([['a.txt', 'x']]), 'docx')).toEqual(['zip', 'a.txt']);
  expect(await read('Plain words.', 'pdf')).toEqual(['text', 'Plain words.']);
  expect(await read('<!DOCTYPE html><p>Page.</p>', 'docx')).toEqual(['html', 'Page.']);
  expect(await read('{"a": 1}', 'xlsx')).toEqual(['json', 'a: 1']);
  expect(await read('{"a":1}\n{"b":2}', 'json')).toEqual(['jsonl', 'a: 1 | b: 2']);
  expect(await read(Buffer.concat([Buffer.from([0xff, 0]), Buffer.from('\n'), pdf]), 'pdf')).toEqual([
    'pdf',
    'The lamp is green.',
  ]);
});

test('what cannot be read is named', async () => {
  const cases: [string | Uint8Array, string][] = [
    [png, 'a PNG image'],
    [Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), 'an executable'],
    [Buffer.from('RIFF\x24\0\0\0WAVEfmt \xff\xfe', 'latin1'), 'a WAV audio file'],
    [Buffer.from('\0\0\0\x18ftypmp42\0\0\xff\xfe', 'latin1'), 'an MP4 video'],
    ['{\\rtf1 Hello}', 'a rich text document (RTF); save it as .docx or PDF'],
    [oleOf(['WordDocument']), 'a legacy Word document (.doc); save it as .docx'],
    [
      oleOf(['EncryptionInfo', 'EncryptedPackage']),
      'a password-protected Office document; save it without a password',
    ],
    [xlsxOf(table, { bookType: 'biff8' }), 'a legacy Excel workbook (.xls); save it as .xlsx'],
    [oleOf(['Something']), 'a legacy Office document; save it in a current format'],
    [xlsxOf(table, { bookType: 'ods' }), 'an OpenDocument file; save it as .docx, .xlsx or PDF'],
    [
      await zipOf([
        ['[Content_Types].xml', '<x/>'],
        ['ppt/presentation.xml', '<x/>'],
      ]),
      'a PowerPoint presentation (.pptx); save it as PDF',
    ],
  ];
  for (const type of ['pdf', 'text', 'csv'] as const)
    for (const [content, name] of cases)
      expect(await read(content, type)).toEqual([
        'ExtractionError',
        `The file cannot be read: it looks like ${name}`,
      ]);
});

test('empty and broken files say so', async () => {
  for (const type of ['pdf', 'docx', 'xlsx', 'csv', 'json', 'zip', 'text'] as const)
    expect(await read('', type)).toEqual(['ExtractionError', 'The file is empty']);
  const docx = await docxOf(['x'.repeat(3_000)]);
  expect((await read(docx.subarray(0, docx.length / 2), 'docx'))[1]).toMatch(/^The archive is broken/);
  expect((await read('{"a":', 'json'))[1]).toMatch(/^The file is not valid JSON/);
  expect((await read('[]', 'json'))[1]).toBe('The document contains no text');
});

test('an Office document that is a bomb meets no parser', async () => {
  const parts: [string, string | Uint8Array][] = [
    ['[Content_Types].xml', '<Types/>'],
    ['word/document.xml', Buffer.alloc(60_000_000, 32)],
  ];
  expect(await read(await zipOf(parts), 'docx')).toEqual([
    'ExtractionError',
    'The archive looks like a bomb: an entry unpacks to more than 200 times its size',
  ]);
});

test('tables of old programs keep their letters', async () => {
  const text = 'Straße;Köln\nGrün;3 €';
  const windows = Buffer.from('Stra\xdfe;K\xf6ln\nGr\xfcn;3 \x80', 'latin1');
  const expected = ['csv', 'Straße: Grün; Köln: 3 €'];
  expect(await read(text, 'csv')).toEqual(expected);
  expect(await read(windows, 'csv')).toEqual(expected);
  expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'), 'csv')).toEqual(expected);
  expect(await read(Buffer.from(text, 'utf16le').swap16(), 'csv')).toEqual(expected);
  expect(await read(windows, 'text')).toEqual([
    'ExtractionError',
    'The file is not text: it is binary or not in UTF-8',
  ]);
});

test('the limit of characters holds for what formats unpack to', async () => {
  const long = 'word '.repeat(20_000);
  const docx = await docxOf(Array.from({ length: 51 }, (_, n) => `${n} ${Math.sin(n)} ${long}`));
  const [, message] = await read(docx, 'docx');
  expect(message).toMatch(/exceeds 5,000,000 characters|more than 200 times/);
  expect(maxCharacters).toBe(5_000_000);
});
