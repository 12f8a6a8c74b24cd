import type { Compared } from './rounds.js';

/** One figure of the table: a ratio within this run, and what it is made of. */
export interface Row {
  row: string;
  /** What it is compared with, in the same run. */
  beside: string;
  /** Our figure and the other in words, with units. */
  ours: string;
  theirs: string;
  /** What is compared with the goal, in words. */
  figure: string;
  goal: string;
  reached: boolean;
  /** Cores that other processes took meanwhile; `null` where that was not measured. */
  others: number | null;
}

/** Of more than this share of a core taken by others a table warns. */
export const tolerated = 0.1;

export const perSecond = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)}/s`;
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
export const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
export const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

/** The same cell of every row that comes from one comparison. */
export const disturbance = ({ others }: Compared): Pick<Row, 'others'> => ({ others });

export const tableOf = (rows: readonly Row[]): string =>
  [
    '| row | ours | beside it, in the same run | figure | goal | | others |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ row, beside, ours, theirs, figure, goal, reached, others }) =>
        `| ${row} | ${ours} | ${beside}: ${theirs} | ${figure} | ${goal} | ${reached ? 'reached' : 'NOT REACHED'} | ` +
        `${others === null ? '' : others > tolerated ? `**${others.toFixed(2)} cores**` : others.toFixed(2)} |`,
    ),
  ].join('\n');
