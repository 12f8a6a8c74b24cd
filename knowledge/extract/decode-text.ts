import { ExtractionError, maxCharacters } from './blocks.js';

/** Known beginnings of binary formats, to name what was really sent. */
const signatures: [string, number[]][] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP archive or an Office document', [0x50, 0x4b, 0x03, 0x04]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['an executable', [0x7f, 0x45, 0x4c, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
];

/** Bytes to text, in UTF-8 or UTF-16 with a byte order mark. @throws ExtractionError for what is not text, or is empty */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new ExtractionError('The file is empty');
  const text = decode(bytes);
  const known = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
  // A text may begin like an image; a PDF may look like text and never is.
  if (known && (text === null || known === 'a PDF'))
    throw new ExtractionError(`The file is not text: it looks like ${known}`);
  if (text === null) throw new ExtractionError('The file is not text: it is binary or not in UTF-8');
  if (text.length > maxCharacters) {
    throw new ExtractionError(
      `The text exceeds ${maxCharacters.toLocaleString('en')} characters; split the file`,
    );
  }
  if (cleanText(text).trim() === '') throw new ExtractionError('The file contains no text');
  return text;
}

/** `null` for what is not valid in its encoding, or binary all the same. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return looksBinary(text) ? null : text;
  } catch {
    return null;
  }
}

/** Control characters other than white space; one in a thousand is tolerated (terminal recordings, form feeds). */
function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const sample = text.slice(0, 100_000);
  const controls = sample.match(/[\u0001-\u0008\u000e-\u001f]/g)?.length ?? 0;
  return controls * 1_000 > sample.length;
}

/** Seen by nobody, but in the way of searches: soft hyphens, zero-width spaces, marks of byte order. */
export const withoutInvisible = (text: string): string => text.replace(/[\u00ad\u200b\u2060\ufeff]/g, '');

/** One form for what looks the same: NFC, plain line ends and spaces, no invisible characters. */
export const cleanText = (text: string): string =>
  withoutInvisible(text.normalize('NFC'))
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '')
    // Looking back first keeps it linear: a run of spaces is tried once, not from each of its places.
    .replace(/(?<![ \t])[ \t]+$/gm, '');
