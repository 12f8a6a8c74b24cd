import { Index, type Table } from '@lancedb/lancedb';
import { textIndex } from './schema.js';

/** How long after its replacement a version stays, in milliseconds: a reader may be in the middle of it. */
export const versionGrace = 5 * 60_000;

/** Below this many points a search of all vectors takes a few milliseconds and is exact. */
const indexedFrom = 20_000;

/** Rows outside the indexes, and files, that a search is allowed to walk through while a job is still writing. */
const mostUnindexedRows = 2_000;
const mostUnindexedShare = 1 / 3;
const mostFragments = 40;

/** Whether searches would be noticeably slower than after `optimizeTable`. Costs well under a millisecond. */
export async function needsOptimizing(table: Table): Promise<boolean> {
  const [index, { fragmentStats }] = await Promise.all([table.indexStats(textIndex), table.stats()]);
  const { numIndexedRows = 0, numUnindexedRows = 0 } = index ?? {};
  const allowed = Math.max(mostUnindexedRows, numIndexedRows * mostUnindexedShare);
  return numUnindexedRows > allowed || fragmentStats.numFragments > mostFragments;
}

/** Merges small files, brings every index up to date, removes versions that no reader can be in any more. */
export async function optimizeTable(table: Table, grace = versionGrace): Promise<void> {
  await table.optimize({ cleanupOlderThan: await unusedBefore(table, Date.now() - grace) });
  await indexVectors(table);
}

/**
 * LanceDB removes versions by the time they were made, but a version made an hour ago may have been replaced
 * only now. The newest of those made before `moment` was the current one at `moment` and must stay;
 * what is older than it had been replaced by then.
 */
async function unusedBefore(table: Table, moment: number): Promise<Date> {
  const times = (await table.listVersions()).map(({ timestamp }) => timestamp.getTime());
  const current = Math.max(...times.filter((time) => time <= moment), 1);
  return new Date(current - 1);
}

/**
 * Large tables get an inverted file with the vectors as they are (IVF-flat): it builds in about a second where
 * the quantised kinds take minutes and are no faster at this size. Its name tells the number of its
 * partitions: a table that has grown fourfold since (twice the square root) gets a new one.
 */
async function indexVectors(table: Table): Promise<void> {
  const total = await table.countRows();
  if (total < indexedFrom) return;
  const partitions = Math.round(Math.sqrt(total));
  const present = (await table.listIndices()).filter(({ columns }) => columns.includes('vector'));
  if (present.some(({ name }) => partitions < 2 * Number(name.split('_').at(-1)))) return;
  await table.createIndex('vector', {
    config: Index.ivfFlat({ distanceType: 'dot', numPartitions: partitions }),
    name: `vector_ivf_${partitions}`,
  });
  for (const { name } of present) await table.dropIndex(name);
}
