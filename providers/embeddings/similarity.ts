/** The cosine of unrelated texts, by models whose vectors crowd into one corner of their space. */
const crowded: [RegExp, number][] = [
  [/\be5\b/, 0.76],
  [/ada-002/, 0.7],
];

/** The cosine that unrelated texts have by a model. */
export const unrelatedCosine = (model: string): number =>
  crowded.find(([name]) => name.test(model))?.[1] ?? 0;

/** A cosine by a model on a scale where unrelated texts are near 0 and equal ones at 1. */
export function similarity(model: string, cosine: number): number {
  const unrelated = unrelatedCosine(model);
  return (cosine - unrelated) / (1 - unrelated);
}
