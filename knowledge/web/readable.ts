import { Readability } from '@mozilla/readability';
import * as cheerio from 'cheerio';
import { isComment, isTag } from 'domhandler';
import { parseHTML } from 'linkedom';
import type { Block } from '../extract/blocks.js';
import { contentOf, extractHtml } from '../extract/extract-html.js';

/** Nobody reads these; what they hold also changes from answer to answer. */
const unseen =
  'script, style, noscript, template, svg, iframe, object, embed, link, meta, base, input, canvas';
/** What extraction looks at; all else, such as one-time marks and class names, would make equal pages differ. */
const keptAttributes = new Set(['hidden', 'aria-hidden', 'role', 'start']);

/**
 * The part of a page that is its text, as a small HTML document that is the same whenever the text is. Readability
 * finds the article; where it finds none, or drops too much of what the page's own structure marks as content, that
 * structure decides.
 */
export function readableHtml(html: string, title: string): string {
  const article = articleOf(html);
  const chosen = article !== null && keepsEnough(article, html) ? article : html;
  const part = contentOf(cheerio.load(chosen)).html();
  return `<!doctype html><html><head><title>${escaped(title)}</title></head><body><main>${plain(part ?? '')}</main></body></html>`;
}

function articleOf(html: string): string | null {
  try {
    // Either speaks of a DOM in types of its own; what the one gives is one as far as the other uses it.
    const { document } = parseHTML(html) as unknown as { document: object };
    const article = new Readability(document, {
      charThreshold: 200,
      maxElemsToParse: 100_000,
    }).parse();
    return article?.content ?? null;
  } catch {
    // Broken beyond what it can read; the page's structure is left.
    return null;
  }
}

/** Tables, code and headings are what it tends to take for decoration. */
function keepsEnough(article: string, page: string): boolean {
  const [ours, theirs] = [extractHtml(article), extractHtml(page)];
  const share = (measure: (blocks: Block[]) => number): number =>
    measure(ours) / Math.max(1, measure(theirs));
  const count = (kind: Block['kind']) => (blocks: Block[]) =>
    blocks.filter((block) => block.kind === kind).length;
  const letters = (blocks: Block[]): number =>
    blocks.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0);
  const lines = count('lines')(theirs) > 0 ? share(count('lines')) : 1;
  // A title that the article repeats is taken away from it.
  const headings = (count('heading')(ours) + 1) / Math.max(1, count('heading')(theirs));
  const kept = share(letters);
  // More than the page's own structure calls content is furniture that was taken for text.
  return kept >= 0.5 && kept <= 1.1 && lines >= 0.8 && headings >= 0.6;
}

function plain(body: string): string {
  const $ = cheerio.load(body, {}, false);
  $(unseen).remove();
  $('*').each((_, element) => {
    if (!isTag(element)) return;
    for (const name of Object.keys(element.attribs))
      if (!keptAttributes.has(name)) delete element.attribs[name];
  });
  $.root()
    .find('*')
    .addBack()
    .contents()
    .filter((_, node) => isComment(node))
    .remove();
  return $.html();
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
