import { getFileNameLowLevel, openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { ExtractionError } from '../blocks.js';
import { ArchiveBomb, countEntries, type Budget } from './archive-limits.js';

export interface ZipEntry {
  /** As the archive names it; never used as a path. */
  path: string;
  entry: Entry;
}

export interface ZipDirectory {
  zip: ZipFile;
  entries: ZipEntry[];
}

/** Opens an archive and reads its list of entries; close `zip` afterwards. @throws ExtractionError when it is broken or a bomb */
export async function openZip(path: string, budget: Budget): Promise<ZipDirectory> {
  // Names and sizes are judged entry by entry here: one bad entry must not spoil the others.
  const zip = await openPromise(path, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: false,
  }).catch(broken);
  try {
    if (zip.entryCount > budget.limits.entries) countEntries(budget, zip.entryCount);
    const entries: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) {
      countEntries(budget, 1);
      entries.push({ path: nameOf(entry), entry });
    }
    assertApart(entries);
    return { zip, entries };
  } catch (error) {
    zip.close();
    return broken(error);
  }
}

const broken = (error: unknown): never => {
  if (error instanceof ExtractionError) throw error;
  const { message } = error as Error;
  if (message.includes('strong encryption'))
    throw new ExtractionError('The archive is encrypted; pack it without a password');
  throw new ExtractionError(`The archive is broken: ${message}`);
};

/** Backslashes separate folders on some systems. */
const nameOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

/** Entries that share their data make a small archive unpack to any size. */
function assertApart(entries: ZipEntry[]): void {
  const ranges = entries
    .map(({ entry }) => {
      const start = entry.relativeOffsetOfLocalHeader;
      return { start, end: start + localHeaderBytes + entry.fileNameLength + entry.compressedSize };
    })
    .sort((a, b) => a.start - b.start);
  const overlap = ranges.some(({ start }, index) => start < (ranges[index - 1]?.end ?? 0));
  if (overlap) throw new ArchiveBomb('The archive looks like a bomb: its entries share the same data');
}
const localHeaderBytes = 30;

/** Folders, and what systems put into archives for themselves. */
export const isNoise = ({ path }: ZipEntry): boolean =>
  path.endsWith('/') || /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);

/** Why an entry cannot be unpacked; `null` when it may be tried. */
export function refusalOfEntry({ path, entry }: ZipEntry, { limits }: Budget): string | null {
  if (validateFileName(path) !== null) return 'The path of the entry leads out of the archive';
  if (isSpecial(entry)) return 'The entry is a link or a device, not a file';
  if (entry.isEncrypted()) return 'The entry is encrypted; pack it without a password';
  if (!entry.canDecodeFileData()) return 'The entry is packed by a method that is not supported';
  if (entry.uncompressedSize > limits.entryBytes)
    return `The entry exceeds ${limits.entryBytes / 1_000_000} MB unpacked`;
  return null;
}

/** Unix keeps the kind of a file in the upper half of the attributes; 0 and regular files are files. */
function isSpecial({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const system = versionMadeBy >>> 8;
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  return (system === 3 || system === 19) && kind !== 0 && kind !== 0o100000;
}
