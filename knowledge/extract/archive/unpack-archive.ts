import { open, rm } from 'node:fs/promises';
import type { ZipFile } from 'yauzl';
import { ExtractionError, type UnpackedEntry } from '../blocks.js';
import { isZip } from '../signatures.js';
import { archiveLimits, ArchiveBomb, newBudget, type ArchiveLimits, type Budget } from './archive-limits.js';
import { zipKindOf } from './office-kind.js';
import { unpackEntry } from './read-entry.js';
import { isNoise, openZip, refusalOfEntry, type ZipEntry } from './zip-directory.js';

export interface UnpackOptions {
  /** An existing folder for the files, which get names of their own. */
  folder: string;
  limits?: ArchiveLimits;
}

/**
 * Unpacks an archive, and the archives in it one level deep, into files. An entry that cannot be unpacked says why and
 * keeps none of the others back. @throws ArchiveBomb before more is written than the limits allow, ExtractionError for
 * an archive that is broken or has no files
 */
export async function unpackArchive(
  path: string,
  { folder, limits = archiveLimits }: UnpackOptions,
): Promise<UnpackedEntry[]> {
  const entries = await unpack(path, { budget: newBudget(limits), folder, prefix: '', depth: 0 });
  if (entries.length === 0) throw new ExtractionError('The archive contains no files');
  return entries;
}

interface Place {
  budget: Budget;
  folder: string;
  /** The path of a nested archive, with a slash. */
  prefix: string;
  depth: number;
}

async function unpack(path: string, place: Place): Promise<UnpackedEntry[]> {
  const { zip, entries } = await openZip(path, place.budget);
  try {
    const unpacked: UnpackedEntry[] = [];
    for (const entry of entries.filter((entry) => !isNoise(entry)))
      unpacked.push(...(await unpackOne(zip, entry, place)));
    return unpacked;
  } finally {
    zip.close();
  }
}

async function unpackOne(zip: ZipFile, entry: ZipEntry, place: Place): Promise<UnpackedEntry[]> {
  const path = `${place.prefix}${entry.path}`;
  try {
    const refused = refusalOfEntry(entry, place.budget);
    if (refused) return [{ path, refused }];
    const unpacked = await unpackEntry(zip, entry, place);
    return (await nested(unpacked.file, path, place)) ?? [{ path, ...unpacked }];
  } catch (error) {
    if (error instanceof ArchiveBomb || !(error instanceof ExtractionError)) throw error;
    return [{ path, refused: error.message }];
  }
}

/** The entries of an archive in the archive; `null` for any other file. */
async function nested(file: string, path: string, place: Place): Promise<UnpackedEntry[] | null> {
  if (!(await beginsAsZip(file))) return null;
  // Its entries are counted when it is unpacked.
  const { zip, entries } = await openZip(file, newBudget(place.budget.limits));
  zip.close();
  if (zipKindOf(entries) !== 'zip') return null;
  const depth = place.depth + 1;
  if (depth > place.budget.limits.depth)
    throw new ExtractionError('An archive within an archive of the archive is not opened; pack it less deep');
  try {
    return await unpack(file, { ...place, prefix: `${path}/`, depth });
  } finally {
    await rm(file, { force: true });
  }
}

async function beginsAsZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return isZip(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
