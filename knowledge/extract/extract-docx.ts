import * as cheerio from 'cheerio';
import { ExtractionError, type Block } from './blocks.js';
import { cleanText } from './decode-text.js';
import { extractHtml } from './extract-html.js';

const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"];

/** A Word document by way of HTML, with its headings, lists and tables. @throws ExtractionError when it is broken */
export async function extractDocx(bytes: Uint8Array): Promise<Block[]> {
  const { default: mammoth } = await import('mammoth');
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap,
        externalFileAccess: false,
        // Pictures have no text, and their bytes would be many times that of the document.
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      },
    );
    return extractHtml(withTableHeads(cleanText(value)));
  } catch (error) {
    throw new ExtractionError(`The Word document is broken: ${(error as Error).message}`);
  }
}

/** Few authors mark the first row of a table as its head: one of short texts above others is taken for it. */
function withTableHeads(html: string): string {
  const $ = cheerio.load(html, null, false);
  $('table').each((_, table) => {
    const rows = $(table).find('tr');
    const first = rows.first().children('td');
    const isHead =
      rows.length > 1 &&
      first.length > 1 &&
      $(table).find('th, table').length === 0 &&
      first.toArray().every((cell) => isName($(cell).text().trim()));
    if (isHead) first.each((_, cell) => void (cell.name = 'th'));
  });
  return $.html();
}

const isName = (text: string): boolean => text !== '' && text.length <= 60 && !/^[-+€$£]?\d/.test(text);
