import type { Table } from '@lancedb/lancedb';
import type { VectorPoint } from '../vector-store.js';
import { numberColumn, pointColumns, textColumn, textListColumn, vectorColumn } from './columns.js';
import { isIn } from './sql.js';

/** Ids in one filter; longer lists cost more to parse than a second query. */
const idsPerQuery = 500;

/** Vectors by point id, found through the index on `id`. */
export async function readVectors(table: Table, ids: readonly string[]): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  for (let start = 0; start < ids.length; start += idsPerQuery) {
    const filter = isIn('id', ids.slice(start, start + idsPerQuery));
    for await (const batch of table.query().where(filter).select(['id', 'vector'])) {
      const id = textColumn(batch, 'id');
      const vector = vectorColumn(batch, 'vector');
      for (let row = 0; row < batch.numRows; row++) found.set(id(row), vector(row));
    }
  }
  return found;
}

export interface ItemPoints {
  itemId: string;
  revision: number;
  points: number;
}

/**
 * Item revisions with the number of their points, in the order of the item ids. LanceDB sorts, so that only one batch
 * is in this process's hands at a time.
 */
export async function* readItems(table: Table): AsyncGenerator<ItemPoints> {
  const ascending = (columnName: string) => ({ columnName, ascending: true, nullsFirst: false });
  const query = table
    .query()
    .select(['item', 'revision'])
    .orderBy([ascending('item'), ascending('revision')]);
  let current: ItemPoints | undefined;
  for await (const batch of query) {
    const itemId = textColumn(batch, 'item');
    const revision = numberColumn(batch, 'revision');
    for (let row = 0; row < batch.numRows; row++) {
      const next = { itemId: itemId(row), revision: revision(row), points: 1 };
      if (current?.itemId === next.itemId && current.revision === next.revision) current.points++;
      else {
        if (current) yield current;
        current = next;
      }
    }
  }
  if (current) yield current;
}

/** Whole rows, batch by batch as the files hold them. */
export async function* readPoints(table: Table): AsyncGenerator<VectorPoint[]> {
  for await (const batch of table.query().select(['id', 'item', 'revision', 'tags', 'vector', 'terms'])) {
    const { id, itemId, revision } = pointColumns(batch);
    const tags = textListColumn(batch, 'tags');
    const vector = vectorColumn(batch, 'vector');
    const terms = textColumn(batch, 'terms');
    yield Array.from({ length: batch.numRows }, (_, row) => ({
      id: id(row),
      itemId: itemId(row),
      revision: revision(row),
      tags: tags(row),
      vector: vector(row),
      terms: terms(row).split(' ').filter(Boolean),
    }));
  }
}
