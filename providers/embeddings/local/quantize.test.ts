import { expect, test } from '@jest/globals';
import { fullRange, quantizeRows, transpose } from './quantize.js';

test('each row has its own scale, and its largest value the end of the range', () => {
  const matrix = { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 100, 49.9, -25) };
  const { data, scales } = quantizeRows(matrix, fullRange);
  expect([...data]).toEqual([64, -127, 32, 127, 63, -32]);
  expect(scales[0]).toBeCloseTo(2 / 127);
  expect(scales[1]).toBeCloseTo(100 / 127);
});

test('a row of zeros stays one', () => {
  const { data, scales } = quantizeRows({ shape: [1, 2], data: new Float32Array(2) }, fullRange);
  expect([...data, ...scales]).toEqual([0, 0, 1]);
});

test('rows become columns', () => {
  const scales = Float32Array.of(1, 2);
  const turned = transpose({ shape: [2, 3], data: Int8Array.of(1, 2, 3, 4, 5, 6), scales });
  expect(turned).toEqual({ shape: [3, 2], data: Int8Array.of(1, 4, 2, 5, 3, 6), scales });
});

test('only a matrix is taken', () => {
  expect(() => quantizeRows({ shape: [2], data: new Float32Array(2) }, fullRange)).toThrow('shape [2]');
});
