import mongoose from 'mongoose';
import type { Snapshot } from '../backup.model.js';

/** MongoDB keeps the past for a while only, five minutes by default; what is left has to be read of a later moment. */
export class SnapshotLost extends Error {
  override readonly name = 'SnapshotLost';
}

/** SnapshotTooOld, SnapshotUnavailable. */
const lostCodes = [239, 246];

export function database(): mongoose.mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('not connected');
  return db;
}

/** The present moment, as the majority of the replica set knows it. */
export async function takeSnapshot(): Promise<Snapshot> {
  const { cursor } = (await database().command({
    ...{ find: 'migrations', limit: 1 },
    readConcern: { level: 'snapshot' },
  })) as { cursor: { atClusterTime: mongoose.mongo.Timestamp } };
  const clusterTime = cursor.atClusterTime;
  return { clusterTime, at: new Date(clusterTime.t * 1_000) };
}

/** A `find` command as the server takes it. */
export interface FindAt {
  find: string;
  filter?: object;
  projection?: object;
  sort?: object;
  hint?: object;
  /** Where an index begins, that one included. */
  min?: object;
  /** Where it ends, that one not included. */
  max?: object;
  skip?: number;
  limit?: number;
}

/** What a collection held at that moment. @throws SnapshotLost */
export async function* readAt<T>({ clusterTime }: Snapshot, command: FindAt): AsyncGenerator<T> {
  yield* read<T>(clusterTime, command, {});
}

/** The same, as BSON just as it is stored. */
export async function* readBytesAt({ clusterTime }: Snapshot, command: FindAt): AsyncGenerator<Uint8Array> {
  yield* read<Uint8Array>(clusterTime, command, { raw: true });
}

async function* read<T>(
  atClusterTime: mongoose.mongo.Timestamp,
  command: FindAt,
  options: { raw?: boolean },
): AsyncGenerator<T> {
  const readConcern = { level: 'snapshot', atClusterTime };
  const cursor = database().runCursorCommand({ ...command, allowDiskUse: true, readConcern }, options);
  try {
    for await (const document of cursor) yield document as T;
  } catch (error) {
    if (lostCodes.includes((error as { code?: number }).code ?? 0))
      throw new SnapshotLost('the database does not know the snapshot any more', { cause: error });
    throw error;
  } finally {
    await cursor.close();
  }
}
