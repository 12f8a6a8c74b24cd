/** The direction between two vectors, with so large a share of the first; L2-normalised. */
export function blend(a: Float32Array, b: Float32Array, share: number): Float32Array {
  const sum = a.map((value, axis) => share * value + (1 - share) * (b[axis] ?? 0));
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}
