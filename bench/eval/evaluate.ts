import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../platform/version.js';
import { tableOf, type Figure } from './figure.js';
import { measureBehaviour } from './parts/behaviour.js';
import { measureFollowUps } from './parts/follow-ups.js';
import { measureIntents } from './parts/intents.js';
import { measureLanguages } from './parts/languages.js';
import { measureOutOfScope } from './parts/out-of-scope.js';
import { measureReading } from './parts/reading.js';
import { measureRetrieval } from './parts/retrieval.js';
import { measureSentiment } from './parts/sentiment.js';
import { measureSummaries } from './parts/summaries.js';
import { measureToxicity } from './parts/toxicity.js';
import { readFrom, startSubject, type Setting } from './subject.js';

/** Each gives its figures, or the name of the file that is missing. */
const parts: Record<string, (setting: Setting) => Promise<Figure[] | string>> = {
  intents: measureIntents,
  'out-of-scope': measureOutOfScope,
  retrieval: measureRetrieval,
  reading: measureReading,
  'follow-ups': measureFollowUps,
  behaviour: measureBehaviour,
  languages: measureLanguages,
  sentiment: measureSentiment,
  summaries: measureSummaries,
  toxicity: measureToxicity,
};
const few = 400;
const usualFolder = '../shared/data';

/** Measures the parts that are named, or all. @returns whether every goal was reached */
export async function evaluate(args: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { small: { type: 'boolean' }, out: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !parts[name]);
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  const folder = process.env.EVAL_DATA ?? usualFolder;
  const figures: Figure[] = [];
  const leftOut: string[] = [];
  const subject = await startSubject();
  try {
    const setting = { subject, most: values.small ? few : Infinity, read: readFrom(resolve(folder)) };
    for (const [name, measure] of Object.entries(parts)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      const start = Date.now();
      const measured = await measure(setting);
      console.log(`== ${name}: ${((Date.now() - start) / 1_000).toFixed(0)} s`);
      if (typeof measured === 'string') leftOut.push(`${name}: there is no ${measured}`);
      else figures.push(...measured);
    }
  } finally {
    await subject.stop();
  }
  const table = tableOf(figures);
  console.log(`\n${[table, ...leftOut].join('\n')}`);
  if (values.out) await write(values.out, { figures, leftOut, table });
  return figures.every(({ value, goal }) => goal === undefined || value >= goal);
}

async function write(
  folder: string,
  { figures, leftOut, table }: { figures: Figure[]; leftOut: string[]; table: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const about = { date: new Date().toISOString(), version, node: process.version };
  const json = JSON.stringify({ ...about, figures, leftOut }, null, 2);
  await writeFile(join(folder, 'quality.json'), `${json}\n`);
  const lines = [
    `Measured ${about.date.slice(0, 10)} with ${version} on Node ${about.node}.`,
    '',
    table,
    '',
    ...leftOut,
  ];
  await writeFile(join(folder, 'quality.md'), `${lines.join('\n')}\n`);
}
