import { classCount, type ExampleVectors, type IntentModel } from './intent-model.js';
import { rowOf } from './vocabulary.js';

/** What a model thinks of an input, before anything is decided. */
export interface Scored {
  /** By class. */
  margins: Float64Array;
  /** The intent with the largest margin; -1 in a model without intents. */
  best: number;
  /** How surely the input belongs to that intent rather than to none. */
  score: number;
}

/** What nearness to an intent's examples counts against the margin. */
const nearnessWeight = 4;
const neighbours = 3;

export function marginsOf(model: IntentModel, input: string, vector: Float32Array): Float64Array {
  const { sparse, sparseScales, dense, biases, vocabulary } = model;
  const classes = classCount(model);
  const margins = new Float64Array(classes);
  const { places, values } = rowOf(vocabulary, input);
  for (const [index, place] of places.entries()) {
    const value = values[index] ?? 0;
    const offset = place * classes;
    for (let at = 0; at < classes; at++)
      margins[at] = (margins[at] as number) + value * (sparse[offset + at] as number);
  }
  const { dimensions } = model.embedding;
  for (let at = 0; at < classes; at++) {
    let sum = (margins[at] as number) * (sparseScales[at] as number) + (biases[at] as number);
    const offset = at * dimensions;
    for (let axis = 0; axis < dimensions; axis++)
      sum += (dense[offset + axis] as number) * (vector[axis] as number);
    margins[at] = sum;
  }
  return margins;
}

/** Scores an input; `without` leaves an intent out, as if the model had never heard of it. */
export function scoreInput(
  model: IntentModel,
  { margins, vector, without = -1 }: { margins: Float64Array; vector: Float32Array; without?: number },
): Scored {
  let best = -1;
  for (let intent = 0; intent < model.intents.length; intent++)
    if (intent !== without && (best < 0 || (margins[intent] as number) > (margins[best] as number)))
      best = intent;
  if (best < 0) return { margins, best, score: -Infinity };
  const rival = model.hasOutOfScope ? (margins[model.intents.length] ?? 0) : 0;
  const score = (margins[best] ?? 0) - rival + nearnessWeight * nearness(model, best, vector);
  return { margins, best, score };
}

/** Mean likeness of an intent's nearest examples. */
function nearness(model: IntentModel, intent: number, vector: Float32Array): number {
  const from = model.ranges[intent] ?? 0;
  const to = model.ranges[intent + 1] ?? from;
  const nearest: number[] = [];
  for (let row = from; row < to; row++) {
    nearest.push(cosine(model, row, vector));
    if (nearest.length > neighbours) nearest.sort((a, b) => b - a).pop();
  }
  if (nearest.length === 0) return 0;
  return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
}

/** Likeness of an input and a stored example: near 0 for unrelated texts, 1 for equal ones. */
export function cosine({ embedding, examples }: IntentModel, row: number, vector: Float32Array): number {
  const { values, scales } = examples;
  const { dimensions, unrelated } = embedding;
  const offset = row * dimensions;
  let sum = 0;
  for (let axis = 0; axis < dimensions; axis++)
    sum += (values[offset + axis] as number) * (vector[axis] as number);
  return (sum * (scales[row] ?? 0) - unrelated) / (1 - unrelated);
}

/** Vectors with eight bits a value: a hundredth of a cosine is lost at most. */
export function quantized(dense: Float32Array, dimensions: number, rows: readonly number[]): ExampleVectors {
  const values = new Int8Array(rows.length * dimensions);
  const scales = new Float32Array(rows.length);
  for (const [target, row] of rows.entries()) {
    const vector = dense.subarray(row * dimensions, (row + 1) * dimensions);
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    scales[target] = largest / 127;
    for (let axis = 0; axis < dimensions; axis++)
      values[target * dimensions + axis] = Math.round(((vector[axis] ?? 0) / largest) * 127);
  }
  return { values, scales };
}
