import { expect, test } from '@jest/globals';
import { nearestCosine, packVectors } from './sentence-vectors.js';

const unit = (angle: number): Float32Array => new Float32Array([Math.cos(angle), Math.sin(angle), 0]);

test('the nearest of several vectors is found, nearly exactly', () => {
  const packed = packVectors([unit(0), unit(0.7), unit(2)]);
  expect(nearestCosine(packed, unit(0.9))).toBeCloseTo(Math.cos(0.2), 2);
  expect(nearestCosine(packed, unit(-1.5))).toBeCloseTo(Math.cos(1.5), 2);
});

test('a vector of nothing but zeros is near to nothing', () => {
  expect(nearestCosine(packVectors([new Float32Array(3)]), unit(0))).toBe(0);
});

test('no vectors, and vectors of another model, tell nothing', () => {
  expect(nearestCosine(packVectors([]), unit(0))).toBeNull();
  expect(nearestCosine(packVectors([unit(1)]), new Float32Array(4))).toBeNull();
});
