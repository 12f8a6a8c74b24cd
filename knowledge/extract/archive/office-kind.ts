import { ExtractionError } from '../blocks.js';
import { refusalOf } from '../signatures.js';
import { newBudget, officeLimits } from './archive-limits.js';
import { measureEntries } from './read-entry.js';
import { openZip, type ZipEntry } from './zip-directory.js';

/** What a ZIP archive is by the names in it: a document of Office, or any archive. */
export type ZipKind = 'docx' | 'xlsx' | 'zip';

const unreadable: [entry: RegExp, name: string, advice?: string][] = [
  [/^ppt\//, 'a PowerPoint presentation (.pptx)', 'save it as PDF'],
  [/^visio\//, 'a Visio drawing (.vsdx)', 'save it as PDF'],
  [/^META-INF\/container\.xml$/, 'an e-book (EPUB)', 'unpack its pages, or save it as PDF'],
  [/^META-INF\/manifest\.xml$/, 'an OpenDocument file', 'save it as .docx, .xlsx or PDF'],
  [/^AndroidManifest\.xml$/, 'an Android package'],
  [/^META-INF\/MANIFEST\.MF$/, 'a Java archive'],
  [/^Index\/Document\.iwa$/, 'a document of Apple iWork', 'save it as .docx, .xlsx or PDF'],
];

/** @throws ExtractionError for packages that are no archive to their owner and cannot be read */
export function zipKindOf(entries: ZipEntry[]): ZipKind {
  const has = (pattern: RegExp): boolean => entries.some(({ path }) => pattern.test(path));
  if (has(/^\[Content_Types\]\.xml$/)) {
    if (has(/^word\//)) return 'docx';
    if (has(/^xl\//)) return 'xlsx';
  }
  const found = unreadable.find(([entry]) => has(entry));
  if (found) throw new ExtractionError(refusalOf({ name: found[1], advice: found[2] }));
  return 'zip';
}

/** The kind of a ZIP file. An Office document is read through once, so that its parser meets no bomb. */
export async function inspectZip(path: string): Promise<ZipKind> {
  const budget = newBudget(officeLimits);
  const { zip, entries } = await openZip(path, budget);
  try {
    const kind = zipKindOf(entries);
    if (kind !== 'zip') await measureEntries(zip, entries, budget);
    return kind;
  } finally {
    zip.close();
  }
}
