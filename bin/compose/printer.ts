/** Lines for the terminal, each with the seconds since the start. */
export function printer(): { say: (line: string) => void; blank: () => void } {
  const start = performance.now();
  return {
    say: (line) => console.log(`${((performance.now() - start) / 1_000).toFixed(1).padStart(6)} s  ${line}`),
    blank: () => console.log(''),
  };
}
