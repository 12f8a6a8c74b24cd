/** A quotient to some decimals; null when there is nothing to divide by. */
export function ratio(part: number, whole: number, decimals = 4): number | null {
  if (whole === 0) return null;
  const scale = 10 ** decimals;
  return Math.round((part / whole) * scale) / scale;
}
