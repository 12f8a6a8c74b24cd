import mongoose from 'mongoose';
import type { CollectionRef, VectorPoint } from '../../platform/vectors/vector-store.js';
import { BackupError } from '../format/backup-error.js';
import type { BackupKeys } from '../format/backup-keys.js';
import type { Manifest } from '../format/manifest.js';
import { readPart } from '../format/read-part.js';
import type { Frame, Original, Section } from '../format/frames.js';
import { pointOf } from '../make/write-sources.js';
import { Checksum } from './checksum.js';

const { BSON } = mongoose.mongo;

/** A collection as it was made, with its indexes. */
export interface CatalogEntry {
  name: string;
  options: Record<string, unknown>;
  indexes: { name: string; key: Record<string, number | string>; v?: number; ns?: string }[];
}

/** A folder whose manifest was read. */
export interface OpenBackup {
  folder: string;
  manifest: Manifest;
  keys: BackupKeys;
}

/** What a backup holds, all of which was read and found to be as it was written. */
export interface BackupContents {
  catalog: CatalogEntry[];
  documents: Map<string, Checksum>;
  points: Map<string, { collection: CollectionRef; checksum: Checksum }>;
  originals: number;
}

export type Piece =
  | { kind: 'catalog'; entry: CatalogEntry }
  | { kind: 'document'; collection: string; bytes: Buffer }
  | { kind: 'point'; collection: CollectionRef; point: VectorPoint }
  | { kind: 'original'; original: Original; body: AsyncIterable<Buffer> };

/** Everything in a backup, in the order in which it was written. @throws BackupError */
export async function* piecesOf({ folder, manifest, keys }: OpenBackup): AsyncGenerator<Piece> {
  for (const part of manifest.parts) {
    let section: Section | undefined;
    for await (const frame of readPart(part, { folder, backupId: manifest.id, keys })) {
      if (frame.type === 'section') section = frame.section;
      else yield pieceOf(frame, section);
    }
  }
}

function pieceOf(frame: Exclude<Frame, { type: 'section' }>, section: Section | undefined): Piece {
  if (frame.type === 'original') return { kind: 'original', original: frame.original, body: frame.body };
  const { bytes } = frame;
  if (section?.kind === 'documents') return { kind: 'document', collection: section.collection, bytes };
  if (section?.kind === 'points')
    return { kind: 'point', collection: section.collection, point: pointOf(bytes) };
  if (section?.kind === 'catalog') return { kind: 'catalog', entry: BSON.deserialize(bytes) as CatalogEntry };
  throw new BackupError('A part has documents of no collection.');
}

/** What makes a point the same in any store; numbers and words may be kept otherwise by another one. */
export const pointIdentity = ({ id, itemId, revision, tags }: VectorPoint): Buffer =>
  Buffer.from(JSON.stringify([id, itemId, revision, tags.toSorted()]));

export const keyOf = ({ organizationId, knowledgeBaseId, generation, model }: CollectionRef): string =>
  `${knowledgeBaseId === 'messages' ? `messages of ${organizationId}` : knowledgeBaseId}, ${generation} (${model})`;

/** Reads every part to its end. @throws BackupError naming the part that is missing, damaged, or not of this backup */
export async function verifyBackup(backup: OpenBackup): Promise<BackupContents> {
  const contents: BackupContents = { catalog: [], documents: new Map(), points: new Map(), originals: 0 };
  for await (const piece of piecesOf(backup)) {
    if (piece.kind === 'catalog') contents.catalog.push(piece.entry);
    else if (piece.kind === 'document')
      into(contents.documents, piece.collection, () => new Checksum()).add(piece.bytes);
    else if (piece.kind === 'point') {
      const { collection } = piece;
      const fresh = () => ({ collection, checksum: new Checksum() });
      into(contents.points, keyOf(collection), fresh).checksum.add(pointIdentity(piece.point));
    } else {
      contents.originals += 1;
      await readThrough(piece.body);
    }
  }
  return contents;
}

async function readThrough(chunks: AsyncIterable<Buffer>): Promise<void> {
  const reader = chunks[Symbol.asyncIterator]();
  while ((await reader.next()).done !== true);
}

function into<T>(map: Map<string, T>, key: string, create: () => T): T {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}
