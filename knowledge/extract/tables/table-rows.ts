import type { Block } from '../blocks.js';

/** Rows above the names of the columns: a title, a date, an empty line. */
const rowsBeforeHeader = 10;

/** A table of texts as lines that make sense alone: each value with the name of its column. */
export function tableBlocks(table: string[][]): Block[] {
  const rows = table
    .map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()))
    .filter((row) => row.some((cell) => cell !== ''));
  const place = headerOf(rows);
  const header = place === -1 ? [] : columnNames(rows[place] ?? []);
  const above = rows.slice(0, Math.max(place, 0)).map((row) => row.filter(Boolean).join('; '));
  const lines = rows.slice(place + 1).map((row) => rowText(row, header));
  const blocks: Block[] = [];
  if (above.length > 0) blocks.push({ kind: 'lines', text: above.join('\n') });
  // A table of column names alone says at least these.
  const body = lines.length > 0 ? lines : place === -1 ? [] : [rowText(rows[place] ?? [], [])];
  if (body.length > 0) blocks.push({ kind: 'lines', text: body.join('\n') });
  return blocks;
}

/** `Name: X; Price: 3` */
export const rowText = (row: string[], header: string[]): string =>
  row
    .map((value, column) => (value !== '' && header[column] ? `${header[column]}: ${value}` : value))
    .filter((text) => text !== '')
    .join('; ');

/** The first row that names every column of the rows below; -1 when there is none. */
function headerOf(rows: string[][]): number {
  const widths = rows.slice(0, 200).map((row) => row.filter(Boolean).length);
  const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  if (usual < 2) return -1;
  const candidates = rows.slice(0, rowsBeforeHeader);
  return candidates.findIndex((row, index) => {
    const cells = row.filter(Boolean);
    return (
      cells.length >= Math.max(2, usual * 0.6) &&
      cells.every(isName) &&
      !looksLike(row, rows.slice(index + 1))
    );
  });
}

/** Values are numbers, dates and long texts; names are none of these. */
const isName = (cell: string): boolean => cell.length <= 80 && !isValue(cell);
const isValue = (cell: string): boolean =>
  /^[-+(]?[€$£¥]?\s?\d[\d\s.,:/'-]*(%|[€$£¥]|[A-Za-z]{1,3})?\)?$|^\d{4}-\d{2}-\d{2}|^(true|false|yes|no|ja|nein)$|@.+\.|^https?:/i.test(
    cell,
  );

/** A row that repeats values of its columns is data: names of columns do not occur below them. */
function looksLike(row: string[], below: string[][]): boolean {
  const sample = below.slice(0, 200);
  const repeated = row.filter(
    (cell, column) => cell !== '' && sample.some((other) => other[column] === cell),
  );
  return repeated.length * 2 > row.filter(Boolean).length;
}

/** Columns of the same name are told apart by their number. */
function columnNames(row: string[]): string[] {
  const seen = new Map<string, number>();
  return row.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 && name !== '' ? `${name} ${times}` : name;
  });
}
