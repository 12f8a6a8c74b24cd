import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { database } from '../make/snapshot.js';
import { Checksum } from './checksum.js';
import { pointIdentity, type BackupContents } from './verify-backup.js';

/** One line of the comparison of a backup with what was restored from it. */
export interface ComparedRow {
  name: string;
  inBackup: number;
  restored: number;
  isSame: boolean;
}

/** Reads back everything that was written. */
export async function compareContents(
  { catalog, documents, points, originals }: BackupContents,
  { vectors, writtenOriginals }: { vectors: VectorStore; writtenOriginals: number },
): Promise<ComparedRow[]> {
  const rows: ComparedRow[] = [];
  const compare = (name: string, expected: Checksum, found: Checksum): void => {
    rows.push({
      ...{ name, inBackup: expected.count, restored: found.count },
      isSame: found.equals(expected),
    });
  };
  for (const { name } of catalog) {
    const found = new Checksum();
    for await (const bytes of database().collection(name).find({}, { raw: true }))
      found.add(bytes as unknown as Uint8Array);
    compare(name, documents.get(name) ?? new Checksum(), found);
  }
  for (const [name, { collection, checksum }] of points) {
    const found = new Checksum();
    for await (const batch of vectors.points(collection))
      for (const point of batch) found.add(pointIdentity(point));
    compare(`vectors of ${name}`, checksum, found);
  }
  rows.push({
    ...{ name: 'originals', inBackup: originals, restored: writtenOriginals },
    isSame: originals === writtenOriginals,
  });
  return rows;
}
