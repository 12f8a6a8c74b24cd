import type { Table } from '@lancedb/lancedb';
import { toArrow } from './rows.js';
import { isIn } from './sql.js';
import type { ItemDeletion, WriteGroup } from '../write-group.js';

/** Items named in one deletion's filter. */
const itemsPerFilter = 500;

/** One merge and one deletion, each atomic: a reader, and a process that dies, see all of it or nothing. */
export async function commitGroup(table: Table, group: WriteGroup, dimensions: number): Promise<void> {
  if (group.points.size > 0) {
    await table
      .mergeInsert('id')
      .whenMatchedUpdateAll()
      .whenNotMatchedInsertAll()
      .execute(toArrow([...group.points.values()], dimensions));
  }
  for (let start = 0; start < group.deletions.length; start += itemsPerFilter) {
    const filter = deletionFilter(group.deletions.slice(start, start + itemsPerFilter));
    // A deletion of nothing would be a new version of the table all the same; most items are new and have
    // no earlier revision.
    if ((await table.countRows(filter)) > 0) await table.delete(filter);
  }
}

/** Items with the same `beforeRevision` share one list. */
function deletionFilter(deletions: readonly ItemDeletion[]): string {
  const byRevision = new Map<number | undefined, string[]>();
  for (const { itemId, beforeRevision } of deletions) {
    if (beforeRevision !== undefined && !Number.isSafeInteger(beforeRevision)) {
      throw new Error(`Not a revision: ${beforeRevision}`);
    }
    const items = byRevision.get(beforeRevision) ?? [];
    items.push(itemId);
    byRevision.set(beforeRevision, items);
  }
  return [...byRevision]
    .map(([revision, items]) =>
      revision === undefined ? isIn('item', items) : `(${isIn('item', items)} AND revision < ${revision})`,
    )
    .join(' OR ');
}
