import mongoose from 'mongoose';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { VectorPoint, VectorStore } from '../../platform/vectors/vector-store.js';
import type { Snapshot } from '../backup.model.js';
import type { Source } from '../backup-part.model.js';
import type { Section } from '../format/frames.js';
import type { PartWriter } from '../format/part-writer.js';
import { collectionNames } from './plan-documents.js';
import { database, readBytesAt } from './snapshot.js';

const { BSON, Binary } = mongoose.mongo;

export interface WriteSourcesOptions {
  /** The part to write the next piece into; it may be another one after each piece. */
  into(section: Section): Promise<PartWriter>;
  snapshot: Snapshot;
  vectors: VectorStore;
  blobs: BlobStore;
  signal: AbortSignal;
}

/** Reads one source and writes it. @returns originals that were gone. @throws SnapshotLost, or the signal's reason */
export async function writeSource(source: Source, options: WriteSourcesOptions): Promise<number> {
  if (source.kind === 'originals') return writeOriginals(source, options);
  if (source.kind === 'catalog') await writeCatalog(options);
  else if (source.kind === 'documents') await writeDocuments(source, options);
  else await writePoints(source, options);
  return 0;
}

/** Options and indexes of every collection, also of the empty ones. */
async function writeCatalog({ into }: WriteSourcesOptions): Promise<void> {
  for (const name of await collectionNames()) {
    const [found] = await database().listCollections({ name }).toArray();
    const options = (found as { options?: object } | undefined)?.options ?? {};
    const indexes = await database().collection(name).listIndexes().toArray();
    await (await into({ kind: 'catalog' })).catalogEntry(BSON.serialize({ name, options, indexes }));
  }
}

async function writeDocuments(
  { collection, from, to }: Extract<Source, { kind: 'documents' }>,
  { into, snapshot, signal }: WriteSourcesOptions,
): Promise<void> {
  const documents = readBytesAt(snapshot, {
    ...{ find: collection, hint: { _id: 1 } },
    ...(from === null ? {} : { min: { _id: from } }),
    ...(to === null ? {} : { max: { _id: to } }),
  });
  const section = { kind: 'documents', collection } as const;
  for await (const bytes of documents) {
    signal.throwIfAborted();
    await (await into(section)).document(bytes);
  }
}

async function writePoints(
  { collection, share, shares }: Extract<Source, { kind: 'points' }>,
  { into, vectors, signal }: WriteSourcesOptions,
): Promise<void> {
  const section = { kind: 'points', collection } as const;
  for await (const batch of vectors.points(collection))
    for (const point of batch) {
      signal.throwIfAborted();
      if (shareOf(point.itemId, shares) !== share) continue;
      await (await into(section)).point(pointBytes(point));
    }
}

/** Float32 little-endian, as on every machine that this runs on. */
export const pointBytes = ({ vector, ...point }: VectorPoint): Uint8Array =>
  BSON.serialize({
    ...point,
    vector: new Binary(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
  });

export function pointOf(bytes: Uint8Array): VectorPoint {
  const { vector, ...point } = BSON.deserialize(bytes, { promoteBuffers: true }) as Omit<
    VectorPoint,
    'vector'
  > & {
    vector: Buffer;
  };
  // A copy of its own: floats want an address that is a multiple of four.
  return { ...point, vector: new Float32Array(new Uint8Array(vector).buffer) };
}

/** FNV-1a; the same item is always in the same share. */
export function shareOf(itemId: string, shares: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < itemId.length; index++)
    hash = Math.imul(hash ^ itemId.charCodeAt(index), 0x01000193) >>> 0;
  return hash % shares;
}

async function writeOriginals(
  { originals }: Extract<Source, { kind: 'originals' }>,
  { into, blobs, signal }: WriteSourcesOptions,
): Promise<number> {
  let missing = 0;
  for (const original of originals) {
    signal.throwIfAborted();
    try {
      const path = await blobs.path(original.organizationId, original.sha256);
      await (await into({ kind: 'originals' })).original(original, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      missing += 1;
    }
  }
  return missing;
}
