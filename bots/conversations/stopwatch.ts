export interface Stopwatch {
  lap(name: string): void;
  laps(): Record<string, number>;
  total(): number;
}

/** Milliseconds since the start, by stage. */
export function stopwatch(): Stopwatch {
  const start = performance.now();
  const laps: Record<string, number> = {};
  const elapsed = (): number => Math.round((performance.now() - start) * 10) / 10;
  return {
    lap: (name) => void (laps[name] = elapsed()),
    laps: () => ({ ...laps }),
    total: () => Math.round(elapsed()),
  };
}
