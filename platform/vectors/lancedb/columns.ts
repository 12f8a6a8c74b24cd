import type { RecordBatch, Vector } from 'apache-arrow';

/** A column of a result batch; asking for one that was not selected is a mistake of ours. */
function column(batch: RecordBatch, name: string): Vector {
  const found = batch.getChild(name);
  if (!found) throw new Error(`The result has no column ${name}`);
  return found;
}

export function textColumn(batch: RecordBatch, name: string): (row: number) => string {
  const values = column(batch, name);
  return (row) => String(values.get(row));
}

export function numberColumn(batch: RecordBatch, name: string): (row: number) => number {
  const values = column(batch, name);
  return (row) => Number(values.get(row));
}

export function textListColumn(batch: RecordBatch, name: string): (row: number) => string[] {
  const values = column(batch, name);
  return (row) => Array.from(values.get(row) as Iterable<string>, String);
}

/** Copies: a view would keep the whole batch in memory. */
export function vectorColumn(batch: RecordBatch, name: string): (row: number) => Float32Array {
  const values = column(batch, name);
  return (row) => Float32Array.from(values.get(row) as Iterable<number>);
}

/** What every hit carries. */
export const pointColumns = (batch: RecordBatch) => ({
  id: textColumn(batch, 'id'),
  itemId: textColumn(batch, 'item'),
  revision: numberColumn(batch, 'revision'),
});
