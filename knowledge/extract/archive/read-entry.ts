import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import { ExtractionError } from '../blocks.js';
import { countBytes, type Budget } from './archive-limits.js';
import type { ZipEntry } from './zip-directory.js';

/**
 * Unpacks an entry chunk by chunk, within the budget, and checks what the archive says about it.
 * @throws ExtractionError about the entry, ArchiveBomb about the whole archive
 */
async function* contentOf(zip: ZipFile, { entry }: ZipEntry, budget: Budget): AsyncGenerator<Buffer> {
  let unpacked = 0;
  let checksum = 0;
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      countBytes(budget, chunk.length, { unpacked, packed: entry.compressedSize });
      if (unpacked > entry.uncompressedSize)
        throw new ExtractionError('The entry is larger than the archive says');
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ExtractionError) throw error;
    throw new ExtractionError(`The entry is broken: ${(error as Error).message}`);
  }
  if (unpacked !== entry.uncompressedSize)
    throw new ExtractionError('The entry is smaller than the archive says');
  if (checksum !== entry.crc32) throw new ExtractionError('The entry is broken: its checksum is wrong');
}

/** Unpacks an entry into a file of its own; nothing is left of one that fails. */
export async function unpackEntry(
  zip: ZipFile,
  entry: ZipEntry,
  { budget, folder }: { budget: Budget; folder: string },
): Promise<{ file: string; size: number; sha256: string }> {
  const file = join(folder, randomUUID());
  const handle = await open(file, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of contentOf(zip, entry, budget)) {
      hash.update(chunk);
      size += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.close();
    return { file, size, sha256: hash.digest('hex') };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
    throw error;
  }
}

/** Reads all entries and keeps nothing. @throws ExtractionError when one is broken or there is too much of them */
export async function measureEntries(zip: ZipFile, entries: ZipEntry[], budget: Budget): Promise<void> {
  for (const entry of entries)
    for await (const chunk of contentOf(zip, entry, budget)) if (chunk.length === 0) break;
}
