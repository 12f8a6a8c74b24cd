import type { TransferredBase } from './transfer.js';

const headings = ['knowledge base', 'source', 'copied', 'target', 'result'];

/** One line for each knowledge base, columns as wide as their widest cell. */
export function transferTable(bases: readonly TransferredBase[]): string {
  const rows = bases.map(({ knowledgeBase, source, copied, target, difference }) => [
    knowledgeBase,
    String(source),
    String(copied),
    String(target),
    difference ?? 'the same',
  ]);
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          // Numbers to the right.
          column > 0 && column < 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
