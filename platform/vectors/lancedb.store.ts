import { connect, Session } from '@lancedb/lancedb';
import { access, constants, mkdir } from 'node:fs/promises';
import { checkPoints, checkVector } from './check-points.js';
import { searchHybridByParts } from './hybrid.js';
import { sweepDropped } from './lancedb/drop-table.js';
import { readItems, readPoints, readVectors } from './lancedb/read.js';
import { searchDense, searchLexical } from './lancedb/search.js';
import { countTerms } from './lancedb/statistics.js';
import { tableName } from './lancedb/table-name.js';
import { createTablePool } from './lancedb/table-pool.js';
import { createLanceWriter, type LanceWriter } from './lancedb/writer.js';
import type { VectorStore } from './vector-store.js';

export interface LanceStoreOptions {
  /** A folder of its own, shared by the processes of one installation; made when it is not there. */
  directory: string;
  /** True in the one process that writes; elsewhere every write rejects. */
  writer: boolean;
  /** Open tables kept besides those in use. */
  openTables?: number;
  /** Told when compaction between commits failed; no data is lost, and a later commit tries again. */
  onUpkeepError?: (error: unknown, table: string) => void;
}

const mebibyte = 1024 * 1024;

/**
 * What LanceDB remembers of tables and of their indexes. Every version that is written adds to both until they are full, and in truth
 * they take three to four times as much; who writes makes most versions and reads little of them again.
 */
const cacheBytes = {
  writer: { metadata: 8 * mebibyte, index: 16 * mebibyte },
  reader: { metadata: 32 * mebibyte, index: 128 * mebibyte },
};

/**
 * The vector store that needs no server: LanceDB files in a folder, one table a collection, so that BM25 counts
 * only the collection's own points, a tenant's data lies apart, and dropping is deleting a folder. Readers look for
 * a new version before each read (0.1 ms) and so see a commit of the writer at once.
 */
export async function createLanceStore({
  directory,
  writer: mayWrite,
  openTables = 64,
  onUpkeepError = () => undefined,
}: LanceStoreOptions): Promise<VectorStore> {
  await mkdir(directory, { recursive: true });
  if (mayWrite) await sweepDropped(directory);
  const { index, metadata } = cacheBytes[mayWrite ? 'writer' : 'reader'];
  const session = new Session(BigInt(index), BigInt(metadata));
  const connection = await connect(directory, { readConsistencyInterval: 0, session });
  const tables = createTablePool(connection, directory, openTables);
  const writer = mayWrite ? createLanceWriter({ connection, directory, tables, onUpkeepError }) : undefined;
  let closing: Promise<void> | undefined;

  const assertOpen = (): void => {
    if (closing) throw new Error('The vector store is closed');
  };
  const writing = (): LanceWriter => {
    assertOpen();
    if (!writer) throw new Error('This process only reads the vector store; the worker writes it');
    return writer;
  };
  const read: typeof tables.use = (name, work) => {
    assertOpen();
    return tables.use(name, work);
  };

  const store: VectorStore = {
    engine: 'LanceDB',
    async upsert(collection, points) {
      checkPoints(collection, points);
      const to = writing();
      if (points.length > 0) await to.upsert(collection, points);
    },
    async deleteItems(collection, items) {
      const from = writing();
      if (items.length > 0) await from.deleteItems(collection, items);
    },
    async deleteCollection(collection) {
      await writing().drop(collection);
    },
    async optimize(collection) {
      await writing().optimize(collection);
    },
    async searchDense(collection, vector, options) {
      checkVector(vector, collection.dimensions, 'The query');
      if (options.limit < 1) return [];
      return (await read(tableName(collection), (table) => searchDense(table, vector, options))) ?? [];
    },
    async searchLexical(collection, terms, options) {
      if (terms.length === 0 || options.limit < 1) return [];
      return (await read(tableName(collection), (table) => searchLexical(table, terms, options))) ?? [];
    },
    async termStatistics(collection, terms) {
      const found = await read(tableName(collection), (table) => countTerms(table, terms));
      return found ?? { total: 0, frequencies: new Map(terms.map((term) => [term, 0])) };
    },
    async vectors(collection, ids) {
      if (ids.length === 0) return new Map();
      return (await read(tableName(collection), (table) => readVectors(table, ids))) ?? new Map();
    },
    async count(collection) {
      return (await read(tableName(collection), (table) => table.countRows())) ?? 0;
    },
    searchHybrid: (...query) => searchHybridByParts(store)(...query),
    items(collection) {
      assertOpen();
      return tables.stream(tableName(collection), readItems);
    },
    points(collection) {
      assertOpen();
      return tables.stream(tableName(collection), readPoints);
    },
    async ping() {
      assertOpen();
      await access(directory, mayWrite ? constants.R_OK | constants.W_OK : constants.R_OK);
      await connection.tableNames({ limit: 1 });
    },
    close() {
      closing ??= (async () => {
        await writer?.close();
        tables.close();
        connection.close();
      })();
      return closing;
    },
  };
  return store;
}
