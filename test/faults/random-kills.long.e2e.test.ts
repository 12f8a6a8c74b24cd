import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { WebSite } from '../doubles/web-site.js';
import { createGiven } from '../helpers/given.js';
import { freePort, startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { accountKinds } from './effects/account-kinds.js';
import { sensibleAnswer } from './effects/bench.js';
import { learningKinds, trainingKinds } from './effects/bot-kinds.js';
import { insightKinds } from './effects/insight-kinds.js';
import type { Kind, Workplace } from './effects/kind.js';
import { knowledgeKinds } from './effects/knowledge-kinds.js';
import { Subject } from './effects/watch.js';
import { webhookKinds } from './effects/webhook-kinds.js';
import { watchHealth } from './health-watch.js';
import { openStores } from './stores.js';

/** `FAULTS_SEED` repeats the moments and the victims of an earlier run. */
const seed = Number(process.env.FAULTS_SEED ?? randomInt(2 ** 31));
const loadMs = Number(process.env.FAULTS_SECONDS ?? 120) * 1_000;
const victims = ['worker', 'worker', 'worker', 'api', 'queues', 'mongod', 'valkey', 'temporal'] as const;
const pauseMs = { shortest: 3_000, longest: 9_000 };
/** A check that an outage disturbs is made again. */
const checkedWithinMs = 120_000;

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function randomOf(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let double: OpenAiDouble;
let site: WebSite;
let platform: TestPlatform;
let connection: Connection;
let place: Workplace;
beforeAll(async () => {
  const port = await freePort();
  double = (await startOpenAiDouble('test-key')).respond(sensibleAnswer);
  site = await new WebSite().start(port);
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: double.url,
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'text-embedding-3-small',
    OUTBOUND_ALLOW: `127.0.0.1:${port}`,
    FINE_TUNING_POLL_SECONDS: '0.3',
    WEBHOOK_TIMEOUT_SECONDS: '2',
    WEBHOOK_RETRY_DELAYS: Array(30).fill('1s').join(','),
  });
  const stores = await openStores(platform.dataDir);
  connection = await Connection.connect({ address: `127.0.0.1:${stores.ports.temporal}` });
  const given = createGiven(platform.url);
  await until(async () => (await platform.pids()).worker !== undefined);
  const temporal = new Client({ connection });
  const { dataDir } = platform;
  place = { given, stores, double, site, dataDir, temporal };
}, 180_000);
afterAll(async () => {
  await place?.stores.close();
  await connection?.close();
  await platform?.stop();
  await Promise.all([double?.close(), site?.close()]);
}, 60_000);

interface Outcome {
  done: number;
  /** Work that an outage did not let begin. */
  refused: number;
  problems: string[];
}

const within = async (what: () => Promise<void>, deadline: number): Promise<void> => {
  for (;;) {
    try {
      return await what();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(500);
    }
  }
};

/** Does work of a kind again and again until the time is over; what was begun is finished and checked. */
async function keepDoing(kind: Kind, isOver: () => boolean): Promise<Outcome> {
  const outcome: Outcome = { done: 0, refused: 0, problems: [] };
  while (!isOver()) {
    const work = await kind.prepare(place).catch(() => null);
    const isBegun =
      work &&
      (await work.start(new Subject([], null)).then(
        () => true,
        () => false,
      ));
    if (!work || !isBegun) {
      outcome.refused++;
      await sleep(500);
      continue;
    }
    try {
      await within(() => work.finish(), Date.now() + checkedWithinMs);
      await within(() => work.check(), Date.now() + checkedWithinMs);
      outcome.done++;
    } catch (error) {
      outcome.problems.push(`${kind.name} (${work.organizationId}): ${String(error)}`);
    }
  }
  return outcome;
}

test('whatever process is killed at whatever moment, all that was begun ends once', async () => {
  const random = randomOf(seed);
  process.stderr.write(`FAULTS_SEED=${seed}\n`);
  const over = Date.now() + loadMs;
  const isOver = (): boolean => Date.now() > over;
  const kinds = [
    ...knowledgeKinds,
    ...insightKinds,
    ...trainingKinds,
    ...learningKinds,
    ...accountKinds,
    ...webhookKinds,
  ];
  const health = watchHealth(platform.url);
  const working = kinds.map((kind) => keepDoing(kind, isOver));
  const kills: Record<string, number> = {};
  while (!isOver()) {
    await sleep(pauseMs.shortest + random() * (pauseMs.longest - pauseMs.shortest));
    const name = victims[Math.floor(random() * victims.length)]!;
    const { [name]: pid } = await platform.pids();
    if (pid === undefined) continue;
    process.kill(pid, 'SIGKILL');
    kills[name] = (kills[name] ?? 0) + 1;
  }
  const outcomes = await Promise.all(working);
  const seen = await health.stop();
  const figures = kinds.map(({ name }, n) => `${name} ${outcomes[n]!.done}`).join(', ');
  const refused = outcomes.reduce((sum, outcome) => sum + outcome.refused, 0);
  process.stderr.write(
    `killed ${JSON.stringify(kills)}; done: ${figures}; not begun ${refused}; health ${seen.join(' ')}\n`,
  );
  expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
  for (const [n, { name }] of kinds.entries()) expect([name, outcomes[n]!.done > 0]).toEqual([name, true]);
  expect(seen.at(-1)).toBe(200);
}, 1_200_000);
