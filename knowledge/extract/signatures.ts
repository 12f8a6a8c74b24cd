/** What the first bytes of a file say that it is. */
export interface Signature {
  /** With its article, as it is named to the file's owner. */
  name: string;
  /** What its owner may do instead. */
  advice?: string;
  /** A readable text may begin like this by chance, and is a text then. */
  mayBeText?: boolean;
}

type Bytes = number[] | string;
type Rule = [
  name: string,
  start: Bytes,
  options?: { at?: number; also?: [number, Bytes]; advice?: string; mayBeText?: false },
];

const unpack = 'unpack it, or send a ZIP archive';
const rules: Rule[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', 'GIF8'],
  ['a WebP image', 'RIFF', { also: [8, 'WEBP'] }],
  ['a WAV audio file', 'RIFF', { also: [8, 'WAVE'] }],
  ['an AVI video', 'RIFF', { also: [8, 'AVI '] }],
  ['a TIFF image', [0x49, 0x49, 0x2a, 0x00]],
  ['a TIFF image', [0x4d, 0x4d, 0x00, 0x2a]],
  ['a BMP image', 'BM'],
  ['a Photoshop image', '8BPS'],
  ['an icon', [0x00, 0x00, 0x01, 0x00]],
  ['a HEIC image', 'ftyphei', { at: 4 }],
  ['an AVIF image', 'ftypavif', { at: 4 }],
  ['an M4A audio file', 'ftypM4A', { at: 4 }],
  ['an MP4 video', 'ftyp', { at: 4 }],
  ['a Matroska or WebM video', [0x1a, 0x45, 0xdf, 0xa3]],
  ['an MP3 audio file', 'ID3'],
  ['an MP3 audio file', [0xff, 0xfb]],
  ['an MP3 audio file', [0xff, 0xf3]],
  ['an Ogg audio file', 'OggS'],
  ['a FLAC audio file', 'fLaC'],
  ['an executable', [0x7f, 0x45, 0x4c, 0x46]],
  ['an executable', 'MZ'],
  ['an executable', [0xcf, 0xfa, 0xed, 0xfe]],
  ['an executable', [0xfe, 0xed, 0xfa, 0xce]],
  ['an executable', [0xfe, 0xed, 0xfa, 0xcf]],
  ['a compiled Java class or an executable', [0xca, 0xfe, 0xba, 0xbe]],
  ['a WebAssembly module', [0x00, 0x61, 0x73, 0x6d]],
  ['a gzip archive', [0x1f, 0x8b], { advice: unpack }],
  ['a bzip2 archive', 'BZh', { advice: unpack }],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a], { advice: unpack }],
  ['a Zstandard archive', [0x28, 0xb5, 0x2f, 0xfd], { advice: unpack }],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], { advice: unpack }],
  ['a RAR archive', 'Rar!\x1a\x07', { advice: unpack }],
  ['a tar archive', 'ustar', { at: 257, advice: unpack }],
  ['a SQLite database', 'SQLite format 3\0'],
  ['a font', [0x00, 0x01, 0x00, 0x00, 0x00]],
  ['a font', 'OTTO'],
  ['a font', 'wOF'],
  ['a Parquet file', 'PAR1'],
  ['a rich text document (RTF)', '{\\rtf', { advice: 'save it as .docx or PDF', mayBeText: false }],
  ['a PostScript file', '%!PS', { advice: 'save it as PDF', mayBeText: false }],
];

const has = (bytes: Uint8Array, start: Bytes, at = 0): boolean =>
  typeof start === 'string'
    ? Buffer.from(bytes.subarray(at, at + start.length)).toString('latin1') === start
    : start.every((byte, index) => bytes[at + index] === byte);

/** A known format that cannot be read, by the first bytes of a file. */
export function signatureOf(bytes: Uint8Array): Signature | undefined {
  const found = rules.find(
    ([, start, { at = 0, also } = {}]) => has(bytes, start, at) && (!also || has(bytes, also[1], also[0])),
  );
  if (!found) return undefined;
  const [name, , { advice, mayBeText = true } = {}] = found;
  return { name, advice, mayBeText };
}

export const isPdf = (bytes: Uint8Array): boolean => has(bytes, '%PDF-');
/** Of any ZIP, an Office document among them; also one without entries. */
export const isZip = (bytes: Uint8Array): boolean =>
  has(bytes, [0x50, 0x4b, 0x03, 0x04]) || has(bytes, [0x50, 0x4b, 0x05, 0x06]);
/** The container of Office before 2007, and of encrypted documents since. */
export const isOle = (bytes: Uint8Array): boolean =>
  has(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

const oleStreams: [stream: string, name: string, advice?: string][] = [
  ['EncryptedPackage', 'a password-protected Office document', 'save it without a password'],
  ['WordDocument', 'a legacy Word document (.doc)', 'save it as .docx'],
  ['Workbook', 'a legacy Excel workbook (.xls)', 'save it as .xlsx'],
  ['PowerPoint Document', 'a legacy PowerPoint presentation (.ppt)', 'save it as PDF'],
  ['__substg1.0_', 'an Outlook message (.msg)', 'save it as text or PDF'],
];

/** What an OLE container holds, by the names of its streams. */
export function oleSignature(bytes: Uint8Array): Signature {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = oleStreams.find(([stream]) => content.includes(stream, 0, 'utf16le'));
  return found
    ? { name: found[1], advice: found[2] }
    : { name: 'a legacy Office document', advice: 'save it in a current format' };
}

/** The refusal of what was recognised and cannot be read. */
export const refusalOf = ({ name, advice }: Signature): string =>
  `The file cannot be read: it looks like ${name}${advice ? `; ${advice}` : ''}`;
