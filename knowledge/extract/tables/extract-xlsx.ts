import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { assertLength, ExtractionError, type Block, type ExtractedDocument } from '../blocks.js';
import { cleanText } from '../decode-text.js';
import { tableBlocks } from './table-rows.js';

/** More cells than this are refused: merged areas and stray formats can span a whole sheet. */
const maxCells = 5_000_000;

/** The visible sheets of a workbook, each below its name. @throws ExtractionError when it is broken or empty */
export async function extractXlsx(bytes: Uint8Array): Promise<ExtractedDocument> {
  const { read } = await import('@e965/xlsx');
  const workbook = readWorkbook(() =>
    read(bytes, {
      type: 'buffer',
      dense: true,
      cellDates: true,
      UTC: true,
      cellFormula: false,
      cellHTML: false,
      bookVBA: false,
    }),
  );
  const blocks: Block[] = [];
  const hidden: string[] = [];
  let characters = 0;
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name];
    if (workbook.Workbook?.Sheets?.[index]?.Hidden) hidden.push(name);
    else if (sheet) {
      const ofSheet = tableBlocks(rowsOf(sheet));
      characters += ofSheet.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0);
      assertLength(characters);
      if (ofSheet.length > 0) blocks.push({ kind: 'heading', level: 1, text: name }, ...ofSheet);
    }
  }
  if (blocks.length === 0) throw new ExtractionError('The workbook contains no text');
  const warnings = hidden.map((name) => `The hidden sheet "${name}" was left out`);
  return { type: 'xlsx', blocks, warnings };
}

function readWorkbook(read: () => WorkBook): WorkBook {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    if (/password|encrypt/i.test(message))
      throw new ExtractionError('The workbook is protected by a password; save it without one');
    throw new ExtractionError(`The workbook is broken: ${message}`);
  }
}

type Cells = (CellObject | undefined)[][];

/** Rows of texts; a merged area has its value in each of its cells. */
function rowsOf(sheet: WorkSheet): string[][] {
  const cells = (sheet as { '!data'?: Cells })['!data'] ?? [];
  const rows = Array.from(cells, (row) => Array.from(row ?? [], textOf));
  let merged = 0;
  for (const { s: from, e: to } of sheet['!merges'] ?? []) {
    const value = rows[from.r]?.[from.c];
    if (!value) continue;
    merged += (Math.min(to.r, rows.length) - from.r + 1) * (to.c - from.c + 1);
    if (merged > maxCells) throw new ExtractionError('The workbook has too many merged cells');
    for (let row = from.r; row <= Math.min(to.r, rows.length - 1); row++)
      for (let column = from.c; column <= to.c; column++) (rows[row] ??= [])[column] = value;
  }
  return rows.map((row) => Array.from(row, (value) => value ?? ''));
}

/** What the cell shows; dates in ISO form, errors as nothing. */
function textOf(cell: CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.v === null || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.v instanceof Date) return dateText(cell.v);
  return cleanText(cell.w ?? String(cell.v)).trim();
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  // Fractions of a day have no exact form: the nearest second is meant.
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1_000) * 1_000).toISOString().split('T');
  if (time.startsWith('00:00:00')) return day;
  const clock = time.slice(0, time.startsWith(':00', 5) ? 5 : 8);
  // Times without a day count from the beginning of the calendar.
  return date.getUTCFullYear() < 1900 ? clock : `${day} ${clock}`;
}
