import type { EntityPatterns } from '../entities/entity-patterns.js';
import type { Vocabulary } from './vocabulary.js';

/** Decides between accepting the best intent and calling an input out of scope, and how sure that is. */
export interface Calibration {
  /** Divides margins before they become probabilities. */
  temperature: number;
  /** Scores below it are out of scope. */
  threshold: number;
  /** How quickly doubt about the scope fades with the distance from the threshold. */
  slope: number;
}

/** What a bot has learnt to answer. */
export interface TrainedAnswer {
  exampleId: string;
  input: string;
  output: string;
  /** Index of its intent; -1 without one. */
  intent: number;
  /** Row of its vector. */
  row: number;
}

/** Quantised vectors of examples: a row times its scale. */
export interface ExampleVectors {
  values: Int8Array;
  scales: Float32Array;
}

/** How inputs became vectors. */
export interface ExampleEmbedding {
  model: string;
  dimensions: number;
  /** The cosine that unrelated texts have. */
  unrelated: number;
}

/** Everything that understanding a message needs. Weights are by feature, then by class. */
export interface IntentModel {
  embedding: ExampleEmbedding;
  intents: string[];
  /** Whether the last class stands for what belongs to no intent. */
  hasOutOfScope: boolean;
  vocabulary: Vocabulary;
  sparse: Int16Array;
  sparseScales: Float32Array;
  dense: Float32Array;
  biases: Float32Array;
  calibration: Calibration;
  /** Vectors of examples, those of an intent side by side: `ranges[i]` to `ranges[i + 1]`; answers may follow. */
  examples: ExampleVectors;
  ranges: number[];
  answers: TrainedAnswer[];
  entities: EntityPatterns;
  /** Digests of the inputs that it has learnt from, sorted, 32 bits each. */
  learnt: Uint32Array;
}

export const classCount = ({ intents, hasOutOfScope }: IntentModel): number =>
  intents.length + (hasOutOfScope ? 1 : 0);

/** The first 32 bits of an input's key. */
export const shortKey = (inputKey: string): number => Number.parseInt(inputKey.slice(0, 8), 16);

export function hasLearnt({ learnt }: IntentModel, inputKey: string): boolean {
  const wanted = shortKey(inputKey);
  let low = 0;
  let high = learnt.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = learnt[middle] ?? 0;
    if (value === wanted) return true;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
