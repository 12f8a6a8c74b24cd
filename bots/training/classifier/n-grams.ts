/** Words, and characters of scripts that put no space between them. */
const words = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;

const charactersFrom = 3;
const charactersTo = 5;
/** What lies further back in a long input says little about its intent. */
const mostWords = 200;

/** FNV-1a, 32 bits, over UTF-16 units. */
function hash(text: string, kind: number): number {
  let value = (0x811c9dc5 ^ kind) >>> 0;
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** How often each n-gram of an input occurs, by its hash. */
export interface NGrams {
  words: Map<number, number>;
  characters: Map<number, number>;
}

/** Single words and pairs of neighbours, and three to five characters within a word and its boundaries. */
export function nGramsOf(input: string): NGrams {
  const found = (input.normalize('NFKC').toLowerCase().match(words) ?? []).slice(0, mostWords);
  const grams: NGrams = { words: new Map(), characters: new Map() };
  for (const [position, word] of found.entries()) {
    count(grams.words, hash(word, 1));
    if (position > 0) count(grams.words, hash(`${found[position - 1]} ${word}`, 2));
    const bounded = ` ${word.slice(0, 40)} `;
    for (let size = charactersFrom; size <= charactersTo; size++)
      for (let start = 0; start + size <= bounded.length; start++)
        count(grams.characters, hash(bounded.slice(start, start + size), 3));
  }
  return grams;
}

const count = (counts: Map<number, number>, gram: number): void =>
  void counts.set(gram, (counts.get(gram) ?? 0) + 1);
