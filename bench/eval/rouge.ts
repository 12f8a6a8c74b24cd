import { stemmer } from 'stemmer';

const tokens = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) => (word.length > 3 ? stemmer(word) : word));

const f1 = (overlap: number, candidate: number, reference: number): number =>
  overlap === 0 ? 0 : (2 * overlap) / (candidate + reference);

function grams(words: string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + size <= words.length; at++) {
    const gram = words.slice(at, at + size).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function overlapping(candidate: string[], reference: string[], size: number): number {
  const theirs = grams(reference, size);
  let overlap = 0;
  for (const [gram, count] of grams(candidate, size)) overlap += Math.min(count, theirs.get(gram) ?? 0);
  return f1(overlap, Math.max(0, candidate.length - size + 1), Math.max(0, reference.length - size + 1));
}

function longestCommon(a: string[], b: string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++)
      next[j] = word === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0);
    row = next;
  }
  return row[b.length] ?? 0;
}

/** F1 of ROUGE-1, -2 and -L with stems (Lin, 2004), as the package `rouge-score` counts them. */
export function rouge(candidate: string, reference: string): [one: number, two: number, longest: number] {
  const [ours, theirs] = [tokens(candidate), tokens(reference)];
  return [
    overlapping(ours, theirs, 1),
    overlapping(ours, theirs, 2),
    f1(longestCommon(ours, theirs), ours.length, theirs.length),
  ];
}
