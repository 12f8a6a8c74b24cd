import { readFile } from 'node:fs/promises';
import { invalid } from '../../platform/errors/app-error.js';

/** A row as it was sent, with the place where it stands. */
export interface UploadedRow {
  file: string | null;
  line: number;
  value: unknown;
  /** Why it could not even be read. */
  problem?: string;
}

export interface RowFile {
  path: string;
  name: string;
}

/** What rows of a kind look like. */
export interface RowFormat {
  /** What they are called: the field of a JSON object that has them all. */
  list: string;
  /** What columns of CSV are called, here and elsewhere, in lower case; each by the field that it is. */
  columns: Record<string, string>;
  /** The column without which a row says nothing. */
  required: string;
  /** What the first line must name, for people. */
  hint: string;
  /** How cells become values that are no text. @throws Error that says what is expected */
  cells?: Record<string, (cell: string) => unknown>;
}

/** The rows of a file: CSV with named columns, one JSON object a line, or a JSON array. @throws AppError VALIDATION_ERROR */
export async function readRows({ path, name }: RowFile, format: RowFormat): Promise<UploadedRow[]> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  if (/\.(csv|tsv)$/i.test(name)) return csvRows(text, name, format);
  if (/\.(jsonl|ndjson)$/i.test(name)) return jsonLines(text, name);
  const start = text.trimStart()[0];
  const isWhole = text.trimStart().slice(1).trimStart().startsWith(JSON.stringify(format.list));
  if (start === '[' || (start === '{' && isWhole)) return jsonRows(text, name, format);
  return start === '{' ? jsonLines(text, name) : csvRows(text, name, format);
}

function jsonRows(text: string, file: string, { list }: RowFormat): UploadedRow[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid('body.file', `${file} is not valid JSON`);
  }
  const values = Array.isArray(parsed) ? (parsed as unknown[]) : (parsed as Record<string, unknown>)[list];
  if (!Array.isArray(values)) throw invalid('body.file', `${file} has no list of ${list}`);
  return values.map((value: unknown, index) => ({ file, line: index + 1, value }));
}

const jsonLines = (text: string, file: string): UploadedRow[] =>
  text.split('\n').flatMap((line, index): UploadedRow[] => {
    if (line.trim() === '') return [];
    const place = { file, line: index + 1 };
    try {
      return [{ ...place, value: JSON.parse(line) as unknown }];
    } catch {
      return [{ ...place, value: null, problem: 'the line is not valid JSON' }];
    }
  });

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

async function csvRows(text: string, file: string, format: RowFormat): Promise<UploadedRow[]> {
  const { columns, required, hint, cells = {} } = format;
  const { parse } = await import('csv-parse/sync');
  const first = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  const delimiter = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0];
  let records: CsvRecord[];
  try {
    records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    }) as unknown as CsvRecord[];
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw invalid('body.file', `${file} is broken CSV${lines ? ` at line ${lines}` : ''}`);
  }
  const [head, ...body] = records;
  const names = head?.record.map((name) => columns[name.toLowerCase()]) ?? [];
  if (!names.includes(required))
    throw invalid('body.file', `the first line of ${file} must name the columns: ${hint}`);
  return body.map(({ record, info }): UploadedRow => {
    const value: Record<string, unknown> = {};
    const place = { file, line: info.lines };
    for (const [index, name] of names.entries()) {
      const cell = record[index] ?? '';
      if (name === undefined || cell === '') continue;
      try {
        value[name] = cells[name] ? cells[name](cell) : cell;
      } catch (error) {
        return { ...place, value, problem: `${name}: ${(error as Error).message}` };
      }
    }
    return { ...place, value };
  });
}

/** A cell that holds JSON. @throws Error */
export const jsonList = (cell: string): unknown => {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    throw new Error('expected a JSON list');
  }
};
