import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { docxOf, pdfOf, patched, xlsxOf, zipOf, type ZipPart } from '../../test/fixtures/documents.js';
import type { ItemType } from '../../contracts/knowledge.contract.js';
import { ExtractionError } from './blocks.js';
import { createExtractor, type Extractor } from './extractor.js';

let folder: string;
let extractor: Extractor;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bombs-'));
  const childModule = resolve(import.meta.dirname, '../../dist/extraction-child.js');
  extractor = createExtractor({ childModule, timeoutMs: 30_000 });
});
afterAll(async () => {
  await extractor.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(content: Uint8Array | string, type: ItemType): Promise<string> {
  const [path, unpackInto] = [join(folder, 'original'), join(folder, 'out')];
  await rm(unpackInto, { recursive: true, force: true });
  await mkdir(unpackInto);
  await writeFile(path, content);
  return extractor.extract({ path, type, unpackInto }).then(
    (extraction) => ('entries' in extraction ? JSON.stringify(extraction.entries) : 'text'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ExtractionError);
      return (error as Error).message;
    },
  );
}

/** The most memory that this process and its parsers ever had, in bytes. */
async function peak(): Promise<number> {
  const tasks = await readdir(`/proc/${process.pid}/task`);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${process.pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  const pids = lists.join(' ').split(/\s+/).filter(Boolean);
  const statuses = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
  );
  return Math.max(0, ...statuses.map((status) => Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024));
}

const laughs = `<!DOCTYPE x [<!ENTITY a0 "ha ha ha ha ha ha ha ha">${Array.from(
  { length: 12 },
  (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`,
).join('')}<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "http://127.0.0.1:1/">]>`;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook of one sheet, with parts as they are given. */
const workbook = (sheet: string, strings = ''): Promise<Buffer> =>
  zipOf([
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}">${sheet}</worksheet>`],
    ['xl/sharedStrings.xml', `<?xml version="1.0"?>${strings || `<sst xmlns="${main}"/>`}`],
  ]);

/** A Word document whose text begins with a definition of entities. */
const laughingDocument = (): Promise<Buffer> =>
  zipOf([
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ],
    [
      'word/document.xml',
      `<?xml version="1.0"?>${laughs}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>The canteen &a12; &file; &web;</w:t></w:r></w:p></w:body></w:document>`,
    ],
  ]);

const cell = (reference: string): string =>
  `<row r="${/\d+$/.exec(reference)![0]}"><c r="${reference}" t="str"><v>far away</v></c></row>`;

/** Archives in archives, each with one more. */
async function nest(depth: number): Promise<Buffer> {
  let zip = await zipOf([['core.txt', 'At the core.']]);
  for (let level = 0; level < depth; level++)
    zip = await zipOf([
      [`${level}.zip`, zip],
      ['beside.txt', 'Beside it.'],
    ]);
  return zip;
}

/** Entries whose headers lie in the data of the ones before them, as in the bomb of David Fifield. */
async function quotedOverlap(): Promise<Buffer> {
  const kernel: ZipPart = ['kernel.txt', Buffer.alloc(2_000_000)];
  const alone = await zipOf([kernel]);
  const local = alone.subarray(0, alone.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])));
  const zip = await zipOf([['outer.bin', local, { compress: false }], kernel]);
  const inside = zip.indexOf(local.subarray(30, 60)) - 30;
  return patched(
    zip,
    (record) => record.toString('latin1', 46, 56) === kernel[0] && record.writeUInt32LE(inside, 42),
  );
}

/** A hundred megabytes of black, packed. */
const zeros = deflateSync(Buffer.alloc(100_000_000));

