import { expect, test } from '@jest/globals';
import { intents, strange, unseen } from '../../../test/fixtures/intents.js';
import { inputKeyOf } from '../datasets/normalized-input.js';
import { hashEmbedding } from '../../../test/doubles/hash-embedding.js';
import { calibrate } from './calibrate.js';
import { classify, nearAnswers } from './classify.js';
import { figuresOf } from './evaluate-model.js';
import { decodeModel, encodeModel, hashOf } from './model-file.js';
import { splitExamples } from './split-examples.js';
import { trainModel } from './train-model.js';
import type { TrainingExample } from './training-example.js';

const dimensions = 64;
const example = (input: string, values: Partial<TrainingExample> = {}): TrainingExample => ({
  ...{ id: inputKeyOf(input), input, inputKey: inputKeyOf(input), intent: null, outOfScope: false },
  ...{ output: null, entities: [], ...values },
});
const examples = [
  ...Object.entries(intents).flatMap(([intent, inputs]) => inputs.map((input) => example(input, { intent }))),
  ...strange.map((input) => example(input, { outOfScope: true })),
];
const vectorOf = (input: string): Float32Array => Float32Array.from(hashEmbedding(input, dimensions));
const train = (of: TrainingExample[], config: object = {}) => {
  const dense = new Float32Array(of.length * dimensions);
  for (const [index, { input }] of of.entries()) dense.set(vectorOf(input), index * dimensions);
  const embedding = { model: 'test', dimensions, unrelated: 0 };
  return trainModel({
    examples: of,
    dense,
    embedding,
    config: { validationSplit: 0.2, seed: 1, epochs: 20, ...config },
  });
};

test('the same examples and seed give the same bytes; another seed gives others', () => {
  const hash = (config: object = {}) => hashOf(train(examples, config).model);
  expect(hash()).toBe(hash());
  expect(hash({ seed: 2 })).not.toBe(hash());
});

test('a model is read as it was written', () => {
  const { model } = train(examples);
  const read = decodeModel(model);
  expect(Buffer.from(encodeModel(read)).equals(Buffer.from(model))).toBe(true);
  const shifted = new Uint8Array(model.length + 3);
  shifted.set(model, 3);
  expect(decodeModel(shifted.subarray(3))).toEqual(read);
  expect(() => decodeModel(encodeModel({ ...read, biases: new Float32Array(1) }))).toThrow('lacks classes');
});

test('words alone tell most intents apart', () => {
  const model = decodeModel(train(examples).model);
  const margins = unseen.map(([input, intent]) => [classify(model, input, vectorOf(input))?.name, intent]);
  expect(margins.filter(([said]) => said !== null).every(([said, meant]) => said === meant)).toBe(true);
});

test('the split takes its share of each intent, and keeps who was held out when more come', () => {
  const { training, heldOut } = splitExamples(examples, { validationSplit: 0.2, seed: 3 });
  expect([training.length, heldOut.length]).toEqual([40, 10]);
  const some = examples.slice(0, 9);
  const held = (of: TrainingExample[]) =>
    splitExamples(of, { validationSplit: 0.1, seed: 3 }).heldOut.map((index) => of[index]!.input);
  expect(
    held(examples).filter((input) => some.some((one) => one.input === input)).length,
  ).toBeLessThanOrEqual(1);
  expect(splitExamples(examples.slice(0, 2), { validationSplit: 0.2, seed: 3 }).heldOut).toEqual([]);
});

test('answers without intents are learnt and found by likeness', () => {
  const faq = [
    example('How long is the guarantee?', { output: 'Two years.' }),
    example('Who are you?', { output: 'A bot.' }),
  ];
  const { model: bytes, figures } = train(faq);
  expect(figures).toMatchObject({ accuracy: null, macroF1: null, outOfScope: null });
  const model = decodeModel(bytes);
  expect(classify(model, 'Who are you?', vectorOf('Who are you?'))).toBeNull();
  const [best] = nearAnswers(model, { vector: vectorOf('Who are you?'), intent: null, limit: 1 });
  expect(best).toMatchObject({ output: 'A bot.' });
  expect(best!.match).toBeGreaterThan(0.9);
});

test('figures follow from what was said', () => {
  const said = (expected: string | null, predicted: string | null, confidence = 1) => ({
    expected,
    predicted,
    confidence,
  });
  const figures = figuresOf([
    said('a', 'a'),
    said('a', 'b'),
    said('b', 'b'),
    said('b', null),
    said(null, null),
    said(null, 'a'),
  ]);
  expect(figures.accuracy).toBe(0.5);
  expect(figures.macroF1).toBeCloseTo(0.5);
  expect(figures.outOfScope).toEqual({ recall: 0.5, precision: 0.5 });
  expect(figures.calibrationError).toBeCloseTo(0.5);
  expect(figures.confusion).toEqual([
    { expected: 'a', predicted: 'b', count: 1 },
    { expected: 'b', predicted: null, count: 1 },
    { expected: null, predicted: 'a', count: 1 },
  ]);
  expect(figuresOf([said('a', 'a')])).toMatchObject({ accuracy: 1, outOfScope: null });
  expect(figuresOf([])).toMatchObject({
    accuracy: null,
    macroF1: null,
    outOfScope: null,
    calibrationError: null,
  });
});

test('the threshold lies between those who belong and those who do not', () => {
  const margins = new Float64Array([1, -1]);
  const seen = (score: number, inScope: boolean) => ({
    ...{ margins, expected: inScope ? 0 : -1, inScope, correct: inScope, score },
    scoreWithout: inScope ? -1 : score,
  });
  const known = Array.from({ length: 600 }, (_, n) => seen(3 + n / 600, true));
  const strangers = Array.from({ length: 50 }, (_, n) => seen(1 + n / 50, false));
  const { threshold } = calibrate([...known, ...strangers]);
  expect(threshold).toBeGreaterThan(1.9);
  expect(threshold).toBeLessThan(3);
});
