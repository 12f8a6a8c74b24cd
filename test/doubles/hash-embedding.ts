import { createHash } from 'node:crypto';

/** FNV-1a, 32 bits: the same in every process. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Words count fully, their three-letter pieces a little, so that "invoice" is near "invoices". */
function* features(text: string): Generator<[feature: string, weight: number]> {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    yield [word, 1];
    const padded = `^${word}$`;
    for (let i = 0; i + 3 <= padded.length; i++) yield [padded.slice(i, i + 3), 0.3];
  }
}

/** A deterministic vector of length 1: texts that share words point in similar directions. */
export function hashEmbedding(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, weight] of features(text)) {
    const value = hash(feature);
    vector[value % dimensions]! += (value & 0x10000 ? 1 : -1) * weight;
  }
  const length = Math.hypot(...vector);
  // A text without words still needs a direction.
  if (length === 0) {
    const index = createHash('sha256').update(text).digest().readUInt32BE() % dimensions;
    vector[index] = 1;
    return vector;
  }
  return vector.map((value) => value / length);
}
