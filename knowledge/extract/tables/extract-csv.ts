import type { CsvError } from 'csv-parse/sync';
import { ExtractionError, type Block } from '../blocks.js';
import { tableBlocks } from './table-rows.js';

const delimiters = [',', ';', '\t', '|'];

/** Values separated by whatever character separates them best. @throws ExtractionError when a quote is never closed */
export async function extractCsv(text: string): Promise<Block[]> {
  const { parse } = await import('csv-parse/sync');
  // Excel's own way to name the delimiter.
  const named = /^sep=(.)\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const read = (delimiter: string, to?: number): string[][] =>
    parse(body, {
      delimiter,
      to,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 1_000_000,
    });
  const delimiter = named?.[1] ?? best((candidate) => read(candidate, 50));
  try {
    return tableBlocks(read(delimiter));
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number };
    if (code === 'CSV_QUOTE_NOT_CLOSED')
      throw new ExtractionError(
        `The table is broken: a quote is opened and never closed, at the latest on line ${lines ?? '?'}`,
      );
    if (code === 'CSV_MAX_RECORD_SIZE')
      throw new ExtractionError('The table is broken: a row has more than a million characters');
    throw error;
  }
}

/** The delimiter with which most rows have the same number of columns, the more the better. */
function best(read: (delimiter: string) => string[][]): string {
  const scores = delimiters.map((delimiter) => {
    try {
      const widths = read(delimiter).map((row) => row.length);
      const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1;
      const alike = widths.filter((width) => width === usual).length / (widths.length || 1);
      return usual < 2 ? 0 : alike * alike * Math.log2(1 + usual);
    } catch {
      return 0;
    }
  });
  return delimiters[scores.indexOf(Math.max(...scores))] ?? ',';
}
