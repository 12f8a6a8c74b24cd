import { createGiven, data } from '../../test/helpers/given.js';
import type { LoadedPlatform } from './loaded-platform.js';
import type { Row } from './report.js';
import { send, sendAt, type Kind } from './requests.js';

const kinds: Kind[] = ['read', 'search', 'chat'];
const ours = ['api', 'worker', 'queues'];

/**
 * Minutes of mixed load at half of what can be served, ingestion beside it, of as many documents as are deleted, so that it is
 * not the data that grow. Memory is read in every round; its growth is counted after the first third, when caches and heaps
 * have their size. @returns a row for each of our processes
 */
export async function measureSoak(loaded: LoadedPlatform, minutes: number): Promise<Row[]> {
  const given = createGiven(loaded.platform.url);
  const most = await send(loaded, { kind: 'chat', connections: 32, seconds: 10 });
  const rate = Math.max(1, Math.floor(most.perSecond / 2));
  const samples: { minute: number; sizes: Record<string, number> }[] = [];
  const totals = { answered: 0, failed: 0, documents: 0 };
  let former: string[] = [];
  const start = Date.now();
  const passed = () => (Date.now() - start) / 60_000;
  for (let round = 0; passed() < minutes; round++) {
    const kind = kinds[round % kinds.length] ?? 'chat';
    const [measured, { job, accepted }] = await Promise.all([
      sendAt(loaded, { kind, seconds: 10, rate }),
      given.documents(loaded.owner, loaded.knowledgeBaseId, notesOf(round)),
    ]);
    totals.answered += measured.answered;
    totals.failed += measured.failed + measured.refused;
    totals.documents += job.progress.done as number;
    for (const id of former)
      data(await loaded.owner.client.delete(`/api/v1/knowledge-bases/${loaded.knowledgeBaseId}/items/${id}`));
    former = (accepted.items as { id: string }[]).map(({ id }) => id);
    samples.push({ minute: passed(), sizes: await loaded.memory() });
  }
  const steady = samples.filter(({ minute }) => minute > minutes / 3);
  return ours.map((name) => {
    const points = steady.map(({ minute, sizes }): [number, number] => [minute, sizes[name] ?? 0]);
    const growth = slopeOf(points);
    const size = points.reduce((sum, [, megabytes]) => sum + megabytes, 0) / points.length;
    return {
      measure: `${minutes} minutes, memory of ${name}`,
      figure:
        `${size.toFixed(0)} MB, growing ${((100 * growth * 60) / size).toFixed(1)} % an hour after warm-up; ` +
        `${totals.answered} answered, ${totals.failed} not, ${totals.documents} documents`,
      held: totals.failed === 0,
    };
  });
}

const notesOf = (round: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [
      `r${round}-${n}.md`,
      `Round ${round}, note ${n}: tea at ${n} degrees.`,
    ]),
  );

/** Least squares: what y grows by in one unit of x. */
function slopeOf(points: readonly [number, number][]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return over / (points.reduce((sum, [px]) => sum + (px - x) ** 2, 0) || 1);
}
