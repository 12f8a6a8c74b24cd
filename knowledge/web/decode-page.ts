/** Where HTML has to name its encoding, with room for those who are late. */
const headBytes = 4_096;

/**
 * Bytes of a page to text: the byte order mark decides, then the header, then what the page says of itself, and
 * otherwise whether it is valid UTF-8 (WHATWG HTML, 13.2.3). What no encoding explains is read as Windows-1252, as
 * browsers do.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const named = byteOrderMark(bytes) ?? labelIn(contentType) ?? declared(bytes);
  return (
    (named && decoded(bytes, named)) ?? decoded(bytes, 'utf-8', true) ?? decoded(bytes, 'windows-1252') ?? ''
  );
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

const labelIn = (text: string): string | undefined => /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1];

function declared(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headBytes));
  const meta = head.match(/<meta\b[^>]{0,500}>/gi)?.find((tag) => /charset/i.test(tag));
  const label = labelIn(meta ?? '') ?? /^<\?xml[^>]{0,200}encoding=["']([\w:.-]+)/i.exec(head)?.[1];
  // A page that could be read up to here is not in UTF-16, whatever it says.
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function decoded(bytes: Uint8Array, label: string, fatal = false): string | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal });
    const text = decoder.decode(bytes);
    return decoder.encoding === 'windows-1252' ? withoutControls(text) : text;
  } catch {
    return undefined;
  }
}

/** What Windows-1252 has where Latin-1 has control characters; some versions of Node take the one for the other. */
const punctuation = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const withoutControls = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (control) => punctuation[control.charCodeAt(0) - 0x80] ?? control);
