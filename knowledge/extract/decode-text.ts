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
  const known = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (known) throw new ExtractionError(`The file is not text: it looks like ${known[0]}`);
  const text = decode(bytes);
  if (text.length > maxCharacters) {
    throw new ExtractionError(
      `The text exceeds ${maxCharacters.toLocaleString('en')} characters; split the file`,
    );
  }
  if (text.trim() === '') throw new ExtractionError('The file contains no text');
  return text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  try {
    if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!looksBinary(text)) return text;
  } catch {
    // Not valid in the encoding: the same as binary to its owner.
  }
  throw new ExtractionError('The file is not text: it is binary or not in UTF-8');
}

/** Control characters other than white space; one in a thousand is tolerated (terminal recordings, form feeds). */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 100_000);
  if (sample.includes('\0')) return true;

  const controls = sample.match(/[\u0001-\u0008\u000e-\u001f]/g)?.length ?? 0;
  return controls * 1_000 > sample.length;
}

/** One form for what looks the same: NFC, plain line ends and spaces, no invisible characters. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/[ \t]+$/gm, '');
