import { marked, type Token, type Tokens } from 'marked';
import type { Block } from './blocks.js';
import { extractHtml } from './extract-html.js';

/** Markdown (GitHub's flavour) as blocks; links become their text, images and comments vanish, code stays as it is. */
export function extractMarkdown(source: string): Block[] {
  const body = source.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/<!--[\s\S]*?-->/g, '');
  return marked.lexer(body, { gfm: true }).flatMap(toBlocks);
}

function toBlocks(token: Token): Block[] {
  switch (token.type) {
    case 'heading': {
      const heading = token as Tokens.Heading;
      return keep({ kind: 'heading', level: heading.depth, text: inline(heading.tokens) });
    }
    case 'paragraph':
    case 'text':
      return keep({ kind: 'paragraph', text: inline((token as Tokens.Paragraph).tokens ?? [token]) });
    case 'code':
      return keep({ kind: 'lines', text: (token as Tokens.Code).text });
    case 'list':
      return keep({ kind: 'lines', text: listText(token as Tokens.List, 0) });
    case 'table':
      return keep({ kind: 'lines', text: tableText(token as Tokens.Table) });
    case 'blockquote':
      return ((token as Tokens.Blockquote).tokens ?? []).flatMap(toBlocks);
    case 'html':
      return extractHtml((token as Tokens.HTML).text);
    default:
      return [];
  }
}

const keep = (block: Exclude<Block, { kind: 'question' }>): Block[] => {
  const text = block.kind === 'lines' ? block.text.replace(/^\n+|\s+$/g, '') : block.text.trim();
  return text === '' ? [] : [{ ...block, text }];
};

/** The text that a reader sees. */
function inline(tokens: Token[] = []): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'image':
          return '';
        case 'html':
          return /^<br\s*\/?>/i.test(token.raw) ? '\n' : '';
        case 'br':
          return '\n';
        case 'codespan':
          return unescape((token as Tokens.Codespan).text);
        default: {
          const nested = (token as { tokens?: Token[] }).tokens;
          return nested ? inline(nested) : unescape((token as { text?: string }).text ?? '');
        }
      }
    })
    .join('')
    .replace(/[ \t]+/g, ' ');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const unescape = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => entities[name] ?? whole);

function listText(list: Tokens.List, depth: number): string {
  const indent = '  '.repeat(depth);
  return list.items
    .map((item, index) => {
      const mark = list.ordered ? `${Number(list.start || 1) + index}.` : '-';
      const parts = item.tokens.map((token) => {
        if (token.type === 'list') return `\n${listText(token as Tokens.List, depth + 1)}`;
        if (token.type === 'code') return `\n${(token as Tokens.Code).text}`;
        return inline((token as { tokens?: Token[] }).tokens ?? [token]);
      });
      return `${indent}${mark} ${parts.join(' ').replace(/ \n/g, '\n').trim()}`;
    })
    .join('\n');
}

/** Each row names its columns, so that a row makes sense when it is found alone. */
function tableText(table: Tokens.Table): string {
  const header = table.header.map((cell) => inline(cell.tokens).trim());
  return table.rows
    .map((row) =>
      row
        .map((cell, column) => ({ name: header[column] ?? '', value: inline(cell.tokens).trim() }))
        .filter(({ value }) => value !== '')
        .map(({ name, value }) => (name ? `${name}: ${value}` : value))
        .join('; '),
    )
    .filter((row) => row !== '')
    .join('\n');
}
