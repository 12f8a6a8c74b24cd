import { load } from 'cheerio';
import { marked } from 'marked';

/** Every address that a browser would load or offer from a text that a client shows as Markdown, HTML included. */
export function shownAddresses(text: string): string[] {
  const found: string[] = [];
  load(marked.parse(text, { async: false }))('*').each((_, element) => {
    if (!('attribs' in element)) return;
    for (const [name, value] of Object.entries(element.attribs))
      if (
        /^(?:src|href|srcset|style|action|poster|data|content|background|formaction|xlink:href)$/.test(name)
      )
        found.push(value);
  });
  return found;
}
