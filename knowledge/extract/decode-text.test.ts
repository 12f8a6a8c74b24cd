import { expect, test } from '@jest/globals';
import { ExtractionError, maxCharacters } from './blocks.js';
import { cleanText, decodeText } from './decode-text.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const refusalOf = (content: Uint8Array): string => {
  try {
    return `accepted: ${decodeText(content).slice(0, 40)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ExtractionError);
    return (error as Error).message;
  }
};

test('UTF-8 is read with and without a byte order mark', () => {
  expect(decodeText(Buffer.from('Grüße aus Köln 👋🏽'))).toBe('Grüße aus Köln 👋🏽');
  expect(decodeText(Buffer.from('\ufeffGrüße'))).toBe('Grüße');
});

test('UTF-16 is read in both byte orders when it says so', () => {
  const little = Buffer.from('\ufeffPreis: 5 €', 'utf16le');
  expect(decodeText(little)).toBe('Preis: 5 €');
  expect(decodeText(Buffer.from(little).swap16())).toBe('Preis: 5 €');
});

test('Latin-1 is refused instead of being turned into other letters', () => {
  expect(refusalOf(Buffer.from('Grüße', 'latin1'))).toBe(
    'The file is not text: it is binary or not in UTF-8',
  );
});

test.each([
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj << >> endobj')],
  ['a PNG image', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['a JPEG image', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['a GIF image', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
  ['a ZIP archive or an Office document', bytes(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00)],
  ['an executable', bytes(0x7f, 0x45, 0x4c, 0x46, 0x02, 0x00)],
  ['a gzip archive; unpack it, or send a ZIP archive', bytes(0x1f, 0x8b, 0x08, 0x00)],
])('what was really sent is named: %s', (name, content) => {
  expect(refusalOf(content)).toBe(`The file cannot be read: it looks like ${name}`);
});

test('a text may begin like a binary format', () => {
  expect(decodeText(Buffer.from('GIF89a is a format of 1989.'))).toContain('1989');
});

test('a zero byte makes a file binary, wherever it stands', () => {
  const binary = 'The file is not text: it is binary or not in UTF-8';
  expect(refusalOf(Buffer.from('text\0text'))).toBe(binary);
  expect(refusalOf(Buffer.from(`${'text '.repeat(30_000)}\0`))).toBe(binary);
});

test('many control characters make a file binary, a form feed does not', () => {
  expect(refusalOf(Buffer.from('\x01\x02\x03\x04 hello'))).toContain('binary');
  expect(decodeText(Buffer.from('Page one\n\fPage two'))).toContain('Page two');
});

test.each([
  ['no byte', '', 'The file is empty'],
  ['white space', ' \n\t\u00a0\n', 'The file contains no text'],
  ['a byte order mark', '\ufeff', 'The file contains no text'],
  ['invisible characters', '\u200b\u2060\u00ad', 'The file contains no text'],
])('a file with nothing but %s is refused', (_name, content, message) => {
  expect(refusalOf(Buffer.from(content))).toBe(message);
});

test('the limit of characters is exact', () => {
  expect(decodeText(Buffer.from('x'.repeat(maxCharacters)))).toHaveLength(maxCharacters);
  expect(refusalOf(Buffer.from('x'.repeat(maxCharacters + 1)))).toBe(
    'The text exceeds 5,000,000 characters; split the file',
  );
});

test('what looks the same becomes the same', () => {
  expect(cleanText('Cafe\u0301')).toBe('Café');
  expect(cleanText('a\u00a0b\u202fc')).toBe('a b c');
  expect(cleanText('Daten\u00adschutz\u200b')).toBe('Datenschutz');
  expect(cleanText('a  \r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
  expect(cleanText('bell\u0007')).toBe('bell');
});

test('a page break separates words', () => {
  expect(cleanText('end of a page\fStart of the next')).toBe('end of a page\nStart of the next');
});

test('joined emoji and scripts that need joiners stay whole', () => {
  expect(cleanText('👨‍👩‍👧 می‌خواهم')).toBe('👨‍👩‍👧 می‌خواهم');
});

test('a million spaces in a line take no time', () => {
  const start = performance.now();
  cleanText(`a${' '.repeat(1_000_000)}b`);
  expect(performance.now() - start).toBeLessThan(1_000);
});
