import type { BlobStore } from '../platform/blobs/blob-store.js';
import { AppError } from '../platform/errors/app-error.js';
import type { VectorStore } from '../platform/vectors/vector-store.js';

/** How this installation keeps backups. */
export interface BackupSettings {
  /** Where each has a folder named by its id; the same for all workers. */
  directory: string;
  /** `null`: none is configured. */
  key: Buffer | null;
  /** Bytes of content that a part has, about. */
  partBytes: number;
  /** How many completed ones stay. */
  keep: number;
  encryptionKeyId: string;
}

/** What making a backup reads from, beside the database. */
export interface BackupContext {
  settings: BackupSettings;
  vectors: VectorStore;
  blobs: BlobStore;
}

/** @throws AppError SERVICE_UNAVAILABLE when no key is configured */
export function requireBackupKey({ key }: BackupSettings): Buffer {
  if (key) return key;
  throw new AppError(
    'SERVICE_UNAVAILABLE',
    'Backups need a key of their own: set BACKUP_KEY to 32 random bytes in base64, and keep a copy of it elsewhere',
  );
}
