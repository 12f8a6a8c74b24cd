import { learnEntities } from '../entities/learn-entities.js';
import { calibrate } from './calibrate.js';
import { figuresOf, judge, type Figures } from './evaluate-model.js';
import { crossCalibrate, fitModel, observe, withGrams, type TrainingData } from './fit-model.js';
import { encodeModel } from './model-file.js';
import { splitExamples } from './split-examples.js';

export interface TrainModel extends Omit<TrainingData, 'grams'> {
  config: { validationSplit: number; seed: number; epochs: number };
  onProgress?: (share: number) => void;
}

export interface TrainedModel {
  /** What the bot will use: it has learnt from all examples. */
  model: Uint8Array;
  /** What the figures are about: it has not seen the held-out examples. */
  measured: Uint8Array;
  figures: Figures;
  training: number;
  /** Places of the held-out examples. */
  heldOut: number[];
}

/**
 * Learns from a part of the examples, measures on the rest, and then learns from all of them with the same settings. The
 * same examples, vectors and settings give the same bytes.
 */
export function trainModel({ config, onProgress, ...rest }: TrainModel): TrainedModel {
  const data = withGrams(rest);
  const { examples, dense, embedding } = data;
  const { epochs, seed } = config;
  const { training, heldOut } = splitExamples(examples, config);
  const labelled = [...training, ...heldOut].sort((a, b) => a - b);
  const isLabelled = new Set(labelled);
  const answering = examples.flatMap(({ output }, index) =>
    output && !isLabelled.has(index) ? [index] : [],
  );
  const classes = new Set(labelled.map((index) => examples[index]?.intent)).size;
  let fitted = 0;
  const onClass = (): void => onProgress?.(Math.min(1, ++fitted / Math.max(1, 2 * classes)));
  const options = { epochs, seed, onClass };

  const entities = learnEntities(training.map((index) => examples[index]).filter((one) => one !== undefined));
  const first = { ...options, training, answering: [], entities };
  const crossed = crossCalibrate(data, { ...first, onClass: undefined });
  const measured = fitModel(data, { ...first, calibration: crossed ?? undefined });
  // With many examples the two numbers that are chosen from the held-out ones cannot flatter the figures.
  measured.calibration = crossed ?? calibrate(observe(measured, data, heldOut));

  const all = { ...options, training: labelled, answering, entities: learnEntities(examples) };
  const calibration = crossed
    ? (crossCalibrate(data, { ...all, onClass: undefined }) ?? crossed)
    : measured.calibration;
  const model = fitModel(data, { ...all, calibration });
  const judged = heldOut.flatMap((index) => {
    const example = examples[index];
    const vector = dense.subarray(index * embedding.dimensions, (index + 1) * embedding.dimensions);
    return example ? [judge(measured, example, vector)] : [];
  });
  return {
    model: encodeModel(model),
    measured: encodeModel(measured),
    figures: figuresOf(judged),
    training: training.length,
    heldOut,
  };
}
