import { readFile } from 'node:fs/promises';
import type { ItemType } from '../../contracts/knowledge.contract.js';
import { ExtractionError, type Block } from './blocks.js';
import { cleanText, decodeText } from './decode-text.js';
import { extractFaq } from './extract-faq.js';
import { extractHtml } from './extract-html.js';
import { extractMarkdown } from './extract-markdown.js';
import { extractPlain } from './extract-plain.js';

const extractors: Record<ItemType, (text: string) => Block[]> = {
  text: extractPlain,
  markdown: extractMarkdown,
  html: extractHtml,
  faq: extractFaq,
};

/** Reads a stored original and takes it apart. @throws ExtractionError with a reason for the document's owner */
export async function extractDocument({ path, type }: { path: string; type: ItemType }): Promise<Block[]> {
  const blocks = extractors[type](cleanText(decodeText(await readFile(path))));
  if (blocks.every((block) => block.kind === 'heading'))
    throw new ExtractionError('The document contains no text below its headings');
  return blocks;
}
