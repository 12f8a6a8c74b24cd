import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { until } from '../../helpers/until.js';
import type { Bench } from './bench.js';
import type { Kind, Work } from './kind.js';
import { pointText, type Point, type Subject } from './watch.js';

/** What came of killing a process at every moment of a kind of work. */
export interface Tally {
  kind: string;
  effects: number;
  /** Moments at which the process was killed. */
  kills: number;
  /** Calls that were made a second time, because the answer to the first was never heard or not stored yet. */
  repeats: number;
  /** Moments that were not met again, however often the work was done: its order varies. */
  missed: string[];
  /** From a kill until the first effect of the process that follows, in milliseconds. */
  resumedMs: number[];
  problems: string[];
}

interface Run {
  work: Work;
  subject: Subject;
  callsBefore: number;
  ended: Promise<void>;
  hasEnded: boolean;
}

/**
 * As many pieces of work stand still at their points before one kill ends the process under all of them; fewer when they were in each
 * other's way, as where they wait for the same write.
 */
const atOnce = [8, 3, 1] as const;
/** When nothing has moved for so long, whoever is not at its point will not get there in this round. */
const quietMs = 4_000;
/** An answer is stored so many effects after it was heard, at most. */
const storedWithin = 5;

/** Does the work once without a fault; its effects are the moments at which it will be killed. */
export async function enumerate(bench: Bench, kind: Kind): Promise<{ names: string[]; asked: string[] }> {
  const run = await begin(bench, kind, null);
  await run.ended;
  // The last answers to Temporal go out after the job has ended.
  await until(() => Date.now() - run.subject.latestAt > 1_500);
  await run.work.check();
  bench.watch.forget(run.subject);
  return { names: run.subject.names, asked: [...askedIn(bench, run).asked.keys()].sort() };
}

/** Kills the process at each of these moments. */
export async function killAtEach(
  bench: Bench,
  kind: Kind,
  { points, asked, names }: { points: readonly Point[]; asked: string[]; names: readonly string[] },
): Promise<Tally> {
  const tally: Tally = {
    ...{ kind: kind.name, effects: names.length, kills: 0, repeats: 0 },
    ...{ missed: [], resumedMs: [], problems: [] },
  };
  let left = [...points];
  for (const most of kind.isAlone ? [1, 1] : atOnce) {
    const missed: Point[] = [];
    for (let start = 0; start < left.length; start += most) {
      const now = left.slice(start, start + most);
      missed.push(...(await killOnce(bench, kind, { points: now, asked, tally })));
      if (process.env.FAULTS_TRACE) process.stderr.write(trace(tally));
    }
    left = missed;
  }
  tally.missed = left.map(pointText);
  return tally;
}

/** For who cannot wait for the end. */
const trace = ({ kind, kills, repeats, resumedMs, problems }: Tally): string =>
  `${kind}: ${kills} kills, ${repeats} repeats, resumed after ${resumedMs.at(-1)} ms, ${problems.length} problems ${problems.at(-1)?.slice(0, 300) ?? ''}\n`;

