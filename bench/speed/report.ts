import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { tableOf, tolerated, type Row } from './kit/row.js';

/** What the figures were measured on. */
const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory: `${(totalmem() / 2 ** 30).toFixed(0)} GB`,
  system: `Linux ${release()}`,
  node: process.version,
});

/** Prints the table; with a folder, writes it there as `performance.md` and `performance.json`. */
export async function report(rows: readonly Row[], folder?: string): Promise<void> {
  const about = { date: new Date().toISOString(), version: version(), commit: commit(), machine: machine() };
  const disturbed = rows.filter(({ others }) => (others ?? 0) > tolerated);
  const warning =
    disturbed.length > 0
      ? `\n\nOther processes took more than ${tolerated} of a core during ${disturbed.length} of ${rows.length} rows.`
      : '';
  const text = `${tableOf(rows)}${warning}\n`;
  console.log(text);
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'performance.json'), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  const facts = Object.values(about.machine).join(', ');
  await writeFile(
    join(folder, 'performance.md'),
    `${about.date.slice(0, 10)}, ${about.version}: ${facts}\n\n${text}`,
  );
}

const version = (): string =>
  (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;

/** `null` where this is no checkout of git. */
function commit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
