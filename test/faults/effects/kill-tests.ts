import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBench, type Bench } from './bench.js';
import type { Kind } from './kind.js';
import { enumerate, killAtEach, type Tally } from './run-rounds.js';
import { pointsOf } from './watch.js';

/** So long a kill keeps work from going on: the promise of the product. */
const resumedWithinMs = 15_000;
const middleOf = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const line = ({ kind, effects, kills, repeats, missed, resumedMs, problems }: Tally): string =>
  [
    `${kind}: ${effects} effects, killed at ${kills} of ${2 * effects} moments, ${repeats} calls in flight made again`,
    `resumed after ${Math.min(...resumedMs)} to ${Math.max(...resumedMs)} ms, ${middleOf(resumedMs)} in the middle`,
    `${problems.length} problems`,
    ...(missed.length > 0 ? [`not met again: ${missed.join(', ')}`] : []),
  ].join('; ');

/**
 * Tests that do each kind of work once to learn its effects, and then again for every one of them, with a kill of the process
 * right before it goes out and right after its answer has come.
 */
export function testEveryEffect(watched: 'worker' | 'queues', kinds: readonly Kind[]): void {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench(watched);
  }, 180_000);
  afterAll(() => bench?.close(), 60_000);

  test.each(kinds.map((kind) => [kind.name, kind] as const))(
    `%s: done once, whichever of its effects the process is killed before or after (${watched})`,
    async (_, kind) => {
      const { names, asked } = await enumerate(bench, kind);
      const tally = await killAtEach(bench, kind, { points: pointsOf(names), asked, names });
      process.stderr.write(`${[line(tally), ...tally.problems].join('\n  ')}\n`);
      expect(tally.problems).toEqual([]);
      expect(tally.kills).toBeGreaterThan(names.length);
      // One that waited for others on a busy machine says nothing of the product.
      expect(middleOf(tally.resumedMs)).toBeLessThan(resumedWithinMs);
    },
    3_600_000,
  );
}
