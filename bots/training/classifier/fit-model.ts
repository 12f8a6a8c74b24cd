import type { EntityPatterns } from '../entities/entity-patterns.js';
import { calibrate, uncalibrated, type Observation } from './calibrate.js';
import {
  shortKey,
  type Calibration,
  type ExampleEmbedding,
  type IntentModel,
  type TrainedAnswer,
} from './intent-model.js';
import { fitBinary } from './linear-svm.js';
import { nGramsOf, type NGrams } from './n-grams.js';
import { marginsOf, quantized, scoreInput } from './score-input.js';
import { inSeededOrder } from './split-examples.js';
import type { TrainingExample } from './training-example.js';
import { buildVocabulary, sparseRow, type SparseRow } from './vocabulary.js';

export interface TrainingData {
  examples: readonly TrainingExample[];
  /** One vector after the other, in the order of the examples. */
  dense: Float32Array;
  embedding: ExampleEmbedding;
  grams: readonly NGrams[];
}

export const withGrams = (data: Omit<TrainingData, 'grams'>): TrainingData => ({
  ...data,
  grams: data.examples.map(({ input }) => nGramsOf(input)),
});

export interface FitOptions {
  /** The labelled examples to learn from. */
  training: readonly number[];
  epochs: number;
  seed: number;
  calibration?: Calibration;
  entities: EntityPatterns;
  /** Examples without an intent whose answers are learnt too. */
  answering: readonly number[];
  onClass?: () => void;
}

/** What dense features count against the n-grams, and how dear mistakes are; chosen by cross-validation. */
const denseScale = 2;
const cost = 0.3;
/** Examples of an intent whose vectors are kept. */
const keptExamples = 200;
/** Answers that a model keeps at most. */
const keptAnswers = 20_000;

const noWeights = { hashes: new Uint32Array(0), weights: new Float32Array(0) };

/** Learns a model: one support vector machine for each intent against all others, and one for what is out of scope. */
export function fitModel(data: TrainingData, options: FitOptions): IntentModel {
  const { examples, grams, dense, embedding } = data;
  const { training, epochs, seed, calibration = uncalibrated, entities, onClass } = options;
  const names = new Set(training.flatMap((index) => examples[index]?.intent ?? []));
  const intents = [...names].sort((a, b) => (a < b ? -1 : 1));
  const hasOutOfScope = intents.length > 0 && training.some((index) => examples[index]?.outOfScope);
  const classes = intents.length + (hasOutOfScope ? 1 : 0);
  const of = classOf(examples, intents);
  const vocabulary =
    classes === 0 ? noWeights : buildVocabulary(training.map((index) => grams[index] as NGrams));
  const rows: SparseRow[] = [];
  for (const index of training) rows[index] = sparseRow(vocabulary, grams[index] as NGrams);
  const { dimensions } = embedding;
  const size = vocabulary.hashes.length;
  const weights = {
    sparse: new Int16Array(size * classes),
    sparseScales: new Float32Array(classes),
    dense: new Float32Array(classes * dimensions),
    biases: new Float32Array(classes),
  };
  for (let at = 0; at < classes; at++) {
    const fitted = fitBinary(
      { rows, dense, dimensions, vocabularySize: size },
      {
        isPositive: (index) => of(index) === at,
        examples: training,
        denseScale,
        cost,
        epochs,
        seed: seed + at,
      },
    );
    const largest = fitted.sparse.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    weights.sparseScales[at] = largest / 32_767;
    for (let place = 0; place < size; place++)
      weights.sparse[place * classes + at] = Math.round(((fitted.sparse[place] ?? 0) / largest) * 32_767);
    weights.dense.set(fitted.dense, at * dimensions);
    weights.biases[at] = fitted.bias;
    onClass?.();
  }
  return {
    ...{ embedding, intents, hasOutOfScope, vocabulary, ...weights, calibration, entities },
    ...keepExamples(data, { ...options, of, intents }),
    learnt: Uint32Array.from(training, (index) => shortKey(examples[index]?.inputKey ?? '')).sort(),
  };
}

