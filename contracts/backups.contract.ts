import { z } from 'zod';
import { Id, pageFields, sortField, Timestamp } from './common.contract.js';

export const backupStatuses = ['running', 'completed', 'failed', 'cancelled'] as const;
export type BackupStatus = (typeof backupStatuses)[number];

/** What a completed backup holds. */
export const BackupResult = z
  .strictObject({
    bytes: z.int().min(0).meta({ description: 'Of all its files, packed and encrypted' }),
    files: z.int().min(0),
    documents: z.int().min(0).meta({ description: 'Of all collections' }),
    points: z.int().min(0).meta({ description: 'Vectors with their terms' }),
    originals: z.int().min(0).meta({ description: 'Uploaded files' }),
    missingOriginals: z
      .int()
      .min(0)
      .meta({ description: 'Originals that were deleted while the backup was made, and are not in it' }),
    madeAt: Timestamp.meta({ description: 'The moment that the documents are of' }),
    manifestSha256: z
      .string()
      .meta({ description: 'Of manifest.json: noted elsewhere, it tells this backup from any other' }),
  })
  .meta({ id: 'BackupResult' });
export type BackupResult = z.output<typeof BackupResult>;

export const Backup = z
  .strictObject({
    id: Id,
    jobId: Id.nullable().meta({ description: 'The job that makes it; null: the command line made it' }),
    status: z.enum(backupStatuses),
    note: z.string().nullable(),
    error: z.string().nullable(),
    result: BackupResult.nullable(),
    createdAt: Timestamp,
    completedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Backup' });
export type Backup = z.output<typeof Backup>;

export const StartBackup = z
  .strictObject({
    note: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'For people; kept here, not in the backup', example: 'Before the upgrade' }),
  })
  .meta({ id: 'StartBackup' });
export type StartBackup = z.output<typeof StartBackup>;

export const ListBackups = z.strictObject({
  ...pageFields,
  sort: sortField(['createdAt'], 'createdAt:desc'),
});
export type ListBackups = z.output<typeof ListBackups>;
