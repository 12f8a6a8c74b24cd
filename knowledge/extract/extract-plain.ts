import type { Block } from './blocks.js';

/** Plain text: blank lines separate paragraphs; short lines without an end mark before a paragraph are kept with it. */
export const extractPlain = (text: string): Block[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) =>
      isLineStructured(part) ? { kind: 'lines', text: part } : { kind: 'paragraph', text: unwrap(part) },
    );

/** Lists, tables, logs and code: lines that do not flow into one another. */
function isLineStructured(part: string): boolean {
  const lines = part.split('\n');
  if (lines.length < 2) return false;
  const marked = lines.filter((line) => /^\s*([-*+•]|\d+[.)])\s|\t| {4}|[|:=]{2,}|[{};]$/.test(line)).length;
  return marked * 2 >= lines.length;
}

/** Hard line breaks inside a paragraph are layout. */
const unwrap = (part: string): string =>
  part
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
