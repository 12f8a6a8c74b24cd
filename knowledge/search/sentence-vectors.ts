/** Bytes of the scale that stands before the components of each vector. */
const scaleBytes = 4;
const largest = 127;

/** Vectors of the sentences of a passage with a byte for each component: what that costs of a cosine is below .005. */
export function packVectors(vectors: readonly Float32Array[]): Buffer {
  return Buffer.concat(
    vectors.map((vector) => {
      const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / largest || 1;
      const packed = Buffer.alloc(scaleBytes + vector.length);
      packed.writeFloatLE(scale);
      for (const [axis, value] of vector.entries())
        packed.writeInt8(Math.round(value / scale), scaleBytes + axis);
      return packed;
    }),
  );
}

/** The cosine of the vector that is nearest to another one; `null` where there are none, or of another length. */
export function nearestCosine(packed: Uint8Array, vector: Float32Array): number | null {
  const size = scaleBytes + vector.length;
  if (packed.byteLength === 0 || packed.byteLength % size !== 0) return null;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let nearest = -1;
  for (let start = 0; start < packed.byteLength; start += size) {
    let sum = 0;
    for (let axis = 0; axis < vector.length; axis++)
      sum += view.getInt8(start + scaleBytes + axis) * (vector[axis] ?? 0);
    nearest = Math.max(nearest, sum * view.getFloat32(start, true));
  }
  return nearest;
}
