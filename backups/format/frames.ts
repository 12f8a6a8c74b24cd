import mongoose from 'mongoose';
import type { CollectionRef } from '../../platform/vectors/vector-store.js';
import { BackupError } from './backup-error.js';
import { ByteReader } from './byte-reader.js';

const { BSON } = mongoose.mongo;

/** What the frames after it are, until the next section begins. */
export type Section =
  | { kind: 'catalog' }
  | { kind: 'documents'; collection: string }
  | { kind: 'points'; collection: CollectionRef }
  | { kind: 'originals' };

export interface Original {
  organizationId: string;
  sha256: string;
  size: number;
}

/** The content of a part, piece by piece. */
export type Frame =
  | { type: 'section'; section: Section }
  /** BSON as it is stored, exactly. */
  | { type: 'document'; bytes: Buffer }
  /** `body` is read to its end before the next frame. */
  | { type: 'original'; original: Original; body: AsyncIterable<Buffer> };

const types = { section: 1, document: 2, original: 3 } as const;

export const sectionFrame = (section: Section): Buffer =>
  Buffer.concat([Buffer.from([types.section]), BSON.serialize(section)]);
export const documentFrame = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([types.document]), bytes]);
/** Its bytes follow, as many as it says. */
export const originalHead = (original: Original): Buffer =>
  Buffer.concat([Buffer.from([types.original]), BSON.serialize(original)]);

/** Nothing that was ever stored is longer: 16 MB is what MongoDB takes. */
const longestDocument = 17 * 1_024 * 1_024;

/** @throws BackupError for what is no content of a part */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const reader = new ByteReader(source);
  const document = async (): Promise<Buffer> => {
    const length = (await reader.peek(4)).readInt32LE();
    if (length < 5 || length > longestDocument)
      throw new BackupError('A part has a document without an end.');
    return reader.read(length);
  };
  while (!(await reader.isAtEnd())) {
    const [type] = await reader.read(1);
    if (type === types.section)
      yield { type: 'section', section: BSON.deserialize(await document()) as Section };
    else if (type === types.document) yield { type: 'document', bytes: await document() };
    else if (type === types.original) {
      const original = BSON.deserialize(await document()) as Original;
      yield { type: 'original', original, body: reader.take(original.size) };
    } else throw new BackupError('A part has content of an unknown kind.');
  }
}
