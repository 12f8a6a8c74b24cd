import * as cheerio from 'cheerio';
import { isTag, isText, type AnyNode, type Element } from 'domhandler';
import type { TextBlock } from './blocks.js';
import { withoutInvisible } from './decode-text.js';

/** What is never content. A button may be all that a heading consists of; a form may be around the whole page. */
const noise = [
  'script, style, noscript, template, svg, iframe, object, nav, select, textarea, dialog',
  '[hidden], [aria-hidden="true"]',
  'button:not(:is(h1, h2, h3, h4, h5, h6, dt, summary) *)',
  'form:not(:has(h1, h2, h3, p, main, article))',
].join(', ');
const pageFurniture = 'header, footer, aside';
const blockTags = new Set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
/** A table with these in it arranges a page instead of data, and a list is more than lines. */
const structure = 'table, h1, h2, h3, h4, h5, h6, pre';

/** HTML as blocks; the page's furniture is left out. */
export function extractHtml(html: string): TextBlock[] {
  const $ = cheerio.load(html);
  const root = contentOf($);
  const blocks: TextBlock[] = [];
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

/** The main part when the page names one that has text, or its only article; otherwise all but the furniture. */
export function contentOf($: cheerio.CheerioAPI): cheerio.Cheerio<Element> {
  $(noise).remove();
  const body = $('body');
  const articles = $('article').filter((_, article) => $(article).parents('article').length === 0);
  for (const main of [$('main, [role="main"]').first(), articles.length === 1 ? articles : null]) {
    if (main && collapse(main.text()) !== '') return main;
  }
  if (body.children().length > 1)
    body
      .find(pageFurniture)
      .filter((_, element) => $(element).parents('article').length === 0)
      .remove();
  return body;
}

const collapse = (text: string): string => withoutInvisible(text).replace(/\s+/g, ' ').trim();

/** The text below a node; where a new line would begin on the page, words do not run together. */
function textOf(node: AnyNode): string {
  if (isText(node)) return node.data;
  if (!isTag(node)) return '';
  const tag = node.name.toLowerCase();
  if (tag === 'br') return '\n';
  const text = node.children.map(textOf).join('');
  return blockTags.has(tag) ? `\n${text}\n` : text;
}

/** Blocks that are taken whole; `null` for containers, whose children are visited. */
function leaf($: cheerio.CheerioAPI, node: Element, tag: string): TextBlock | null {
  const heading = /^h([1-6])$/.exec(tag);
  if (heading) return { kind: 'heading', level: Number(heading[1]), text: collapse(textOf(node)) };
  if (tag === 'pre') {
    const text = withoutInvisible(node.children.map(textOf).join(''));
    return { kind: 'lines', text: text.trimEnd().replace(/^\n+/, '') };
  }
  if (!['ul', 'ol', 'table'].includes(tag) || $(node).find(structure).length > 0) return null;
  return { kind: 'lines', text: tag === 'table' ? tableText($, node) : listText($, node, 0) };
}

function listText($: cheerio.CheerioAPI, list: Element, depth: number): string {
  let number = Number($(list).attr('start') ?? 1) - 1;
  const lines: string[] = [];
  for (const item of $(list).children().toArray()) {
    // Old pages put a list directly into a list.
    const isList = item.name === 'ul' || item.name === 'ol';
    const ofItem = $(item).find('ul, ol');
    const nested = isList
      ? [item]
      : ofItem.filter((_, inner) => $(inner).parent().closest('ul, ol')[0] === list).toArray();
    const own = isList ? '' : collapse(textOf($(item).clone().find('ul, ol').remove().end()[0] ?? item));
    if (!isList) number++;
    if (own) lines.push(`${'  '.repeat(depth)}${list.name === 'ol' ? `${number}.` : '-'} ${own}`);
    lines.push(...nested.map((inner) => listText($, inner, depth + 1)));
  }
  return lines.filter(Boolean).join('\n');
}

/** Each row names its columns, so that a row makes sense when it is found alone. */
function tableText($: cheerio.CheerioAPI, table: Element): string {
  const caption = collapse($(table).children('caption').text());
  const rows = $(table)
    .find('tr')
    .toArray()
    .map((row) => ({
      header: $(row).children('td').length === 0,
      cells: $(row)
        .children('th, td')
        .toArray()
        .map((cell) => collapse(textOf(cell))),
    }));
  const header = rows[0]?.header ? rows[0].cells : [];
  const lines = rows.slice(header.length > 0 ? 1 : 0).map(({ cells }) =>
    cells
      .map((value, column) => (value && header[column] ? `${header[column]}: ${value}` : value))
      .filter(Boolean)
      .join('; '),
  );
  return [caption, ...lines].filter(Boolean).join('\n');
}
