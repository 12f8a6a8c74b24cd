import * as cheerio from 'cheerio';
import type { Token, Tokens } from 'marked';

/** The text that a reader sees: links as their text, no images, no marks. */
export function inline(tokens: Token[] = []): string {
  return tokens
    .map(textOf)
    .join('')
    .replace(/[ \t]+/g, ' ');
}

function textOf(token: Token): string {
  switch (token.type) {
    case 'image':
    case 'checkbox':
      return '';
    case 'html':
      return /^<br\s*\/?>/i.test(token.raw) ? '\n' : '';
    case 'br':
      return '\n';
    case 'codespan':
      return (token as Tokens.Codespan).text;
    default: {
      const { tokens, text = '' } = token as { tokens?: Token[]; text?: string };
      // A line break that nothing asked for is layout.
      return tokens ? inline(tokens) : decodeEntities(text.replaceAll('\n', ' '));
    }
  }
}

const decodeEntities = (text: string): string =>
  /&#?\w+;/.test(text) ? cheerio.load(text.replaceAll('<', '&lt;'), null, false).text() : text;
