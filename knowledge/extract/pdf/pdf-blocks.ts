import type { Block, TextBlock } from '../blocks.js';
import { cleanText } from '../decode-text.js';
import type { PdfPage } from './page-furniture.js';
import type { PdfLine } from './pdf-lines.js';

const listMark = /^\s*([-–*+•●▪◦‣·]|\(?(\d{1,3}|[a-z])[.)])\s/;
/** So much larger than the text, a short line is a heading. */
const headingFactor = 1.15;
const longestHeading = 200;
/** Between the baselines of one paragraph, in letters' heights. */
const widestGap = 3;

/** Pages as blocks: each begins with a mark of its number; lines become headings, paragraphs, or lines of lists and tables. */
export function pdfBlocks(pages: PdfPage[]): Block[] {
  const style = styleOf(pages);
  const blocks: Block[] = [];
  for (const { number, lines } of pages) {
    if (lines.length === 0) continue;
    const ofPage = groupsOf(lines).flatMap((group) => blockOf(group, style));
    carryOver(blocks, ofPage);
    if (ofPage.length > 0) blocks.push({ kind: 'page', number }, ...ofPage);
  }
  return blocks;
}

interface DocumentStyle {
  /** Of most letters. */
  bodySize: number;
  /** Of headings, the largest first. */
  headingSizes: number[];
  /** Words that are written with a hyphen inside a line. */
  hyphenated: Set<string>;
}

function styleOf(pages: PdfPage[]): DocumentStyle {
  const letters = new Map<number, number>();
  const hyphenated = new Set<string>();
  for (const { text, size } of pages.flatMap(({ lines }) => lines)) {
    letters.set(rounded(size), (letters.get(rounded(size)) ?? 0) + text.length);
    for (const [word] of text.matchAll(/\p{L}+-\p{L}+/gu)) hyphenated.add(word.toLowerCase());
  }
  const bodySize = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const headingSizes = [...letters.keys()].filter((size) => size >= bodySize * headingFactor);
  return { bodySize, headingSizes: headingSizes.sort((a, b) => b - a), hyphenated };
}

const rounded = (size: number): number => Math.round(size * 2) / 2;

/** Lines that stand close together in one size. */
function groupsOf(lines: PdfLine[]): PdfLine[][] {
  const groups: PdfLine[][] = [];
  const gaps = lines.flatMap((line, index) => {
    const gap = gapBefore(lines, index);
    return gap === null || line.size === 0 ? [] : [gap];
  });
  const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const gap = gapBefore(lines, index);
    const goesOn =
      before &&
      gap !== null &&
      gap <= Math.min(usual * 1.35, widestGap) &&
      Math.abs(before.size - line.size) < 0.1 * line.size &&
      before.cells > 1 === line.cells > 1;
    if (goesOn) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** Between baselines, in letters' heights; `null` at the top of a page or a column. */
function gapBefore(lines: PdfLine[], index: number): number | null {
  const [before, line] = [lines[index - 1], lines[index]];
  if (!before || !line || before.y <= line.y) return null;
  return (before.y - line.y) / line.size;
}

function blockOf(lines: PdfLine[], { bodySize, headingSizes, hyphenated }: DocumentStyle): TextBlock[] {
  const size = rounded(lines[0]?.size ?? 0);
  const isTable = lines.some(({ cells }) => cells > 1);
  const text =
    isTable || lines.some((line) => listMark.test(line.text)) ? linesText(lines) : flow(lines, hyphenated);
  const clean = cleanText(text).trim();
  if (clean === '') return [];
  if (!isTable && size >= bodySize * headingFactor && clean.length <= longestHeading)
    return [
      {
        kind: 'heading',
        level: Math.min(6, headingSizes.indexOf(size) + 1),
        text: clean.replaceAll('\n', ' '),
      },
    ];
  return [{ kind: clean.includes('\n') ? 'lines' : 'paragraph', text: clean }];
}

/** Points of a list and rows of a table keep their lines; the second line of a point goes on with it. */
function linesText(lines: PdfLine[]): string {
  const isList = lines.every(({ cells }) => cells === 1);
  return lines.reduce((text, line) => {
    const separator = text === '' ? '' : isList && !listMark.test(line.text) ? ' ' : '\n';
    return text + separator + line.text;
  }, '');
}

/** Prose: words that were divided at the end of a line are joined again. */
const flow = (lines: PdfLine[], hyphenated: Set<string>): string =>
  lines.reduce((text, line) => joined(text, line.text, hyphenated), '');

function joined(before: string, next: string, hyphenated: Set<string>): string {
  if (before === '') return next;
  const divided = /(?<head>\p{L}+)[-\u2010\u00ad]$/u.exec(before)?.groups?.head;
  const rest = /^(?<tail>\p{Ll}+)/u.exec(next)?.groups?.tail;
  if (!divided || !rest) return `${before} ${next}`;
  // Written with its hyphen elsewhere, it is a word of two parts.
  if (hyphenated.has(`${divided}-${rest}`.toLowerCase())) return before + next;
  return before.slice(0, -1) + next;
}

/** A sentence that goes on over the page is kept whole on the page where it begins. */
function carryOver(blocks: Block[], next: TextBlock[]): void {
  const last = blocks.at(-1);
  const first = next[0];
  if (last?.kind !== 'paragraph' || first?.kind !== 'paragraph') return;
  if (/[.!?:;…"”»)\]]$/.test(last.text) || !/^\p{Ll}/u.test(first.text)) return;
  const end = /^.*?[.!?](?=\s|$)/s.exec(first.text)?.[0] ?? first.text;
  if (end.length > 600) return;
  last.text = joined(last.text, end, new Set());
  first.text = first.text.slice(end.length).trim();
  if (first.text === '') next.shift();
}
