import { Schema } from 'mongoose';
import { defineModel } from '../platform/mongo/define-model.js';
import type { CollectionRef } from '../platform/vectors/vector-store.js';
import type { ManifestPart } from './format/manifest.js';

/** What is read for a part. */
export type Source =
  | { kind: 'catalog' }
  /** From one `_id`, up to but without another; `null` is the beginning, and the end. */
  | { kind: 'documents'; collection: string; from: unknown; to: unknown }
  /** Of so many shares of a collection this one, by the item. */
  | { kind: 'points'; collection: CollectionRef; share: number; shares: number }
  | { kind: 'originals'; originals: { organizationId: string; sha256: string }[] };

/** What one step of making a backup writes; it is removed when the backup has its manifest. */
export interface BackupPartDocument {
  _id: string;
  backupId: string;
  position: number;
  title: string;
  sources: Source[];
  /** `null` until it is written: usually one, more where documents turned out larger than others. */
  files: ManifestPart[] | null;
  missingOriginals: number;
}

const schema = new Schema<BackupPartDocument>(
  {
    _id: { type: String, required: true },
    backupId: { type: String, required: true },
    position: { type: Number, required: true },
    title: { type: String, required: true },
    sources: { type: [Schema.Types.Mixed], required: true } as never,
    files: { type: Schema.Types.Mixed, default: null },
    missingOriginals: { type: Number, default: 0 },
  },
  { versionKey: false, minimize: false },
);
schema.index({ backupId: 1, position: 1 });

export const BackupPartModel = defineModel<BackupPartDocument>('BackupPart', schema, 'backupParts');
