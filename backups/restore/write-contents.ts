import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { CollectionRef, VectorPoint, VectorStore } from '../../platform/vectors/vector-store.js';
import type { Original } from '../format/frames.js';
import { database } from '../make/snapshot.js';
import { exactDocument } from './exact-document.js';
import { keyOf, piecesOf, type OpenBackup } from './verify-backup.js';

const most = { documents: 1_000, points: 2_000, bytes: 8_000_000 };

/** Writes everything but indexes. @returns how many originals were written; one whose content is not what its name says is none */
export async function writeContents(
  backup: OpenBackup,
  { vectors, blobs, scratchDir }: { vectors: VectorStore; blobs: BlobStore; scratchDir: string },
): Promise<{ originals: number }> {
  let originals = 0;
  const documents = createBatches<object>(most.documents, insertDocuments);
  const points = createBatches<{ collection: CollectionRef; point: VectorPoint }>(most.points, (_, batch) => {
    const [first] = batch;
    const all = batch.map(({ point }) => point);
    return first ? vectors.upsert(first.collection, all) : Promise.resolve();
  });
  for await (const piece of piecesOf(backup)) {
    if (piece.kind === 'document')
      await documents.add(piece.collection, exactDocument(piece.bytes), piece.bytes.length);
    else if (piece.kind === 'point') await points.add(keyOf(piece.collection), piece, 0);
    else if (piece.kind === 'original' && (await writeOriginal(piece, { blobs, scratchDir }))) originals += 1;
  }
  await documents.flush();
  await points.flush();
  return { originals };
}

/** Gives pieces on in batches of one name each. */
function createBatches<T>(count: number, write: (name: string, batch: T[]) => Promise<void>) {
  let [name, batch, bytes]: [string, T[], number] = ['', [], 0];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await write(name, batch);
    [batch, bytes] = [[], 0];
  };
  return {
    flush,
    async add(next: string, piece: T, size: number): Promise<void> {
      if (next !== name || batch.length >= count || bytes + size > most.bytes) await flush();
      name = next;
      batch.push(piece);
      bytes += size;
    },
  };
}

async function insertDocuments(collection: string, documents: object[]): Promise<void> {
  const answer = await database().command(
    { insert: collection, documents, ordered: false, bypassDocumentValidation: true, ...writeConcern },
    { ignoreUndefined: false },
  );
  const [first] = (answer.writeErrors as { errmsg: string }[] | undefined) ?? [];
  if (first) throw new Error(`${collection}: ${first.errmsg}`);
}
const writeConcern = { writeConcern: { w: 'majority', j: true } };

async function writeOriginal(
  { original, body }: { original: Original; body: AsyncIterable<Buffer> },
  { blobs, scratchDir }: { blobs: BlobStore; scratchDir: string },
): Promise<boolean> {
  await mkdir(scratchDir, { recursive: true, mode: 0o700 });
  const path = join(scratchDir, randomUUID());
  const hash = createHash('sha256');
  try {
    await pipeline(
      body,
      async function* hashed(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    if (hash.digest('hex') !== original.sha256) return false;
    await blobs.putFile(original.organizationId, original.sha256, path);
    return true;
  } finally {
    await rm(path, { force: true });
  }
}
