import type { LoadedPlatform } from './loaded-platform.js';
import type { Row } from './report.js';
import { send } from './requests.js';

/** Callers at the same time; one process takes on 500 requests. */
const callers = 3_000;

/**
 * Far more callers than can be served: they are answered or refused in words that say so, and when they are gone an
 * answer takes as long as before.
 */
export async function measureBurst(loaded: LoadedPlatform): Promise<Row[]> {
  await send(loaded, { kind: 'chat', connections: 8, seconds: 5 });
  const before = await send(loaded, { kind: 'chat', connections: 4, seconds: 5 });
  const during = await send(loaded, { kind: 'chat', connections: callers, seconds: 10 });
  const after = await send(loaded, { kind: 'chat', connections: 4, seconds: 5 });
  const total = during.answered + during.refused + during.failed;
  return [
    {
      measure: `burst, ${callers} callers at once`,
      figure:
        `${during.answered} answered, ${during.refused} refused with 429 or 503 (${((100 * during.refused) / total).toFixed(0)} %), ` +
        `${during.failed} failed; answered a second ×${(during.perSecond / before.perSecond).toFixed(2)} of before`,
      held: during.failed === 0 && during.refused > 0 && during.answered > 0,
    },
    {
      measure: 'after the burst',
      figure: `median ×${(after.median / before.median).toFixed(2)} of before; ${after.failed} failed`,
      held: after.failed === 0 && after.refused === 0,
    },
  ];
}
