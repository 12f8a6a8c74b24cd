import { open, readFile } from 'node:fs/promises';
import type { ItemType } from '../../contracts/knowledge.contract.js';
import { inspectZip } from './archive/office-kind.js';
import { unpackArchive } from './archive/unpack-archive.js';
import { assertLength, ExtractionError, type Block, type Extraction } from './blocks.js';
import { cleanText, decodeText } from './decode-text.js';
import { extractFaq } from './extract-faq.js';
import { extractHtml } from './extract-html.js';
import { extractJson, extractJsonLines, isJson, looksLikeJsonLines } from './extract-json.js';
import { extractMarkdown } from './extract-markdown.js';
import { extractPlain } from './extract-plain.js';
import { isOle, isPdf, isZip, oleSignature, refusalOf } from './signatures.js';

export interface ExtractionRequest {
  path: string;
  /** What the item is by its name or its owner's word; its content decides. */
  type: ItemType;
  /** A folder for the files of an archive; without one archives are refused. */
  unpackInto?: string;
}

type TextType = Exclude<ItemType, 'pdf' | 'docx' | 'xlsx' | 'zip'>;

/** Formats of text cannot be told apart by their first bytes. Parsers that are large are loaded when they are needed. */
const textExtractors: Record<TextType, (text: string) => Block[] | Promise<Block[]>> = {
  text: extractPlain,
  markdown: extractMarkdown,
  html: extractHtml,
  faq: extractFaq,
  json: extractJson,
  jsonl: extractJsonLines,
  csv: async (text) => (await import('./tables/extract-csv.js')).extractCsv(text),
};

/** Reads a stored original and takes it apart, or unpacks it. @throws ExtractionError with a reason for the document's owner */
export async function extractDocument(request: ExtractionRequest): Promise<Extraction> {
  const extraction = await extract(request);
  if (!('blocks' in extraction)) return extraction;
  const { blocks } = extraction;
  assertLength(blocks.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0));
  if (blocks.length === 0) throw new ExtractionError('The document contains no text');
  if (blocks.every(({ kind }) => kind === 'heading' || kind === 'page'))
    throw new ExtractionError('The document contains no text below its headings');
  return extraction;
}

async function extract({ path, type, unpackInto }: ExtractionRequest): Promise<Extraction> {
  const head = await firstBytes(path);
  if (isZip(head)) return extractZip(path, unpackInto);
  const bytes = await readFile(path);
  if (isPdf(head) || isDisguisedPdf(head)) return (await import('./pdf/extract-pdf.js')).extractPdf(bytes);
  if (isOle(head)) throw new ExtractionError(refusalOf(oleSignature(bytes)));
  const text = cleanText(decodeText(bytes, { legacy: type === 'csv' }));
  const real = textTypeOf(type, text);
  return { type: real, blocks: await textExtractors[real](text), warnings: [] };
}

async function extractZip(path: string, unpackInto: string | undefined): Promise<Extraction> {
  const kind = await inspectZip(path);
  if (kind === 'xlsx') return (await import('./tables/extract-xlsx.js')).extractXlsx(await readFile(path));
  if (kind === 'docx') {
    const { extractDocx } = await import('./extract-docx.js');
    return { type: kind, blocks: await extractDocx(await readFile(path)), warnings: [] };
  }
  if (!unpackInto) throw new ExtractionError('An archive cannot be read here');
  return { type: kind, entries: await unpackArchive(path, { folder: unpackInto }) };
}

/** What a text is that was taken for something else: a text named `.pdf`, or lines of JSON named `.json`. */
function textTypeOf(type: ItemType, text: string): TextType {
  if (type === 'json' && !isJson(text) && looksLikeJsonLines(text)) return 'jsonl';
  if (type !== 'pdf' && type !== 'docx' && type !== 'xlsx' && type !== 'zip') return type;
  if (/^\s*(<!doctype html|<html)\b/i.test(text)) return 'html';
  return isJson(text) ? 'json' : 'text';
}

/** Some programs write a few bytes before a PDF; a text that speaks of PDF begins with readable letters only. */
const isDisguisedPdf = (head: Uint8Array): boolean =>
  head.some((byte) => byte > 0x7f || byte === 0) &&
  Buffer.from(head.subarray(0, 1_024)).includes('\n%PDF-1.');

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
