import { fold, latinLook } from './fold.js';

/** Signs that stand for letters; several readings are tried one after the other. */
const readings: Record<string, string>[] = [
  { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
  { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
].map((digits) => ({
  ...digits,
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i', '+': 't', '€': 'e', '£': 'l', '¢': 'c', '(': 'c', '<': 'c' },
}));

const letter = /\p{L}/u;
const sign = /[0-9@$!|+€£¢(<]/;
const edges = /^[^\p{L}\p{N}@$*]+|[^\p{L}\p{N}@$*]+$/gu;
/** No word has a letter three times in a row, and few that matter have it twice. */
const repeated = /(\p{L})\1{2,}/gu;
const doubled = /(\p{L})\1+/gu;

const read = (word: string, reading: Record<string, string>): string =>
  [...word].map((character) => reading[character] ?? character).join('');

/**
 * The spellings that one token may be meant as: as written, with signs read as letters, with repeated letters taken
 * out. The first is the plain one; a lexicon is asked for each.
 */
export function spellingsOf(token: string): string[] {
  const plain = fold(token).replace(edges, '');
  const looks = fold(latinLook(token)).replace(edges, '');
  const found = new Set<string>([plain, looks]);
  if (letter.test(looks) && sign.test(looks)) {
    for (const reading of readings) {
      found.add(read(looks, reading).replace(/[^\p{L}*]/gu, ''));
      // A mark at the end of a sentence is one, more often than an i.
      found.add(read(looks.replace(/[!|+(<]+$/, ''), reading).replace(/[^\p{L}*]/gu, ''));
    }
  } else found.add(looks.replace(/[^\p{L}\p{N}*]/gu, ''));
  for (const spelling of [...found]) {
    if (!/(\p{L})\1/u.test(spelling)) continue;
    found.add(spelling.replace(repeated, '$1$1'));
    if (/(\p{L})\1{2,}/u.test(spelling))
      found.add(spelling.replace(repeated, '$1')).add(spelling.replace(doubled, '$1'));
  }
  found.delete('');
  return [...found];
}
