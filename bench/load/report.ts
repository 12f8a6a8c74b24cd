export interface Row {
  measure: string;
  figure: string;
  /** Whether what is promised was kept. */
  held: boolean;
}

export const tableOf = (rows: readonly Row[]): string =>
  [
    '| measure | figure | |',
    '| --- | --- | --- |',
    ...rows.map(({ measure, figure, held }) => `| ${measure} | ${figure} | ${held ? 'held' : 'NOT HELD'} |`),
  ].join('\n');
