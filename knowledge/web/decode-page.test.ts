import { expect, test } from '@jest/globals';
import { decodePage } from './decode-page.js';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

test.each<[string, Buffer, string, string]>([
  ['the header', latin('na\xefve'), 'text/html; charset="ISO-8859-1"', 'naïve'],
  ['a meta element', latin('<meta charset=iso-8859-2>\xb1'), 'text/html', '<meta charset=iso-8859-2>ą'],
  [
    'an old meta element',
    latin('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">\x80'),
    '',
    '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">€',
  ],
  [
    'an XML declaration',
    latin('<?xml version="1.0" encoding="windows-1251"?>\xcf'),
    '',
    '<?xml version="1.0" encoding="windows-1251"?>П',
  ],
  [
    'a byte order mark, whatever the header says',
    Buffer.from('\ufeffnaïve'),
    'text/html; charset=latin1',
    'naïve',
  ],
  ['UTF-16', Buffer.from('\ufeffnaïve', 'utf16le'), '', 'naïve'],
  ['nothing: valid UTF-8', Buffer.from('naïve'), 'text/html', 'naïve'],
  ['nothing: Windows-1252', latin('na\xefve \x93x\x94'), 'text/html', 'naïve “x”'],
  ['a name that no encoding has', Buffer.from('naïve'), 'text/html; charset=klingon', 'naïve'],
  ['a lie about UTF-16', Buffer.from('<meta charset="utf-16">é'), '', '<meta charset="utf-16">é'],
])('the encoding is told by %s', (_by, bytes, contentType, text) => {
  expect(decodePage(bytes, contentType)).toBe(text);
});
