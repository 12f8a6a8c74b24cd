import { load } from 'cheerio';

const furniture =
  'script, style, noscript, template, svg, iframe, nav, header, footer, aside, form, [hidden]';
const blocks =
  'p, div, section, article, li, tr, h1, h2, h3, h4, h5, h6, pre, blockquote, dt, dd, br, td, th';

/** Title and text of a page as a reader sees it, a line for each block; links keep their words alone. */
export function readableText(html: string): { title: string | null; text: string } {
  const $ = load(html);
  const title = $('title').first().text().trim() || null;
  $(furniture).remove();
  $(blocks).append('\n');
  const main = $('main, article, [role=main]').first();
  const body = main.length > 0 ? main : $('body');
  return { title, text: tidy(body.text()) };
}

export const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