/** @returns the points that were not reached */
async function killOnce(
  bench: Bench,
  kind: Kind,
  { points, asked, tally }: { points: readonly Point[]; asked: string[]; tally: Tally },
): Promise<Point[]> {
  const runs = await Promise.all(points.map((point) => begin(bench, kind, point)));
  const isSettled = ({ subject, hasEnded }: Run) => subject.isFrozen || hasEnded;
  await until(
    () => runs.every(isSettled) || runs.every(({ subject }) => Date.now() - subject.latestAt > quietMs),
    { timeoutMs: 60_000 },
  );
  const reached = runs.map(({ subject }) => subject.isFrozen);
  const mayRepeat = runs.map(({ subject }) => callsInDoubt(subject, kind.sideBySide ?? 1));
  const effectsBefore = runs.map(({ subject }) => subject.names.length);
  const latest = runs.map(({ subject }) => subject.names.slice(-10).join(', '));
  const killedAt = Date.now();
  await bench.kill();
  for (const { subject } of runs) subject.thaw();
  const goesOn = runs.map(async ({ subject }, n) => {
    await until(() => subject.names.length > effectsBefore[n]! || runs[n]!.hasEnded, { timeoutMs: 90_000 });
    if (subject.names.length > effectsBefore[n]!) tally.resumedMs.push(subject.latestAt - killedAt);
  });
  await Promise.allSettled(goesOn);
  for (const [n, run] of runs.entries()) {
    if (reached[n]) tally.kills++;
    try {
      await Promise.race([
        run.ended,
        sleep(120_000).then(() => Promise.reject(new Error('it does not end'))),
      ]);
      await run.work.check();
      const made = askedIn(bench, run);
      made.again += run.work.heardAgain?.() ?? 0;
      tally.repeats += made.again;
      if (!kind.textsDiffer) expect([...made.asked.keys()].sort()).toEqual(asked);
      if (made.again > mayRepeat[n]!)
        throw new Error(`${made.again} calls were made again, of which ${mayRepeat[n]} may be`);
      if (!kind.forgetsCalls) await expectLedger(bench, run);
    } catch (error) {
      tally.problems.push(`${pointText(points[n]!)}: ${String(error)}; the latest effects were ${latest[n]}`);
    }
    bench.watch.forget(run.subject);
  }
  return points.filter((_, n) => !reached[n]);
}

async function begin(bench: Bench, kind: Kind, point: Point | null): Promise<Run> {
  const work = await kind.prepare(bench);
  const { organizationId, marker } = work;
  const run = { work, callsBefore: 0, hasEnded: false } as Run;
  run.callsBefore = ledgerOf(bench, marker).length;
  run.subject = await bench.watch.begin([organizationId, marker], {
    point,
    start: (subject) => work.start(subject),
  });
  run.ended = work.finish().then(() => void (run.hasEnded = true));
  run.ended.catch(() => undefined);
  return run;
}

/** The calls whose answer the process may not have been able to store: not heard, or heard just now. */
function callsInDoubt({ names, unheard }: Subject, sideBySide: number): number {
  const fresh = names.slice(-(storedWithin * sideBySide + 1)).filter((name) => / POST /.test(name)).length;
  return Math.max(unheard, Math.min(fresh, sideBySide));
}

const ledgerOf = ({ double }: Bench, marker: string) =>
  double.ledger.filter(({ body }) => JSON.stringify(body).includes(marker));

/** Of a session, its bot or the provider's job: they differ from work to work. */
const ids = /[0-9a-f]{12,24}|ftjob-\d+/g;

/**
 * What was asked for in the work, each as often as it was: texts to embed, or whole questions; the same words in every work.
 * And how many of the calls were made again, be it in parts.
 */
function askedIn(
  bench: Bench,
  { work: { marker }, callsBefore }: Run,
): { asked: Map<string, number>; again: number } {
  const asked = new Map<string, number>();
  /** The latest call that asked for something. */
  const callOf = new Map<string, number>();
  const repeated = new Set<number>();
  for (const [call, { path, body }] of ledgerOf(bench, marker).slice(callsBefore).entries()) {
    const whole = body.input ?? JSON.stringify(body);
    const parts = [whole].flat().map((part) => `${path} ${part.replaceAll(marker, '').replace(ids, '')}`);
    for (const part of parts) {
      const former = callOf.get(part);
      if (former !== undefined && former !== call) repeated.add(former);
      asked.set(part, (asked.get(part) ?? 0) + 1);
    }
    for (const part of parts) callOf.set(part, call);
  }
  return { asked, again: repeated.size };
}

/** Our ledger has each call that the provider has: no fewer, and beyond them only what we cannot know to have been none. */
async function expectLedger(bench: Bench, { work }: Run): Promise<void> {
  const { organizationId, marker } = work;
  const models = bench.stores.db.collection('modelCalls');
  const provided = ledgerOf(bench, marker).filter(({ path }) => /embeddings|chat/.test(path)).length;
  const ours = await models.countDocuments({ organizationId, provider: { $ne: 'local' } });
  if (ours < provided) throw new Error(`the provider has ${provided} calls, our ledger ${ours}`);
}
