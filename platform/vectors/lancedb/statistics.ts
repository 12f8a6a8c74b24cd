import type { Table } from '@lancedb/lancedb';
import type { TermStatistics } from '../vector-store.js';
import { has } from './sql.js';

/**
 * Exact document frequencies: one count a term, answered by the LABEL_LIST index on `vocabulary` (and a scan
 * of the rows it does not have yet). LanceDB's full-text index has frequencies too, but they leave out
 * unindexed rows and keep deleted ones.
 */
export async function countTerms(table: Table, terms: readonly string[]): Promise<TermStatistics> {
  const distinct = [...new Set(terms)];
  const [total, ...counts] = await Promise.all([
    table.countRows(),
    ...distinct.map((term) => table.countRows(has('vocabulary', term))),
  ]);
  return { total, frequencies: new Map(distinct.map((term, index) => [term, counts[index] ?? 0])) };
}

interface KnownAverage {
  version: number;
  total: number;
  average: number;
}
/** By open handle, so that it goes when the handle goes. */
const knownAverages = new WeakMap<Table, KnownAverage>();

/**
 * Terms of an average point, 1 when the collection is empty. It needs a scan of one integer column, so it is
 * kept until the table has another version.
 */
export async function averageLength(table: Table, total: number): Promise<number> {
  const version = await table.version();
  const known = knownAverages.get(table);
  if (known?.version === version && known.total === total) return known.average;
  let points = 0;
  let terms = 0;
  for await (const batch of table.query().select(['length'])) {
    points += batch.numRows;
    const lengths = batch.getChild('length')?.toArray() as Int32Array | undefined;
    for (const length of lengths ?? []) terms += length;
  }
  const average = terms > 0 ? terms / points : 1;
  knownAverages.set(table, { version, total, average });
  return average;
}
