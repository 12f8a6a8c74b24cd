import { ExtractionError } from '../blocks.js';

export interface ArchiveLimits {
  entries: number;
  /** Of one entry, unpacked. */
  entryBytes: number;
  /** Of all entries, unpacked; nested archives count too. */
  totalBytes: number;
  /** Unpacked bytes for each packed one, beyond the first `freeBytes`. */
  ratio: number;
  freeBytes: number;
  /** Archives within the archive: one level. */
  depth: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 5_000,
  entryBytes: 100_000_000,
  totalBytes: 500_000_000,
  ratio: 200,
  freeBytes: 10_000_000,
  depth: 1,
};

/** Of an Office document, whose parts are all read into memory. */
export const officeLimits: ArchiveLimits = {
  ...archiveLimits,
  entries: 10_000,
  entryBytes: 200_000_000,
  totalBytes: 200_000_000,
  depth: 0,
};

/** An archive that would grow out of all proportion: nothing of it is taken in. */
export class ArchiveBomb extends ExtractionError {}

/** What may still be unpacked; shared with nested archives. */
export interface Budget {
  limits: ArchiveLimits;
  entries: number;
  bytes: number;
}

export const newBudget = (limits: ArchiveLimits): Budget => ({ limits, entries: 0, bytes: 0 });

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

/** @throws ArchiveBomb when there are more entries than an archive may have */
export function countEntries(budget: Budget, entries: number): void {
  budget.entries += entries;
  const { limits } = budget;
  if (budget.entries > limits.entries)
    throw new ArchiveBomb(
      `The archive has more than ${limits.entries.toLocaleString('en')} entries; split it into smaller ones`,
    );
}

/** Counts unpacked bytes as they come. @throws ArchiveBomb as soon as there are too many, in total or for their packed size */
export function countBytes(
  budget: Budget,
  bytes: number,
  ofEntry: { unpacked: number; packed: number },
): void {
  const { limits } = budget;
  budget.bytes += bytes;
  if (budget.bytes > limits.totalBytes)
    throw new ArchiveBomb(`The archive unpacks to more than ${megabytes(limits.totalBytes)}`);
  if (ofEntry.unpacked > limits.freeBytes && ofEntry.unpacked > limits.ratio * ofEntry.packed)
    throw new ArchiveBomb(
      `The archive looks like a bomb: an entry unpacks to more than ${limits.ratio} times its size`,
    );
}
