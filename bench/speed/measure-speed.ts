import { tableOf, type Row } from './kit/row.js';
import { measureFirstToken } from './rows/first-token.js';
import { measureReads } from './rows/reads.js';
import { measureTurn } from './rows/turn.js';

const measures: Record<string, () => Promise<Row[]>> = {
  turn: measureTurn,
  'first-token': measureFirstToken,
  reads: measureReads,
};

/** Measures the rows that are named, or all. @throws Error for an unknown name */
export async function measureSpeed(names: readonly string[]): Promise<Row[]> {
  const unknown = names.filter((name) => !measures[name]);
  if (unknown.length > 0)
    throw new Error(`no such row: ${unknown.join(', ')}; there are ${Object.keys(measures).join(', ')}`);
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`== ${name}`);
    const measured = await measure();
    console.error(tableOf(measured));
    rows.push(...measured);
  }
  return rows;
}
