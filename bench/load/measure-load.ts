import { measureBurst } from './burst.js';
import { startLoadedPlatform, type LoadedPlatform } from './loaded-platform.js';
import { measureOpenStreams } from './open-streams.js';
import { tableOf, type Row } from './report.js';
import { measureSoak } from './soak.js';
import { measureSteadyRates } from './steady-rates.js';

const measures: Record<string, (loaded: LoadedPlatform) => Promise<Row[]>> = {
  rates: measureSteadyRates,
  streams: measureOpenStreams,
  burst: measureBurst,
  soak: (loaded) => measureSoak(loaded, Number(process.env.SOAK_MINUTES ?? 10)),
};

/** Takes the measures that are named, or all, each on a platform of its own. @returns whether all that is promised was kept */
export async function measureLoad(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter((name) => !measures[name]);
  if (unknown.length > 0)
    throw new Error(`no such measure: ${unknown.join(', ')}; there are ${Object.keys(measures).join(', ')}`);
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`== ${name}`);
    const loaded = await startLoadedPlatform();
    try {
      rows.push(...(await measure(loaded)));
    } finally {
      await loaded.platform.stop();
    }
  }
  console.log(`\n${tableOf(rows)}`);
  return rows.every(({ held }) => held);
}
