/** A text may be longer than this only in characters that the model cannot read within its limit. */
const mostCharacters = 16_000;

const notText = /[\0\p{Surrogate}]/gu;

/**
 * A text as the engine takes it. Its own normalisation assumes that no character grows much: U+FDFA becomes eighteen, and
 * enough of them overrun its buffer. In compatibility form (NFKC) nothing grows any more. A NUL would end the text.
 */
export const readable = (text: string): string =>
  text.slice(0, mostCharacters).normalize('NFKC').replace(notText, ' ').replace(/\s+/gu, ' ').trim();

/** The longest beginning of a text that has at most `limit` tokens; `count` grows with the text. */
export function beginningWithin(text: string, limit: number, count: (text: string) => number): string {
  if (count(text) <= limit) return text;
  let fits = 0;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (count(text.slice(0, middle)) <= limit) fits = middle;
    else tooLong = middle;
  }
  // Never half of a character outside the basic plane.
  return text.slice(0, fits).replace(/\p{Surrogate}$/u, '');
}
