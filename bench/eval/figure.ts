import { wilson } from './statistics.js';

/** One measured figure of a part. */
export interface Figure {
  part: string;
  name: string;
  value: number;
  /** Of 95 %; by Wilson for shares, by bootstrap for means, by Fisher for correlations. */
  interval: [low: number, high: number];
  /** How many cases it rests on. */
  cases: number;
  /** What a simple method reaches on the same cases. */
  baseline?: { name: string; value: number };
  /** What is aimed at. */
  goal?: number;
  /** The cases that are wrong, for whoever wants to know why. */
  misses?: string[];
}

/** The figure of cases that are right or wrong. @param names of the cases, to tell the wrong ones */
export function shareOf(
  hits: readonly boolean[],
  names?: readonly string[],
): Pick<Figure, 'value' | 'interval' | 'cases' | 'misses'> {
  const right = hits.filter(Boolean).length;
  const misses = names?.filter((_, at) => !hits[at]);
  return {
    ...{ value: right / hits.length, interval: wilson(right, hits.length), cases: hits.length },
    ...(misses && { misses }),
  };
}

const shown = (value: number): string => value.toFixed(3).replace(/^0/, '');

export const tableOf = (figures: readonly Figure[]): string =>
  [
    '| part | figure | value | 95 % | cases | baseline | goal | |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...figures.map(({ part, name, value, interval, cases, baseline, goal }) => {
      const beside = baseline ? `${baseline.name} ${shown(baseline.value)}` : '';
      const reached = goal === undefined ? '' : value >= goal ? 'reached' : 'not reached';
      return `| ${[part, name, shown(value), interval.map(shown).join('–'), cases, beside, goal === undefined ? '' : shown(goal), reached].join(' | ')} |`;
    }),
  ].join('\n');