/** The class of an example, in a model with these intents; -1 for none. */
export function classOf(
  examples: readonly TrainingExample[],
  intents: readonly string[],
): (index: number) => number {
  const places = new Map(intents.map((intent, place) => [intent, place]));
  return (index) => {
    const example = examples[index];
    if (example?.outOfScope) return intents.length;
    return example?.intent === null || example === undefined ? -1 : (places.get(example.intent) ?? -1);
  };
}

/** The vectors that are kept: a sample of each intent, and every answer's. */
function keepExamples(
  { examples, dense, embedding }: TrainingData,
  {
    training,
    answering,
    seed,
    of,
    intents,
  }: FitOptions & { of: (index: number) => number; intents: string[] },
): Pick<IntentModel, 'examples' | 'ranges' | 'answers'> {
  const byIntent = intents.map((): number[] => []);
  for (const index of training) byIntent[of(index)]?.push(index);
  const kept = byIntent.map((members) => inSeededOrder(members, examples, seed).slice(0, keptExamples));
  const ranges = [0];
  for (const members of kept) ranges.push((ranges.at(-1) ?? 0) + members.length);
  const rows = kept.flat();
  const places = new Map(rows.map((index, row) => [index, row]));
  const answers: TrainedAnswer[] = [];
  for (const index of [...training, ...answering]) {
    const { id, input, output } = examples[index] ?? {};
    if (!id || !input || !output || answers.length >= keptAnswers) continue;
    const row = places.get(index) ?? rows.push(index) - 1;
    const intent = of(index);
    answers.push({ exampleId: id, input, output, intent: intent < intents.length ? intent : -1, row });
  }
  return { examples: quantized(dense, embedding.dimensions, rows), ranges, answers };
}

/** How a model sees examples that it has not learnt from. */
export function observe(
  model: IntentModel,
  { examples, dense, embedding }: Pick<TrainingData, 'examples' | 'dense' | 'embedding'>,
  indexes: readonly number[],
): Observation[] {
  const of = classOf(examples, model.intents);
  return indexes.map((index) => {
    const { input = '', outOfScope = false } = examples[index] ?? {};
    const vector = dense.subarray(index * embedding.dimensions, (index + 1) * embedding.dimensions);
    const margins = marginsOf(model, input, vector);
    const expected = of(index);
    const { best, score } = scoreInput(model, { margins, vector });
    const inScope = !outOfScope && expected >= 0;
    const scoreWithout = inScope ? scoreInput(model, { margins, vector, without: expected }).score : score;
    const isClass = expected < margins.length;
    return {
      ...{ margins, expected: isClass ? expected : -1, inScope },
      ...{ correct: inScope && best === expected, score, scoreWithout },
    };
  });
}

/** Examples up to which thresholds are found by cross-validation, which takes a fit for each fold. */
const fewEnoughToFold = 3_000;
const folds = 5;

/** Thresholds from predictions for examples that a model had not seen; `null` with too many examples to fit that often. */
export function crossCalibrate(
  data: TrainingData,
  options: Omit<FitOptions, 'calibration'>,
): Calibration | null {
  const { training, seed } = options;
  if (training.length > fewEnoughToFold) return null;
  const groups = new Map<string, number[]>();
  for (const index of training) {
    const { intent = null, outOfScope } = data.examples[index] ?? {};
    const name = outOfScope ? 'out' : `in ${intent ?? ''}`;
    const members = groups.get(name);
    if (members) members.push(index);
    else groups.set(name, [index]);
  }
  const parts = Array.from({ length: folds }, (): number[] => []);
  let next = 0;
  for (const members of groups.values())
    for (const index of inSeededOrder(members, data.examples, seed + 1)) parts[next++ % folds]?.push(index);
  const observations = parts.flatMap((part) => {
    const left = new Set(part);
    const rest = training.filter((index) => !left.has(index));
    if (part.length === 0 || rest.length === 0) return [];
    return observe(fitModel(data, { ...options, training: rest, answering: [] }), data, part);
  });
  return calibrate(observations);
}
