import type { LoadedPlatform } from './loaded-platform.js';
import { send, sendAt, type Kind } from './requests.js';
import type { Row } from './report.js';

const shares = [0.25, 0.5, 0.75];
const kinds: Kind[] = ['read', 'search', 'chat'];

/**
 * What as many callers as there can be get answered a second, and how long answers take when a share of that arrives
 * steadily: as a multiple of what one alone takes. @returns a row for each kind and share
 */
export async function measureSteadyRates(loaded: LoadedPlatform, seconds = 20): Promise<Row[]> {
  const rows: Row[] = [];
  for (const kind of kinds) {
    await send(loaded, { kind, connections: 8, seconds: 5 });
    const alone = await send(loaded, { kind, connections: 1, seconds: 5 });
    const most = await send(loaded, { kind, connections: 32, seconds });
    for (const share of shares) {
      const rate = Math.max(1, Math.floor(most.perSecond * share));
      const steady = await sendAt(loaded, { kind, rate, seconds });
      rows.push({
        measure: `${kind}, ${share * 100} % of ${most.perSecond.toFixed(0)}/s`,
        figure:
          `median ×${(steady.median / alone.median).toFixed(1)}, p99 ×${(steady.p99 / alone.median).toFixed(1)} ` +
          `of ${alone.median.toFixed(0)} ms alone; ${steady.answered} answered, ${steady.refused} refused, ${steady.failed} failed`,
        held: steady.failed === 0 && steady.refused === 0,
      });
    }
  }
  return rows;
}
