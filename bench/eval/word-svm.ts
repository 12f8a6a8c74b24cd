import { fitBinary } from '../../bots/training/classifier/linear-svm.js';
import type { SparseRow } from '../../bots/training/classifier/vocabulary.js';

const wordsOf = (text: string): string[] => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
};

/**
 * What everybody tries first: tf-idf of words and pairs of them, and a linear support vector machine for each class against
 * all others.
 */
export function fitWordSvm<L extends string>(
  texts: readonly string[],
  labels: readonly L[],
): (text: string) => L {
  const frequencies = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text))) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const places = new Map([...frequencies.keys()].map((word, place) => [word, place]));
  const rowOf = (text: string): SparseRow => {
    const counts = new Map<number, number>();
    for (const word of wordsOf(text)) {
      const place = places.get(word);
      const idf = 1 + Math.log((1 + texts.length) / (1 + (frequencies.get(word) ?? 0)));
      if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + idf);
    }
    const length = Math.sqrt([...counts.values()].reduce((sum, value) => sum + value ** 2, 0)) || 1;
    return {
      places: Uint32Array.from(counts.keys()),
      values: Float32Array.from(counts.values(), (value) => value / length),
    };
  };
  const matrix = {
    rows: texts.map(rowOf),
    dense: new Float32Array(0),
    dimensions: 0,
    vocabularySize: places.size,
  };
  const classes = [...new Set(labels)];
  const examples = [...texts.keys()];
  const machines = classes.map((label, seed) =>
    fitBinary(matrix, {
      isPositive: (at) => labels[at] === label,
      examples,
      denseScale: 1,
      cost: 1,
      epochs: 100,
      seed,
    }),
  );
  return (text) => {
    const row = rowOf(text);
    const margins = machines.map(({ sparse, bias }) =>
      row.places.reduce((sum, place, at) => sum + (sparse[place] ?? 0) * (row.values[at] ?? 0), bias),
    );
    return classes[margins.indexOf(Math.max(...margins))] as L;
  };
}
