/** Lines of a table for the terminal, columns as wide as their widest cell. @param numbers the columns that are aligned to the right */
export function textTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { numbers }: { numbers: readonly number[] },
): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const aligned = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return numbers.includes(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return all.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}
