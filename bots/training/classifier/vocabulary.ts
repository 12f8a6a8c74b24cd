import { nGramsOf, type NGrams } from './n-grams.js';

/** The n-grams that a model knows, ascending by hash, with the weight of each. */
export interface Vocabulary {
  hashes: Uint32Array;
  /** Inverse document frequency. */
  weights: Float32Array;
}

/** Features of one input: places in the vocabulary with their values. */
export interface SparseRow {
  places: Uint32Array;
  values: Float32Array;
}

/** More would make models large, and rarer n-grams teach little. */
const mostNGrams = 50_000;
/** From so many examples on, an n-gram has to occur in two of them. */
const enoughExamples = 2_000;

/** The n-grams of the inputs; with many inputs, the frequent ones among them. */
export function buildVocabulary(grams: readonly NGrams[]): Vocabulary {
  const frequencies = new Map<number, number>();
  for (const { words, characters } of grams)
    for (const counts of [words, characters])
      for (const gram of counts.keys()) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
  const least = grams.length >= enoughExamples ? 2 : 1;
  const known = [...frequencies]
    .filter(([, frequency]) => frequency >= least)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, mostNGrams)
    .sort((a, b) => a[0] - b[0]);
  return {
    hashes: Uint32Array.from(known, ([gram]) => gram),
    weights: Float32Array.from(known, ([, frequency]) => 1 + Math.log((1 + grams.length) / (1 + frequency))),
  };
}

/** Tf-idf with damped counts; words and characters have length 1 each, so that neither drowns the other. */
export function sparseRow(vocabulary: Vocabulary, { words, characters }: NGrams): SparseRow {
  const places: number[] = [];
  const values: number[] = [];
  for (const counts of [words, characters]) {
    const from = values.length;
    let square = 0;
    for (const [gram, occurrences] of counts) {
      const place = placeOf(vocabulary.hashes, gram);
      if (place < 0) continue;
      const value = (1 + Math.log(occurrences)) * (vocabulary.weights[place] ?? 0);
      places.push(place);
      values.push(value);
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    for (let index = from; index < values.length; index++) values[index] = (values[index] ?? 0) / length;
  }
  return { places: Uint32Array.from(places), values: Float32Array.from(values) };
}

export const rowOf = (vocabulary: Vocabulary, input: string): SparseRow =>
  sparseRow(vocabulary, nGramsOf(input));

function placeOf(hashes: Uint32Array, gram: number): number {
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = hashes[middle] ?? 0;
    if (value === gram) return middle;
    if (value < gram) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
