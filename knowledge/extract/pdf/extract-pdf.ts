import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { assertLength, ExtractionError, type ExtractedDocument } from '../blocks.js';
import { withoutFurniture, type PdfPage } from './page-furniture.js';
import { pdfBlocks } from './pdf-blocks.js';
import { linesOf, type TextRun } from './pdf-lines.js';

/** Text of a PDF by pages. @throws ExtractionError for encrypted, scanned and broken ones */
export async function extractPdf(bytes: Uint8Array): Promise<ExtractedDocument> {
  const document = await openPdf(bytes);
  try {
    const pages: PdfPage[] = [];
    const broken: number[] = [];
    let characters = 0;
    for (let number = 1; number <= document.numPages; number++) {
      const page = await readPage(document, number).catch(() => null);
      if (!page) broken.push(number);
      pages.push(page ?? { number, height: 1, lines: [] });
      characters += page?.lines.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
      assertLength(characters);
    }
    const empty = pages.filter(({ lines }) => lines.length === 0).map(({ number }) => number);
    if (empty.length === pages.length) throw new ExtractionError(withoutText(pages.length, broken.length));
    const scanned = empty.filter((number) => !broken.includes(number));
    return {
      type: 'pdf',
      blocks: pdfBlocks(withoutFurniture(pages)),
      warnings: [
        ...(scanned.length > 0
          ? [
              `No text on ${pagesText(scanned)}: probably scanned; recognise the text (OCR) to have it searched`,
            ]
          : []),
        ...(broken.length > 0 ? [`Could not be read: ${pagesText(broken)}`] : []),
      ],
    };
  } finally {
    await document.destroy();
  }
}

async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  // Loaded when the first PDF comes: it is large.
  const { getDocumentProxy } = await import('unpdf');
  try {
    // A copy: the parser takes the bytes over.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, maxImageSize: 1, enableXfa: false });
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PasswordException')
      throw new ExtractionError('The PDF is encrypted: it needs a password; save it without one');
    throw new ExtractionError(`The PDF is broken: ${message}`);
  }
}

async function readPage(document: PDFDocumentProxy, number: number): Promise<PdfPage> {
  const page = await document.getPage(number);
  const [, bottom = 0, , top = 1] = page.view;
  const { items } = await page.getTextContent();
  const runs = items.flatMap((item): TextRun[] => {
    if (!('str' in item)) return [];
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
    return [
      {
        text: item.str,
        x,
        y: y - bottom,
        width: item.width,
        size: Math.hypot(c, d) || Math.hypot(a, b) || 1,
        isRightToLeft: item.dir === 'rtl',
      },
    ];
  });
  page.cleanup();
  return { number, height: top - bottom || 1, lines: linesOf(runs) };
}

const withoutText = (pages: number, broken: number): string =>
  broken === pages
    ? 'The PDF is broken: none of its pages can be read'
    : `The PDF is scanned: ${pages === 1 ? 'its page has' : `none of its ${pages} pages has`} text, only images at most; recognise the text (OCR) first`;

/** `page 3`, or `pages 2, 4-6`. */
export function pagesText(numbers: number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const text = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
  return `${numbers.length === 1 ? 'page' : 'pages'} ${text}`;
}
