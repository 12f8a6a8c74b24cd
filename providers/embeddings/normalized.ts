/** The vector scaled to length 1; undefined when it has no direction: all zeros, or a value too large. */
export function normalized(values: number[]): Float32Array | undefined {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return length > 0 && Number.isFinite(length)
    ? Float32Array.from(values, (value) => value / length)
    : undefined;
}
