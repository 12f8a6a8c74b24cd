import { readFile } from 'node:fs/promises';
import { invalid } from '../../../platform/errors/app-error.js';

/** An example as it was sent, with the place where it stands. */
export interface ExampleRow {
  file: string | null;
  line: number;
  value: unknown;
  /** Why it could not even be read. */
  problem?: string;
}

export interface ExampleFile {
  path: string;
  name: string;
}

/** The rows of a file: CSV with named columns, one JSON object a line, or a JSON array. @throws AppError VALIDATION_ERROR */
export async function readRows({ path, name }: ExampleFile): Promise<ExampleRow[]> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  if (/\.(csv|tsv)$/i.test(name)) return csvRows(text, name);
  if (/\.(jsonl|ndjson)$/i.test(name)) return jsonLines(text, name);
  const start = text.trimStart()[0];
  if (start === '[' || /^\s*\{\s*"examples"/.test(text)) return jsonRows(text, name);
  return start === '{' ? jsonLines(text, name) : csvRows(text, name);
}

function jsonRows(text: string, file: string): ExampleRow[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid('body.file', `${file} is not valid JSON`);
  }
  const values = Array.isArray(parsed) ? (parsed as unknown[]) : (parsed as { examples?: unknown }).examples;
  if (!Array.isArray(values)) throw invalid('body.file', `${file} has no list of examples`);
  return values.map((value: unknown, index) => ({ file, line: index + 1, value }));
}

const jsonLines = (text: string, file: string): ExampleRow[] =>
  text.split('\n').flatMap((line, index): ExampleRow[] => {
    if (line.trim() === '') return [];
    const place = { file, line: index + 1 };
    try {
      return [{ ...place, value: JSON.parse(line) as unknown }];
    } catch {
      return [{ ...place, value: null, problem: 'the line is not valid JSON' }];
    }
  });

/** What columns are called elsewhere. */
const columns: Record<string, string> = {
  input: 'input',
  text: 'input',
  question: 'input',
  utterance: 'input',
  output: 'output',
  answer: 'output',
  response: 'output',
  intent: 'intent',
  label: 'intent',
  category: 'intent',
  entities: 'entities',
};

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

async function csvRows(text: string, file: string): Promise<ExampleRow[]> {
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
  if (!names.includes('input'))
    throw invalid(
      'body.file',
      `the first line of ${file} must name the columns: input, and intent or output`,
    );
  return body.map(({ record, info }): ExampleRow => {
    const value: Record<string, unknown> = {};
    const place = { file, line: info.lines };
    for (const [index, name] of names.entries()) {
      const cell = record[index] ?? '';
      if (name === undefined || cell === '') continue;
      if (name !== 'entities') value[name] = cell;
      else {
        try {
          value[name] = JSON.parse(cell);
        } catch {
          return { ...place, value, problem: 'entities: expected a JSON list' };
        }
      }
    }
    return { ...place, value };
  });
}
