import type { CollectionRef, VectorPoint } from './vector-store.js';

/** How far the length of a vector may be from 1: float32 rounding and nothing more. */
const normTolerance = 1e-2;

/**
 * Refuses what would poison a collection silently: a vector of another model's length, one that is not
 * normalised (or not a number), a term that a whitespace tokenizer would split.
 *
 * @throws Error naming the first offending point; nothing has been written then.
 */
export function checkPoints({ dimensions }: CollectionRef, points: readonly VectorPoint[]): void {
  for (const { id, itemId, vector, terms, revision } of points) {
    if (!id || !itemId) throw new Error('A vector point needs an id and an itemId');
    if (!Number.isInteger(revision) || revision < 0 || revision > 0x7fffffff) {
      throw new Error(`Point ${id}: revision ${revision} is not a non-negative 32-bit integer`);
    }
    checkVector(vector, dimensions, `Point ${id}`);
    const broken = terms.find((term) => term === '' || /\s/u.test(term));
    if (broken !== undefined) throw new Error(`Point ${id}: not a term: ${JSON.stringify(broken)}`);
  }
}

/** @throws Error when the vector is not `dimensions` long or its Euclidean length is not 1. */
export function checkVector(vector: Float32Array, dimensions: number, whose: string): void {
  if (vector.length !== dimensions) {
    throw new Error(`${whose}: the vector has ${vector.length} dimensions instead of ${dimensions}`);
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!(Math.abs(Math.sqrt(squares) - 1) <= normTolerance)) {
    throw new Error(`${whose}: the vector is not L2-normalised (length ${Math.sqrt(squares)})`);
  }
}