/** A Word document with a picture that says that it is ten thousand million pixels large. */
async function picturedDocument(): Promise<Buffer> {
  const header = Buffer.alloc(25);
  header.write('\0\0\0\rIHDR', 0, 'latin1');
  header.writeUInt32BE(100_000, 8);
  header.writeUInt32BE(100_000, 12);
  header.set([8, 2], 16);
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), header, zeros]);
  const drawing = `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><a:blip xmlns:r="${relations}" r:embed="p1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
  return zipOf([
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ],
    [
      'word/_rels/document.xml.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="p1" Type="${relations}/image" Target="media/p.png"/></Relationships>`,
    ],
    [
      'word/document.xml',
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>${drawing}<w:r><w:t>The canteen.</w:t></w:r></w:p></w:body></w:document>`,
    ],
    ['word/media/p.png', png],
  ]);
}

const pdf = (objects: string[]): string =>
  `%PDF-1.7\n${objects.map((body, at) => `${at + 1} 0 obj\n${body}\nendobj\n`).join('')}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF`;
const deep = 100_000;

const bombs: [string, ItemType, () => Promise<Uint8Array | string> | Uint8Array | string, RegExp][] = [
  ['archives in archives', 'zip', () => nest(12), /not opened/],
  ['entries that lie in one another', 'zip', quotedOverlap, /its entries share the same data/],
  [
    'a million laughs in a workbook',
    'xlsx',
    () =>
      workbook(
        `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>`,
        `${laughs}<sst xmlns="${main}"><si><t>&a12; &file;</t></si></sst>`,
      ),
    /./,
  ],
  [
    'a cell at the far end of a sheet',
    'xlsx',
    () => workbook(`<dimension ref="A1:XFD1048576"/><sheetData>${cell('XFD1048576')}</sheetData>`),
    /./,
  ],
  [
    'a merged area of a whole sheet',
    'xlsx',
    () =>
      workbook(
        `<sheetData>${cell('A1')}${cell('A1048576')}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
      ),
    /./,
  ],
  ['a million laughs in a document', 'docx', laughingDocument, /./],
  ['JSON a hundred thousand deep', 'json', () => `${'['.repeat(deep)}1${']'.repeat(deep)}`, /./],
  ['objects a hundred thousand deep', 'json', () => `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, /./],
  ['a list of two million numbers', 'json', () => `[${'1,'.repeat(2_000_000)}1]`, /./],
  [
    'lines of JSON, one of them deep',
    'jsonl',
    () => `{"a":1}\n${'[1,'.repeat(deep)}1${']'.repeat(deep)}\n`,
    /./,
  ],
  [
    'a table of one line',
    'csv',
    () => `a,b\n${'x'.repeat(30_000_000)}`,
    /a row has more than a million characters|text/,
  ],
  [
    'a table of one row with a million columns',
    'csv',
    () => `${'x,'.repeat(1_000_000)}\n${'1,'.repeat(1_000_000)}`,
    /./,
  ],
  [
    'a page tree that contains itself',
    'pdf',
    () => pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>']),
    /./,
  ],
  [
    'lists a hundred thousand deep in a PDF',
    'pdf',
    () =>
      pdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Evil ${'['.repeat(deep)}${']'.repeat(deep)} >>`,
        '<< /Length 0 >>\nstream\n\nendstream',
      ]),
    /./,
  ],
  [
    'a stream of a PDF that refers to itself for its length',
    'pdf',
    () =>
      pdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
        '<< /Length 4 0 R >>\nstream\nx\nendstream',
      ]),
    /./,
  ],
  [
    'a picture of ten thousand million pixels in a PDF',
    'pdf',
    () =>
      pdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
        '<< /Length 6 >>\nstream\n/I Do\n\nendstream',
        `<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${zeros.length} >>\nstream\n${zeros.toString('latin1')}\nendstream`,
      ]),
    /scan|no text|text/,
  ],
  ['a picture of as many pixels in a document', 'docx', () => picturedDocument(), /text/],
  [
    'front matter that can be divided in many ways',
    'markdown',
    () => `---\n":${'\n\t\t\n":'.repeat(5_000)}\nend`,
    /text/,
  ],
  ['a question with marks without end', 'faq', () => `Q: When?\nA: Now.\nQ:${'**\t'.repeat(5_000)}`, /text/],
  ['quotations fifty thousand deep', 'markdown', () => `${'>'.repeat(50_000)} text`, /./],
  ['brackets that nobody closes', 'markdown', () => `text ${'['.repeat(20_000)}`, /./],
  ['tags a hundred thousand deep', 'html', () => `<p>text</p>${'<div>'.repeat(deep)}text`, /./],
  ['blanks without an end', 'text', () => `a${'\t'.repeat(3_000_000)}b\nc`, /text/],
];

test.each(bombs)(
  'bombs: %s is text or a reason, in bounded memory, and the next document is read',
  async (_name, type, make, told) => {
    expect(await read(await make(), type)).toMatch(told);
    // The parser ends itself at 1.5 GB; a tenth of a second may pass before it does.
    expect(await peak()).toBeLessThan(2_000_000_000);
    expect(await read('Still here.', 'text')).toBe('text');
  },
  120_000,
);

test('bombs: entities of a document name no file and no address', async () => {
  const path = join(folder, 'laughing.docx');
  await writeFile(path, await laughingDocument());
  const extraction = await extractor.extract({ path, type: 'docx' }).catch((error: unknown) => String(error));
  expect(JSON.stringify(extraction)).not.toMatch(/root:|\/bin\/|ha ha ha ha ha ha ha ha ha/);
}, 60_000);

const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(200)]);
const image = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(200)]);
test.each<[string, ItemType, () => Promise<Uint8Array | string> | Uint8Array | string, RegExp]>([
  ['a program named .pdf', 'pdf', () => elf, /looks like an executable/],
  [
    'a program of Windows named .docx',
    'docx',
    () => Buffer.concat([Buffer.from('MZ\x90\0\x03\0', 'latin1'), Buffer.alloc(200)]),
    /looks like an executable/,
  ],
  ['a picture named .txt', 'text', () => image, /looks like a PNG image/],
  ['a page named .pdf', 'pdf', () => '<!doctype html><script>steal()</script><p>The canteen.</p>', /^text$/],
  [
    'a picture of vectors named .pdf',
    'pdf',
    () => '<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"><text>The canteen.</text></svg>',
    /^text$/,
  ],
  ['an archive named .pdf', 'pdf', () => zipOf([['a.txt', 'In the archive.']]), /a\.txt/],
  [
    'a PDF that is an archive as well',
    'pdf',
    async () => Buffer.concat([await pdfOf([['The canteen.']]), await zipOf([['a.txt', 'x']])]),
    /^text$/,
  ],
  [
    'an archive that is a PDF as well',
    'zip',
    async () => Buffer.concat([await zipOf([['a.txt', 'x']]), Buffer.from('%PDF-1.7\n')]),
    /./,
  ],
  [
    'a workbook named .docx',
    'docx',
    () =>
      xlsxOf({
        One: [
          ['Name', 'Price'],
          ['Pump', '3'],
        ],
      }),
    /^text$/,
  ],
  ['a document named .xlsx', 'xlsx', () => docxOf(['The canteen.']), /^text$/],
])('upload type spoofing: the content of a file decides what it is: %s', async (_name, type, make, told) => {
  expect(await read(await make(), type)).toMatch(told);
  const kept = await readFile(join(folder, 'original'));
  expect(kept.length).toBeGreaterThan(0);
});
