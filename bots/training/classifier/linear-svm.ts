import { randomFrom, shuffle } from './random.js';
import type { SparseRow } from './vocabulary.js';

/** Examples as features: a sparse row and a dense vector each. */
export interface TrainingMatrix {
  rows: readonly SparseRow[];
  /** One vector after the other. */
  dense: Float32Array;
  dimensions: number;
  vocabularySize: number;
}

export interface BinaryWeights {
  sparse: Float64Array;
  dense: Float64Array;
  bias: number;
}

export interface SvmOptions {
  /** Of the classes, by example, which is positive. */
  isPositive: (example: number) => boolean;
  /** The examples to learn from. */
  examples: readonly number[];
  /** What dense features count against sparse ones. */
  denseScale: number;
  /** How dear mistakes are. */
  cost: number;
  /** Passes over the examples at most. */
  epochs: number;
  seed: number;
}

/** Ends the passes: no example's gradient exceeds this. */
const tolerance = 0.05;

/**
 * A linear support vector machine with squared hinge loss: dual coordinate descent with shrinking (Hsieh et al., A Dual
 * Coordinate Descent Method for Large-scale Linear SVM, ICML 2008, algorithm 3). The same seed gives the same weights.
 */
export function fitBinary(matrix: TrainingMatrix, options: SvmOptions): BinaryWeights {
  const { rows, dense, dimensions, vocabularySize } = matrix;
  const { isPositive, examples, denseScale, cost, epochs, seed } = options;
  const random = randomFrom(seed);
  const sparseWeights = new Float64Array(vocabularySize);
  const denseWeights = new Float64Array(dimensions);
  let bias = 0;
  const count = examples.length;
  const active = Uint32Array.from(examples.keys());
  const alphas = new Float64Array(count);
  const labels = Int8Array.from(examples, (example) => (isPositive(example) ? 1 : -1));
  const squares = Float64Array.from(examples, (example) => squareOf(matrix, example, denseScale));
  const diagonal = 0.5 / cost;
  let activeCount = count;
  let bound = Infinity;
  for (let epoch = 0; epoch < epochs; epoch++) {
    let largest = -Infinity;
    let smallest = Infinity;
    shuffle(active, random, activeCount);
    for (let position = 0; position < activeCount; position++) {
      const index = active[position] ?? 0;
      const example = examples[index] ?? 0;
      const { places, values } = rows[example] as SparseRow;
      const offset = example * dimensions;
      let margin = 0;
      for (let at = 0; at < dimensions; at++)
        margin += (denseWeights[at] as number) * (dense[offset + at] as number);
      margin = margin * denseScale + bias;
      for (let at = 0; at < places.length; at++)
        margin += (sparseWeights[places[at] as number] as number) * (values[at] as number);
      const label = labels[index] as number;
      const alpha = alphas[index] as number;
      const gradient = label * margin - 1 + diagonal * alpha;
      let projected = gradient;
      if (alpha === 0) {
        if (gradient > bound) {
          // Far on the right side: left out until the others have settled.
          activeCount--;
          active[position] = active[activeCount] as number;
          active[activeCount] = index;
          position--;
          continue;
        }
        projected = Math.min(gradient, 0);
      }
      if (projected > largest) largest = projected;
      if (projected < smallest) smallest = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(alpha - gradient / ((squares[index] as number) + diagonal), 0);
      alphas[index] = next;
      const step = (next - alpha) * label;
      const denseStep = step * denseScale;
      for (let at = 0; at < dimensions; at++)
        denseWeights[at] = (denseWeights[at] as number) + denseStep * (dense[offset + at] as number);
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number;
        sparseWeights[place] = (sparseWeights[place] as number) + step * (values[at] as number);
      }
      bias += step;
    }
    if (largest - smallest <= tolerance) {
      if (activeCount === count) break;
      // Those that were left out are looked at once more.
      activeCount = count;
      bound = Infinity;
    } else bound = largest <= 0 ? Infinity : largest;
  }
  return { sparse: sparseWeights, dense: denseWeights.map((weight) => weight * denseScale), bias };
}

function squareOf({ rows, dense, dimensions }: TrainingMatrix, example: number, scale: number): number {
  let square = 1;
  for (const value of rows[example]?.values ?? []) square += value * value;
  for (let at = example * dimensions; at < (example + 1) * dimensions; at++)
    square += ((dense[at] ?? 0) * scale) ** 2;
  return square;
}
