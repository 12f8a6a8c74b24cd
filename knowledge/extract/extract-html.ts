import * as cheerio from 'cheerio';
import { isTag, isText, type Element } from 'domhandler';
import type { Block } from './blocks.js';

/** What is never content. */
const noise =
  'script, style, noscript, template, svg, iframe, object, nav, form, button, select, dialog, [hidden], [aria-hidden="true"]';
const pageFurniture = 'header, footer, aside';
const blockTags = new Set(
  'address article blockquote details dd div dl dt figure figcaption fieldset h1 h2 h3 h4 h5 h6 hr li main ol p pre section summary table ul'.split(
    ' ',
  ),
);

/** HTML as blocks; the page's furniture is left out when it has a main part. */
export function extractHtml(html: string): Block[] {
  const $ = cheerio.load(html);
  $(noise).remove();
  const main = $('main, article, [role="main"]').first();
  if (main.length === 0 && $('body').children().length > 1) $('body').find(pageFurniture).remove();
  const root = main.length > 0 ? main : $('body');
  const blocks: Block[] = [];
  let run = '';
  const flush = () => {
    const text = collapse(run);
    if (text) blocks.push({ kind: 'paragraph', text });
    run = '';
  };
  const visit = (element: Element): void => {
    for (const node of element.children) {
      if (isText(node)) run += node.data;
      if (!isTag(node)) continue;
      const tag = node.name.toLowerCase();
      if (tag === 'br') run += '\n';
      else if (!blockTags.has(tag)) visit(node);
      else {
        flush();
        const block = leaf($, node, tag);
        if (block) blocks.push(...(block.text ? [block] : []));
        else visit(node);
        flush();
      }
    }
  };
  for (const element of root.toArray()) visit(element);
  flush();
  return blocks;
}

/** The page's own title, if it has one. */
export const htmlTitle = (html: string): string | null =>
  collapse(cheerio.load(html)('title').first().text()) || null;

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

type LeafBlock = Exclude<Block, { kind: 'question' }>;

/** Blocks that are taken whole; `null` for containers, whose children are visited. */
function leaf($: cheerio.CheerioAPI, node: Element, tag: string): LeafBlock | null {
  const heading = /^h([1-6])$/.exec(tag);
  if (heading) return { kind: 'heading', level: Number(heading[1]), text: collapse($(node).text()) };
  if (tag === 'pre')
    return {
      kind: 'lines',
      text: $(node)
        .text()
        .replace(/^\n+|\s+$/g, ''),
    };
  if (tag === 'ul' || tag === 'ol') return { kind: 'lines', text: listText($, node, 0) };
  if (tag === 'table') return { kind: 'lines', text: tableText($, node) };
  return null;
}

function listText($: cheerio.CheerioAPI, list: Element, depth: number): string {
  const ordered = list.name === 'ol';
  return $(list)
    .children('li')
    .toArray()
    .map((item, index) => {
      const nested = $(item).children('ul, ol').toArray();
      const own = collapse($(item).clone().children('ul, ol').remove().end().text());
      const lines = [`${'  '.repeat(depth)}${ordered ? `${index + 1}.` : '-'} ${own}`];
      return [...lines, ...nested.map((inner) => listText($, inner, depth + 1))].join('\n');
    })
    .join('\n');
}

function tableText($: cheerio.CheerioAPI, table: Element): string {
  const rows = $(table)
    .find('tr')
    .toArray()
    .map((row) => ({
      header: $(row).children('td').length === 0,
      cells: $(row)
        .children('th, td')
        .toArray()
        .map((cell) => collapse($(cell).text())),
    }));
  const header = rows[0]?.header ? rows[0].cells : [];
  return rows
    .slice(header.length > 0 ? 1 : 0)
    .map(({ cells }) =>
      cells
        .map((value, column) => (value && header[column] ? `${header[column]}: ${value}` : value))
        .filter(Boolean)
        .join('; '),
    )
    .filter(Boolean)
    .join('\n');
}
