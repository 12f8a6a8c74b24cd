import { assertLength, ExtractionError } from './blocks.js';
import { isOle, isPdf, isZip, oleSignature, refusalOf, signatureOf, type Signature } from './signatures.js';

export interface DecodeOptions {
  /** Read what is not UTF-8 as Windows-1252, as spreadsheet programs write it; only where other letters would show. */
  legacy?: boolean;
}

/** Bytes to text, in UTF-8 or UTF-16. @throws ExtractionError for what is not text, or is empty */
export function decodeText(bytes: Uint8Array, options: DecodeOptions = {}): string {
  if (bytes.length === 0) throw new ExtractionError('The file is empty');
  const text = decode(bytes, options);
  const known = recognise(bytes);
  if (known && (text === null || known.mayBeText === false)) throw new ExtractionError(refusalOf(known));
  if (text === null) throw new ExtractionError('The file is not text: it is binary or not in UTF-8');
  assertLength(text.length);
  if (cleanText(text).trim() === '') throw new ExtractionError('The file contains no text');
  return text;
}

/** A PDF may look like text and never is. */
function recognise(bytes: Uint8Array): Signature | undefined {
  if (isPdf(bytes)) return { name: 'a PDF', mayBeText: false };
  if (isZip(bytes)) return { name: 'a ZIP archive or an Office document' };
  if (isOle(bytes)) return oleSignature(bytes);
  return signatureOf(bytes);
}

/** `null` for what is not valid in its encoding, or binary all the same. */
function decode(bytes: Uint8Array, { legacy = false }: DecodeOptions): string | null {
  const encoding = markedEncoding(bytes) ?? (legacy ? unmarkedUtf16(bytes) : undefined) ?? 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    if (!legacy || encoding !== 'utf-8') return null;
    text = decodeWindows1252(bytes);
  }
  return looksBinary(text) ? null : text;
}

/** What Windows-1252 has in place of the control characters of Latin-1; the platform's decoder leaves these as they are. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (letter) => windows1252[letter.charCodeAt(0) - 0x80] ?? letter);

function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** Most characters of a table are below 256: every other byte is zero then. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4_096);
  if (sample.length < 4 || bytes.length % 2 === 1) return undefined;
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = sample.length * 0.4;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : undefined;
}

/** Control characters other than white space; one in a thousand is tolerated (terminal recordings, form feeds). */
function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const sample = text.slice(0, 100_000);
  const controls = sample.match(/[\u0001-\u0008\u000e-\u001f\u0081\u008d\u008f\u0090\u009d]/g)?.length ?? 0;
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
