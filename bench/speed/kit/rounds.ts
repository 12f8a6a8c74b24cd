import { cpuOf, cpuOfAll } from './cpu.js';
import { median } from './statistics.js';

/** Figures of one round, by name. */
export type Figures = Record<string, number>;

export interface Contestant<Name extends string = string> {
  name: Name;
  /** Processes whose work is this contestant's own: the platform's, or a peer's; not the stores that both use. */
  pids: readonly number[];
  /** Does the work once. @returns how many pieces were done, and figures of its own */
  round(): Promise<{ done: number } & Figures>;
}

export interface RoundsOptions {
  /** At least five, so that one disturbed round does not decide. */
  rounds?: number;
  /** Processes that work for every contestant: the stores, the double of a model. */
  shared: readonly number[];
}

export interface Compared {
  /** Medians of each contestant's figures, and milliseconds of a core for a piece: `cpu` of its own, `besideCpu` of what both use. */
  medians: Record<string, Figures>;
  /** Each round's figures by contestant. */
  rounds: Record<string, Figures>[];
  /** Cores that processes other than the measured ones took, the most of any round. */
  others: number;
}

/**
 * Lets contestants do the same work in turn, the order reversed from round to round, so that what changes on the
 * machine meanwhile meets them alike. A round to warm up is not counted.
 */
export async function compare(
  contestants: readonly Contestant[],
  { rounds = 5, shared }: RoundsOptions,
): Promise<Compared> {
  const measured: Record<string, Figures>[] = [];
  let others = 0;
  for (let round = 0; round <= rounds; round++) {
    const figures: Record<string, Figures> = {};
    for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const { taken, foreign } = await measureRound(contestant, shared);
      figures[contestant.name] = taken;
      if (round > 0) others = Math.max(others, foreign);
    }
    if (round > 0) measured.push(figures);
  }
  return { medians: mediansOf(measured), rounds: measured, others };
}

async function measureRound(
  { pids, round }: Contestant,
  shared: readonly number[],
): Promise<{ taken: Figures; foreign: number }> {
  const spent = async () => {
    const sum = async (ids: readonly number[]) =>
      (await Promise.all(ids.map(cpuOf))).reduce((total, seconds) => total + seconds, 0);
    const [own, beside, bench, all] = [
      await sum(pids),
      await sum(shared),
      await cpuOf(process.pid),
      await cpuOfAll(),
    ];
    return { at: performance.now(), own, beside, others: all - own - beside - bench };
  };
  const before = await spent();
  const { done, ...figures } = await round();
  const after = await spent();
  const seconds = (after.at - before.at) / 1_000;
  const each = (figure: 'own' | 'beside'): number => (1_000 * (after[figure] - before[figure])) / done;
  return {
    taken: { perSecond: done / seconds, cpu: each('own'), besideCpu: each('beside'), ...figures },
    foreign: (after.others - before.others) / seconds,
  };
}

const mediansOf = (rounds: readonly Record<string, Figures>[]): Record<string, Figures> =>
  Object.fromEntries(
    Object.entries(rounds[0] ?? {}).map(([name, figures]) => [
      name,
      Object.fromEntries(
        Object.keys(figures).map((figure) => [
          figure,
          median(rounds.map((round) => round[name]?.[figure] ?? NaN)),
        ]),
      ),
    ]),
  );

/** The median over the rounds of one contestant's figure as a share of another's in the same round. */
export const ratioOf = (compared: Compared, figure: string, ours: string, theirs: string): number =>
  median(compared.rounds.map((round) => (round[ours]?.[figure] ?? NaN) / (round[theirs]?.[figure] ?? NaN)));
