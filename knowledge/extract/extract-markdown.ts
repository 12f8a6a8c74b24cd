import { marked, type Token, type Tokens } from 'marked';
import type { Block, TextBlock } from './blocks.js';
import { extractHtml } from './extract-html.js';
import { inline } from './markdown-inline.js';

/** Markdown (GitHub's flavour) as blocks; links become their text, images and comments vanish, code stays as it is. */
export function extractMarkdown(source: string): Block[] {
  const body = withoutYaml(source).replace(tomlFrontMatter, '').replace(codeOrUnseen, keepCode);
  return marked.lexer(body, { gfm: true }).flatMap(toBlocks);
}

const yamlLine = /^(?:[\w"'][^:]*:(?:[ \t].*)?|[ \t].*|-[ \t].*|[#\]}].*|)$/;
const yamlEnd = /^(?:---|\.\.\.)[ \t]*$/;

/** Leaves out front matter, but only what reads as YAML: a document may also begin with a rule. Line by line, as one expression for all would try every way to divide them. */
function withoutYaml(source: string): string {
  if (!/^---[ \t]*\n/.test(source)) return source;
  for (let at = source.indexOf('\n') + 1; at < source.length;) {
    const end = source.indexOf('\n', at);
    const line = source.slice(at, end < 0 ? undefined : end);
    if (yamlEnd.test(line)) return end < 0 ? '' : source.slice(end + 1);
    if (end < 0 || !yamlLine.test(line)) return source;
    at = end + 1;
  }
  return source;
}
const tomlFrontMatter = /^\+\+\+[ \t]*\n[\s\S]*?\n\+\+\+[ \t]*(?:\n|$)/;

/** Code, in which everything is kept; comments, scripts and styles, which no reader sees. */
const codeOrUnseen =
  /^(?: {4}|\t).*$|(`{3,}|~{3,})[\s\S]*?\1|`[^`\n]*`|<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\2\s*>/gim;
const keepCode = (found: string): string => (found.startsWith('<') ? '' : found);

function toBlocks(token: Token): TextBlock[] {
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

const keep = (block: TextBlock): TextBlock[] => {
  const text = block.kind === 'lines' ? block.text.trimEnd().replace(/^\n+/, '') : block.text.trim();
  return text === '' ? [] : [{ ...block, text }];
};

function listText(list: Tokens.List, depth: number): string {
  const indent = '  '.repeat(depth);
  return list.items
    .map((item, index) => {
      const mark = list.ordered ? `${Number(list.start || 1) + index}.` : '-';
      const task = item.task ? `[${item.checked ? 'x' : ' '}] ` : '';
      return `${indent}${mark} ${task}${itemText(item, depth)}`;
    })
    .join('\n');
}

/** An item's paragraphs flow on; lists, code, tables and quotes in it begin on lines of their own. */
function itemText({ tokens }: Tokens.ListItem, depth: number): string {
  let text = '';
  for (const token of tokens) {
    const flows = token.type === 'text' || token.type === 'paragraph';
    const part =
      token.type === 'list'
        ? listText(token as Tokens.List, depth + 1)
        : toBlocks(token)
            .map((block) => block.text)
            .join('\n');
    if (part !== '') text += (text === '' ? '' : flows ? ' ' : '\n') + part;
  }
  return text;
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
